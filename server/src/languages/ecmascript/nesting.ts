/**
 * Tells texts that are nested so deeply that a parser would run out of stack. A native parser then takes the whole process
 * with it, so such texts must be refused before they reach one. Looks at characters only; people never write such code.
 */

/** oxc-parser overflows a worker's stack between 1000 and 2000 levels, whatever is nested; three counts may add up. */
const MOST = 500;

const NEWLINE = 10;
const QUOTES = new Set(['"', "'"].map((quote) => quote.charCodeAt(0)));

/**
 * Counts three ways to nest: brackets; operators and words in a row without a separator (`!!!a`, `a = b = c`, `<A><A>`,
 * `a ? b : c ? d`), within a line since code without semicolons has no other end; and `else if` chains.
 */
export function isNestedTooDeeply(text: string): boolean {
  const chains: number[] = [0];
  let depth = 0;
  let run = 0;
  let startsStatement = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isWordCharacter(code)) {
      const start = i;
      while (isWordCharacter(text.charCodeAt(i + 1))) i++;
      const isElse = i - start === 3 && text.startsWith('else', start);
      if (isElse) chains[depth] = (chains[depth] ?? 0) + 1;
      else if (startsStatement) chains[depth] = 0;
      startsStatement = false;
      if (++run > MOST || (chains[depth] ?? 0) > MOST) return true;
      continue;
    }
    switch (code) {
      case 9: case 13: case 32:
        break;
      case NEWLINE:
        run = 0;
        break;
      case 40: case 91: case 123: // ( [ {
        if (++depth > MOST) return true;
        chains[depth] = 0;
        startsStatement = code === 123;
        break;
      case 41: case 93: // ) ]
        if (depth > 0) depth--;
        break;
      case 125: // }
        if (depth > 0) depth--;
        startsStatement = true;
        break;
      case 44: // ,
        run = 0;
        break;
      case 59: // ;
        run = isFollowedByElse(text, i + 1) ? run : 0;
        startsStatement = true;
        break;
      case 47: // / opens a comment, or is an operator
        i = endOfComment(text, i);
        break;
      default:
        if (QUOTES.has(code)) i = endOfString(text, i, code);
        else if (++run > MOST) return true;
    }
  }
  return false;
}

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36 || code > 127;
}

function isFollowedByElse(text: string, at: number): boolean {
  let next = at;
  while (text.charCodeAt(next) === 32 || text.charCodeAt(next) === NEWLINE) next++;
  return text.startsWith('else', next);
}

/** Offset of the comment's last character; the same offset when none starts here. */
function endOfComment(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === 47) return endOr(text.indexOf('\n', at) - 1, text.length);
  if (text.charCodeAt(at + 1) === 42) return endOr(text.indexOf('*/', at + 2) + 1, text.length);
  return at;
}

function endOr(found: number, otherwise: number): number {
  return found <= 0 ? otherwise : found;
}

/** Offset of the closing quote; the same offset when the line ends first, as for an apostrophe in text or in a pattern. */
function endOfString(text: string, at: number, quote: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return i;
    if (code === NEWLINE) return at;
    if (code === 92) i++;
  }
  return at;
}

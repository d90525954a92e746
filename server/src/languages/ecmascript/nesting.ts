/**
 * Tells texts that are nested so deeply that a parser would run out of stack. A native parser then takes the whole process
 * with it, so such texts must be refused before they reach one. Looks at characters only, and estimates: it may miss what
 * was written to deceive it, but nothing that people or generators write comes near the limit.
 */

/** oxc-parser overflows a worker's stack (4 MB) between 1000 and 2000 levels, whatever is nested. */
const MOST = 500;

const TAB = 9, NEWLINE = 10, RETURN = 13, SPACE = 32, BANG = 33, DOUBLE_QUOTE = 34, SINGLE_QUOTE = 39, OPEN_PAREN = 40, CLOSE_PAREN = 41, STAR = 42, COMMA = 44;
const SLASH = 47, COLON = 58, SEMICOLON = 59, LESS = 60, EQUALS = 61, GREATER = 62, QUESTION = 63, OPEN_BRACKET = 91, BACKSLASH = 92, CLOSE_BRACKET = 93;
const OPEN_BRACE = 123, CLOSE_BRACE = 125, TILDE = 126;

/** What is open between one pair of brackets. */
interface Level {
  /** Operators and statement heads in a row: `a = b = …`, `a ? b : c ? …`, `while (a) while (b) …`. */
  row: number;
  /** Tags not closed yet. */
  tags: number;
  /** `else if` in a row. */
  chain: number;
  /** The bracket belongs to `if`, `while`, `for` or `with`: what follows it is nested in it. */
  readonly isHead: boolean;
  startsStatement: boolean;
}

export function isNestedTooDeeply(text: string): boolean {
  const levels: Level[] = [];
  let level: Level = openLevel(false, true);
  let total = 0;
  /** The last token leaves something open, so the next line goes on with it. */
  let isOpen = false;
  let isHeadWord = false;

  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === SPACE || code === TAB) continue;
    if (isWordCharacter(code)) {
      const start = i;
      while (isWordCharacter(text.charCodeAt(i + 1))) i++;
      const length = i - start + 1;
      const isElse = length === 4 && text.startsWith('else', start);
      const isDo = length === 2 && text.startsWith('do', start);
      isHeadWord = (length === 2 && text.startsWith('if', start)) || (length === 3 && text.startsWith('for', start)) || (length === 5 && text.startsWith('while', start)) || (length === 4 && text.startsWith('with', start));
      if (level.startsStatement && !isElse) {
        total -= level.chain;
        level.chain = 0;
      }
      level.startsStatement = false;
      isOpen = isElse || isDo;
      if (isElse) { level.chain++; total++; }
      if (isDo) { level.row++; total++; }
      if (total > MOST) return true;
      continue;
    }
    const afterHeadWord = isHeadWord;
    isHeadWord = false;
    switch (code) {
      case NEWLINE: case RETURN:
        if (isOpen) break;
        total -= level.row;
        level.row = 0;
        break;
      case OPEN_PAREN: case OPEN_BRACKET: case OPEN_BRACE:
        levels.push(level);
        level = openLevel(afterHeadWord, code === OPEN_BRACE);
        total++;
        isOpen = false;
        break;
      case CLOSE_PAREN: case CLOSE_BRACKET: case CLOSE_BRACE: {
        const outer = levels.pop();
        isOpen = level.isHead && code === CLOSE_PAREN;
        if (outer === undefined) break;
        total -= 1 + level.row + level.tags + level.chain;
        level = outer;
        if (isOpen) { level.row++; total++; }
        if (code === CLOSE_BRACE) level.startsStatement = true;
        break;
      }
      case COMMA:
        total -= level.row;
        level.row = 0;
        isOpen = false;
        break;
      case SEMICOLON:
        if (!isFollowedByElse(text, i + 1)) {
          total -= level.row + level.tags;
          level.row = 0;
          level.tags = 0;
        }
        level.startsStatement = true;
        isOpen = false;
        break;
      case EQUALS: case COLON: case QUESTION: {
        const start = i;
        while (text.charCodeAt(i + 1) === code) i++;
        // `===` and `??` are one operator; more of them are a ruler drawn in a text.
        isOpen = i - start < 3;
        if (!isOpen) break;
        if (text.charCodeAt(i + 1) === GREATER) i++;
        level.row++;
        total++;
        break;
      }
      case BANG: case TILDE:
        level.row++;
        total++;
        isOpen = true;
        break;
      case LESS: {
        const next = text.charCodeAt(i + 1);
        isOpen = false;
        if (next === SLASH) {
          i++;
          if (level.tags > 0) { level.tags--; total--; }
        } else if ((next === GREATER || isWordCharacter(next)) && !isWordCharacter(text.charCodeAt(i - 1))) {
          level.tags++;
          total++;
        }
        break;
      }
      case SLASH: {
        const end = endOfComment(text, i);
        if (end > i) i = end;
        else if (text.charCodeAt(i + 1) === GREATER && level.tags > 0) { level.tags--; total--; }
        break;
      }
      case DOUBLE_QUOTE: case SINGLE_QUOTE:
        i = endOfString(text, i, code);
        isOpen = false;
        break;
      default:
        isOpen = false;
    }
    if (total > MOST) return true;
  }
  return false;
}

function openLevel(isHead: boolean, startsStatement: boolean): Level {
  return { row: 0, tags: 0, chain: 0, isHead, startsStatement };
}

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36 || code > 127;
}

function isFollowedByElse(text: string, at: number): boolean {
  let next = at;
  while (text.charCodeAt(next) === SPACE || text.charCodeAt(next) === NEWLINE) next++;
  return text.startsWith('else', next);
}

/** Offset of the comment's last character before its line break; the same offset when none starts here. */
function endOfComment(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === STAR) {
    const close = text.indexOf('*/', at + 2);
    return close < 0 ? text.length : close + 1;
  }
  if (next !== SLASH) return at;
  let end = at + 1;
  while (end + 1 < text.length && !isLineBreak(text.charCodeAt(end + 1))) end++;
  return end;
}

/** All four that end a line comment. */
function isLineBreak(code: number): boolean {
  return code === NEWLINE || code === RETURN || code === 0x2028 || code === 0x2029;
}

/** Offset of the closing quote; the same offset when the line ends first, as for an apostrophe in text or in a pattern. */
function endOfString(text: string, at: number, quote: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return i;
    if (code === NEWLINE || code === RETURN) return at;
    if (code === BACKSLASH) i++;
  }
  return at;
}

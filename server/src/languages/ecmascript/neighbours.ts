/**
 * Tells by the text alone whether two awaits that read may stand beside each other, in one block, without the second using
 * the name that the first gives its result. In most functions each await needs the one before, or changes something. Errs
 * towards yes: what it cannot follow counts as such a pair.
 */

/** Comments and strings, so that nothing inside them counts; then braces, templates and the word itself. */
const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[`{}]|\bawait\b/g;
/** The end of a template, or of a piece of it before a value. */
const TEMPLATE_END = /\\[\s\S]|`|\$\{/g;
const TEMPLATE = /`[^`]*`/g;
const TEMPLATE_VALUE = /\$\{[^}]*\}/g;
/** Before a brace that opens a value, a pattern or a type: what waits in there waits as part of its statement. */
const BEFORE_VALUE = /[(,=:[?&|<+]$|\b(?:return|default|yield|await|const|let|var|import|export|in|of|typeof|case|throw|new|void)$/;
const DECLARED = /(?:^|[\s;{}(])([\w$]+|\{[^{}]*\}|\[[^[\]]*\])(?:\s*:[^=;(){}\n]*)?\s*=\s*$/;
const NAME = /[\w$]+(?!\s*:|[\w$])/g;
/** Statements whose own awaits are no neighbours: ways out and conditions. */
const LEAVES = /\breturn\s+$/;
const DECIDES = /\b(?:if|while|switch)\s*\([\s!(]*$/;
/** Calls that are no reads by any library's terms; `createQueryBuilder` begins one, and caches let go of several at once. */
const CHANGES = /^\s*(?:[\w$]+(?:\(\))?[?!]?\.)*(?:create(?!QueryBuilder)|insert|update|upsert|delete|remove|save|navigate|sign(?:In|Up|Out)|verify|validate|ensure|assert)(?:[A-Z]\w*)?\(/;
const CACHE = /cache/i;
/** As far as a name and its declaration may lie before their `await`, and an operand behind it. */
const FAR = 400;

interface Block {
  /** An await stands in it, and nothing since that ends a row of them. */
  waits: boolean;
  /** Names that the last one gives its result. */
  names: readonly string[];
}

export function mayHaveNeighbours(text: string): boolean {
  const first = text.indexOf('await');
  if (first < 0 || text.indexOf('await', first + 1) < 0) return false;
  const open: { readonly block: Block; readonly inTemplate: boolean }[] = [];
  let block: Block = { waits: false, names: [] };
  const tokens = new RegExp(TOKEN);
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const { 0: token, index } = found;
    if (token === '{') {
      open.push({ block, inTemplate: false });
      if (!BEFORE_VALUE.test(text.slice(Math.max(0, index - 20), index).trimEnd())) block = { waits: false, names: [] };
    } else if (token === '}' || token === '`') {
      const outer = token === '}' ? open.pop() : { block, inTemplate: true };
      if (outer === undefined) return true;
      block = outer.block;
      if (!outer.inTemplate) continue;
      const end = endOfTemplate(text, tokens.lastIndex);
      if (end === undefined) return true;
      if (text[end - 1] === '{') open.push(outer);
      tokens.lastIndex = end;
    } else if (token === 'await') {
      const before = text.slice(Math.max(0, index - FAR), index);
      if (LEAVES.test(before)) continue;
      const operand = operandAt(text, tokens.lastIndex);
      if (DECIDES.test(before) || (CHANGES.test(operand) && !CACHE.test(operand))) {
        block.waits = false;
        continue;
      }
      if (block.waits && !uses(operand, block.names)) return true;
      block.waits = true;
      block.names = namesIn(DECLARED.exec(before)?.[1] ?? '');
    }
  }
  return open.length > 0;
}

/** Behind the closing backtick, or behind the brace of the next value. */
function endOfTemplate(text: string, start: number): number | undefined {
  const ends = new RegExp(TEMPLATE_END);
  ends.lastIndex = start;
  for (let found = ends.exec(text); found !== null; found = ends.exec(text)) if (!found[0].startsWith('\\')) return ends.lastIndex;
  return undefined;
}

function namesIn(pattern: string): readonly string[] {
  return pattern.match(NAME) ?? [];
}

/** What is waited for, to the end of its line or its brackets; less than that where the text is hard to follow. */
function operandAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length && at < start + FAR; at++) {
    switch (text[at]) {
      case '(': case '[': case '{': depth++; break;
      case ')': case ']': case '}':
        if (--depth < 0) return text.slice(start, at);
        break;
      case ';': case '\n':
        if (depth === 0) return text.slice(start, at);
        break;
    }
  }
  return text.slice(start, start + FAR);
}

/** A function written in the operand may have names of its own. */
function uses(operand: string, names: readonly string[]): boolean {
  if (names.length === 0 || operand.includes('=>')) return false;
  const code = operand.replace(TEMPLATE, (template) => template.match(TEMPLATE_VALUE)?.join(' ') ?? ' ').replace(TOKEN, (token) => (token.length === 1 || token === 'await' ? token : ' '));
  return names.some((name) => new RegExp(`(?:^|\\.\\.\\.|[^.\\w$])${name.replaceAll('$', '\\$')}(?![\\w$]|\\s*:)`).test(code));
}

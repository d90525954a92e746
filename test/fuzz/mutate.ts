/** Breaks texts in the ways editors, generators and bad luck do. Pure: text and chance in, text out. */
import type { Random } from './random';

export interface Mutation {
  readonly name: string;
  apply(text: string, random: Random, other: string): string;
}

/** Larger texts are cut: size is tried on its own by `huge line`. */
const MOST_CHARACTERS = 200_000;

const TOKEN = /[A-Za-z_$][\w$]*|\d+|"[^"\n]*"|'[^'\n]*'|`[^`]*`|[{}()[\];,.?:]|[^\s\w]+|\s+/g;
const WORDS: readonly string[] = [
  'await', 'async', 'for', 'of', 'in', 'while', 'do', 'if', 'else', 'try', 'catch', 'finally', 'return', 'throw', 'yield', 'new', 'class', 'extends', 'function',
  'const', 'let', 'import', 'export', 'default', 'type', 'interface', 'enum', 'namespace', 'declare', 'abstract', 'static', 'get', 'set', 'this', 'super', 'null',
  'undefined', '=>', '...', '?.', '??', '??=', '=', '+', '**', '!', '@', '#x', '<', '>', '</', '/>', '/', '/*', '*/', '//', '`', '${', '}', '{', '(', ')', '[', ']', ';', ',', ':', '"', "'", '\\', '0x', '1n', '.5', '/re/g',
];
const ODD: readonly string[] = ['\u0000', '\uFEFF', '\u2028', '\u2029', '\u00A0', '\u200D', '\u202E', '\uD800', '\uDC00', '😀', 'é', '\u0301', '变量', '\r', '\r\n', '\t', '\v', '\\u{110000}', '\\u0061'];
const NESTS: readonly (readonly [string, string])[] = [
  ['(', ')'], ['[', ']'], ['{', '}'], ['!', ''], ['a?.(', ')'], ['await (', ')'], ['async () => (', ')'], ['`${', '}`'], ['{ a: ', ' }'], ['f(', ')'], ['a ? b : ', ''], ['a + ', ''],
  ['() => { return ', '; }'], ['if (a) { ', ' }'], ['for (const a of b) { ', ' }'], ['try { ', ' } catch { }'], ['class A { m() { ', ' } }'], ['a.map(async (b) => ', ')'], ['new A(', ')'], ['<A>', '</A>'],
  ['x as Array<', '>'], ['else if (a) ', ''], ['a = ', ''], ['a.b().', 'c()'], ['switch (a) { case 1: ', ' }'], ['label: ', ''], ['function f() { ', ' }'],
  ['for (;;) ', ''], ['for (;;)\n', ''], ['while (a)\n', ''], ['if (a)\n', ''], ['if (a) b; else ', 'c'], ['do ', ' while (a)'], ['<A>\n', '\n</A>'], ['a ?\n b :\n', ''], ['!\n', ''], ['a =\n', ''], ['a =>\n', ''], ['label:\n', ''],
  ['typeof ', ''], ['let x: { a: ', ' }'], ['type T = A extends B ? C : ', 'D'], ['class A extends (', ') {}'], ['const { a = ', ' } = b'], ['import("a").then(() => ', ')'], ['{"a": 1, "b": ', '}'],
];

export const MUTATIONS: readonly Mutation[] = [
  { name: 'truncate', apply: (text, random) => text.slice(0, random.integer(text.length + 1)) },
  { name: 'behead', apply: (text, random) => text.slice(random.integer(text.length + 1)) },
  { name: 'delete span', apply: (text, random) => { const [start, end] = span(text, random, 200); return text.slice(0, start) + text.slice(end); } },
  { name: 'duplicate span', apply: (text, random) => { const [start, end] = span(text, random, 400); return text.slice(0, end) + text.slice(start, end).repeat(1 + random.integer(8)) + text.slice(end); } },
  { name: 'move span', apply: (text, random) => { const [start, end] = span(text, random, 400); const rest = text.slice(0, start) + text.slice(end); const at = random.integer(rest.length + 1); return rest.slice(0, at) + text.slice(start, end) + rest.slice(at); } },
  { name: 'delete token', apply: (text, random) => withTokens(text, random, (tokens, at) => tokens.splice(at, 1)) },
  { name: 'swap tokens', apply: (text, random) => withTokens(text, random, (tokens, at) => { const other = random.integer(tokens.length); [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? '']; }) },
  { name: 'replace token', apply: (text, random) => withTokens(text, random, (tokens, at) => { tokens[at] = random.pick(WORDS); }) },
  { name: 'insert word', apply: (text, random) => withTokens(text, random, (tokens, at) => tokens.splice(at, 0, ` ${random.pick(WORDS)} `)) },
  { name: 'rename to a neighbour', apply: (text, random) => withTokens(text, random, (tokens, at) => { const names = tokens.filter((token) => /^[A-Za-z_$]/.test(token)); if (names.length > 0) tokens[at] = random.pick(names); }) },
  { name: 'rename', apply: (text, random) => { const names = text.match(/\b(?!(?:await|async|for|of|in|if|else|return|const|let|function|class|new|import|from|export|type|interface|extends|this|typeof|case|switch|while|do|try|catch|throw)\b)[a-z]\w+\b/g) ?? ['a']; return text.replaceAll(random.pick(names), random.pick(names)); } },
  { name: 'repeat a paragraph', apply: (text, random) => { const parts = text.split('\n\n'); const at = random.integer(parts.length); parts.splice(random.integer(parts.length + 1), 0, parts[at] ?? ''); return parts.join('\n\n'); } },
  { name: 'odd characters', apply: (text, random) => { let result = text; for (let i = 0; i <= random.integer(5); i++) { const at = random.integer(result.length + 1); result = result.slice(0, at) + random.pick(ODD) + result.slice(at); } return result; } },
  { name: 'splice another', apply: (text, random, other) => text.slice(0, random.integer(text.length + 1)) + other.slice(random.integer(other.length + 1)) },
  { name: 'insert from another', apply: (text, random, other) => { const [start, end] = span(other, random, 600); const at = random.integer(text.length + 1); return text.slice(0, at) + other.slice(start, end) + text.slice(at); } },
  { name: 'swap lines', apply: (text, random) => { const lines = text.split('\n'); const [a, b] = [random.integer(lines.length), random.integer(lines.length)]; [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? '']; return lines.join('\n'); } },
  { name: 'one line', apply: (text) => text.replace(/\n/g, ' ') },
  { name: 'huge line', apply: (text, random) => `const big = [${'"x", '.repeat(random.integer(20_000))}];${text}` },
  { name: 'many lines', apply: (text, random) => `${text}\n`.repeat(2 + random.integer(6)) },
  { name: 'line breaks', apply: (text, random) => text.replace(/\n/g, random.pick(['\r', '\r\n', '\u2028', '\n\n'])) },
  { name: 'deep nesting', apply: (text, random) => { const at = random.integer(text.length + 1); return text.slice(0, at) + nest(random, 20 + random.integer(500)) + text.slice(at); } },
  { name: 'very deep nesting', apply: (text, random) => `${text}\n${random.pick(['const deep = ', ''])}${nest(random, 500 + random.integer(6000))};` },
];

export function insertAt(text: string, random: Random, inserted: string): string {
  const at = random.integer(text.length + 1);
  return text.slice(0, at) + inserted + text.slice(at);
}

/** `mutations` are those of the text's language. */
export function mutate(text: string, other: string, random: Random, mutations: readonly Mutation[] = MUTATIONS): { readonly text: string; readonly applied: readonly string[] } {
  const applied: string[] = [];
  let result = text;
  // Half of the texts are broken once: they parse more often, and so get as far as rules and fixes.
  const rounds = random.chance(0.5) ? 1 : 1 + random.integer(4);
  for (let round = 0; round < rounds; round++) {
    const mutation = random.pick(mutations);
    applied.push(mutation.name);
    result = mutation.apply(result, random, other).slice(0, MOST_CHARACTERS);
  }
  return { text: result, applied };
}

/** A text that was never a program: characters or tokens in no order. */
export function noise(random: Random): string {
  const length = random.integer(2000);
  const tokens = random.chance(0.7);
  let text = '';
  while (text.length < length) text += tokens ? `${random.pick(WORDS)}${random.pick([' ', '', '\n'])}${random.chance(0.3) ? 'a' : ''}` : String.fromCharCode(random.integer(random.chance(0.5) ? 128 : 65536));
  return text;
}

/** One kind of bracket all the way, or a mixture; around something that rules look at. */
function nest(random: Random, depth: number): string {
  const one = random.pick(NESTS);
  const mixed = random.chance(0.3);
  const opens: string[] = [];
  const closes: string[] = [];
  for (let level = 0; level < depth; level++) {
    const [open, close] = mixed ? random.pick(NESTS) : one;
    opens.push(open);
    closes.push(close);
  }
  return opens.join('') + random.pick(['a', 'await fetch(a)', 'fs.readFileSync(a)', '']) + closes.reverse().join('');
}

export function withTokens(text: string, random: Random, change: (tokens: string[], at: number) => unknown): string {
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.length === 0) return text;
  const list = [...tokens];
  const times = 1 + random.integer(3);
  for (let i = 0; i < times && list.length > 0; i++) change(list, random.integer(list.length));
  return list.join('');
}

function span(text: string, random: Random, longest: number): readonly [number, number] {
  const start = random.integer(text.length + 1);
  return [start, Math.min(text.length, start + random.integer(longest))];
}

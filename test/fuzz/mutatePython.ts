/** What goes wrong in Python: indentation, colons, strings over lines, nesting that its grammar walks. Pure, like `mutate.ts`. */
import type { Mutation } from './mutate';
import { insertAt, withTokens } from './mutate';
import type { Random } from './random';

const WORDS: readonly string[] = [
  'await', 'async', 'async def', 'for', 'in', 'while', 'if', 'elif', 'else:', 'try:', 'except', 'except*', 'finally:', 'return', 'raise', 'yield', 'yield from', 'class', 'def', 'lambda', 'with', 'as', 'import', 'from', 'global',
  'nonlocal', 'del', 'assert', 'match', 'case', 'type', 'not', 'is', 'None', 'self', 'pass', 'print "x"', 'exec', ':=', '->', '**', '*', '@', '=', '==', ':', ',', '.', '...', '(', ')', '[', ']', '{', '}', '"', "'", '"""', "'''", 'f"', 'f"{', 'rb"', 'ur""',
  't"{', '}"', '#', '\\', '\\\n', '`', '$', '?', '!', '0x', '1_0', '1j', 'gather', 'objects', 'execute',
];
const ODD: readonly string[] = ['\u0000', '\uFEFF', '\f', '\v', '\u00A0', '\u2028', '\uD800', '\uDC00', '😀', '𝒳', 'é', 'e\u0301', '变量', '\r', '\r\n', '\t', '\\\r\n', '\\N{DASH}', '\u202E', '\u0085'];
const NESTS: readonly (readonly [string, string])[] = [
  ['(', ')'], ['[', ']'], ['{', '}'], ['f(', ')'], ['not ', ''], ['-', ''], ['await ', ''], ['lambda: ', ''], ['a if b else ', ''], ['a + ', ''], ['a and ', ''], ['a[', ']'], ['{"a": ', '}'], ['[b for b in ', ']'], ['(yield ', ')'], ['f"{', '}"'],
  ["f'{", "}'"], ['(a := ', ')'], ['a, ', ''], ['*', ''], ['a.b(', ').c'], ['print(*[', '])'], ['a < ', ''], ['a ** ', ''], ['a = ', ''], ['x: List[', ']'],
];
const BLOCKS: readonly string[] = ['if a:', 'for a in b:', 'while a:', 'with a:', 'def f(a):', 'async def f(a):', 'class A:', 'try:', 'match a:', 'else:', 'async for a in b:'];

export const PYTHON_MUTATIONS: readonly Mutation[] = [
  { name: 'indent lines', apply: (text, random) => changeLines(text, random, (line) => random.pick(['    ', ' ', '\t', '  ']) + line) },
  { name: 'dedent lines', apply: (text, random) => changeLines(text, random, (line) => line.replace(random.pick([/^ {4}/, /^ /, /^\s+/]), '')) },
  { name: 'tabs', apply: (text, random) => (random.chance(0.5) ? text.replace(/^ {4}/gm, '\t').replace(/^\t {4}/gm, '\t\t') : changeLines(text, random, (line) => line.replace(/^ +/, '\t'))) },
  { name: 'delete colons', apply: (text, random) => changeLines(text, random, (line) => line.replace(/:\s*(#.*)?$/, '')) },
  { name: 'delete line ends', apply: (text, random) => changeLines(text, random, (line) => line.slice(0, random.integer(line.length + 1))) },
  { name: 'unbalance', apply: (text, random) => insertAt(text, random, random.pick(['(', ')', '[', ']', '{', '}', '"""', "'''", '"', "'", 'f"{', '}'])) },
  { name: 'insert python word', apply: (text, random) => withTokens(text, random, (tokens, at) => tokens.splice(at, 0, ` ${random.pick(WORDS)} `)) },
  { name: 'replace by python word', apply: (text, random) => withTokens(text, random, (tokens, at) => { tokens[at] = random.pick(WORDS); }) },
  { name: 'odd python characters', apply: (text, random) => Array.from({ length: 1 + random.integer(5) }).reduce<string>((result) => insertAt(result, random, random.pick(ODD)), text) },
  { name: 'astral literals', apply: (text, random) => changeLines(text, random, (line) => line.replace(/^(\s*)(?=[\w])/, '$1"😀𝒳é"; ')) },
  { name: 'python line breaks', apply: (text, random) => text.replace(/\n/g, random.pick(['\r', '\r\n', '\n\f', ' \n', '\n\n', '\\\n'])) },
  { name: 'mixed line breaks', apply: (text, random) => text.replace(/\n/g, () => random.pick(['\n', '\n', '\r', '\r\n'])) },
  { name: 'byte order mark', apply: (text) => `\uFEFF${text}` },
  { name: 'without imports', apply: (text) => text.replace(/^(from|import) .*\n/gm, '') },
  { name: 'Python 2', apply: (text, random) => `${text}\n${random.pick(['print "a", b', 'print >>f, a', 'exec "a"', 'try:\n    a\nexcept A, e:\n    b', 'a = `b`', 'a = ur"b"', 'a <> b', 'raise A, "b"', 'a = 0777L', 'def f((a, b)):\n    pass'])}\n` },
  { name: 'deep expression', apply: (text, random) => insertAt(text, random, nest(random, 20 + random.integer(400))) },
  { name: 'very deep expression', apply: (text, random) => `${text}\ndeep = ${nest(random, 500 + random.integer(4000))}\n` },
  { name: '3,000 parentheses', apply: (text) => `${text}\nx = ${'('.repeat(3000)}1${')'.repeat(3000)}\n` },
  { name: 'deep blocks', apply: (text, random) => text + blocks(random, 10 + random.integer(200)) },
  { name: '10,000 elifs', apply: (text) => `${text}\ndef pick(a):\n    if a == 0:\n        b()\n${'    elif a:\n        b()\n'.repeat(10_000)}` },
  { name: 'long chain', apply: (text, random) => `${text}\nx = a${random.pick(['.b', '.b()', '[0]', '.filter(a=1)', ' + b', ' and b', ', b', ' if b else c'].map((part) => part.repeat(10 + random.integer(5000))))}\n` },
  { name: 'huge literal', apply: (text, random) => `${random.pick(['x = "', 'x = """', "x = b'", 'x = f"'])}${'ab😀 '.repeat(random.integer(20_000))}${random.pick(['"', '"""', "'", ''])}\n${text}` },
  { name: 'huge list', apply: (text, random) => `x = [${'("a", 1), '.repeat(random.integer(10_000))}]\n${text}` },
  { name: 'many decorators', apply: (text, random) => `${text}\n${'@a.b(c)\n'.repeat(random.integer(3000))}def f():\n    pass\n` },
  { name: 'comprehensions', apply: (text, random) => `${text}\nx = [a ${'for a in a if a '.repeat(random.integer(1000))}]\n` },
  { name: 'around a body', apply: (text, random) => `${random.pick(BLOCKS)}\n${text.replace(/^(?=.)/gm, '    ')}` },
];

function changeLines(text: string, random: Random, change: (line: string) => string): string {
  const lines = text.split('\n');
  for (let times = 1 + random.integer(3); times > 0; times--) {
    const start = random.integer(lines.length);
    const end = Math.min(lines.length, start + 1 + random.integer(4));
    for (let at = start; at < end; at++) lines[at] = change(lines[at] ?? '');
  }
  return lines.join('\n');
}

function nest(random: Random, depth: number): string {
  const one = random.pick(NESTS);
  const mixed = random.chance(0.3);
  const levels = Array.from({ length: depth }, () => (mixed ? random.pick(NESTS) : one));
  const core = random.pick(['a', 'await get(a)', 'Order.objects.get(pk=a)', '']);
  return levels.map(([open]) => open).join('') + core + levels.reverse().map(([, close]) => close).join('');
}

function blocks(random: Random, depth: number): string {
  const one = random.pick(BLOCKS);
  const mixed = random.chance(0.5);
  let text = '\n';
  for (let level = 0; level < depth; level++) text += `${' '.repeat(level)}${mixed ? random.pick(BLOCKS) : one}\n`;
  return `${text}${' '.repeat(depth)}Order.objects.get(pk=a)\n`;
}

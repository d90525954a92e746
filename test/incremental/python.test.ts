/** A Python file that is typed into is parsed by what changed; nobody may see the difference. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PythonParser } from '../../server/src/languages/python/parse';
import { loadPythonParser } from '../../server/src/languages/python/parse';
import { changeBetween } from '../../server/src/languages/python/textChange';
import { MUTATIONS } from '../fuzz/mutate';
import { PYTHON_MUTATIONS } from '../fuzz/mutatePython';
import type { Random } from '../fuzz/random';
import { createRandom } from '../fuzz/random';
import { REPOSITORY } from '../harness/fixtures';
import { installedGrammars } from '../harness/grammars';

describe('the change between two texts', () => {
  it.each([
    ['nothing', 'a\nb', 'a\nb', [3, 1, 1], [3, 1, 1], [3, 1, 1]],
    ['an inserted letter', 'a\nbd\n', 'a\nbcd\n', [3, 1, 1], [3, 1, 1], [4, 1, 2]],
    ['a deleted line', 'a\nb\nc', 'a\nc', [2, 1, 0], [4, 2, 0], [2, 1, 0]],
    ['one more of the same', 'aaa', 'aaaa', [3, 0, 3], [3, 0, 3], [4, 0, 4]],
    ['all of it', 'a', 'b', [0, 0, 0], [1, 0, 1], [1, 0, 1]],
    ['from nothing', '', 'a\n', [0, 0, 0], [0, 0, 0], [2, 1, 0]],
    ['half a line break', 'a\r\nb', 'a\nb', [1, 0, 1], [2, 0, 2], [1, 0, 1]],
    ['the second half of a pair', 'x😀y', 'x\u{1F601}y', [1, 0, 1], [3, 0, 3], [3, 0, 3]],
    ['the first half of a pair', 'x\uD83D\uDE00y', 'x\uD83C\uDE00y', [1, 0, 1], [3, 0, 3], [3, 0, 3]],
    ['half a pair at the end', 'x\uD83D', 'y\uD83D', [0, 0, 0], [1, 0, 1], [1, 0, 1]],
  ])('is %s', (_, before, after, start, oldEnd, newEnd) => {
    const change = changeBetween(before, after);
    const places = [change.start, change.oldEnd, change.newEnd].map(({ index, position }) => [index, position.row, position.column]);
    expect(places).toEqual([start, oldEnd, newEnd]);
    expect(before.slice(0, change.start.index) + after.slice(change.start.index, change.newEnd.index) + before.slice(change.oldEnd.index)).toBe(after);
  });
});

describe('a file that is typed into', () => {
  let parser: PythonParser;

  beforeAll(async () => {
    parser = await loadPythonParser(installedGrammars());
  });

  it('keeps the tree of a text that stays', () => {
    const parsed = parser.parse({ path: '/p/a.py', text: 'a = 1\n' });
    expect(parser.parse({ path: '/p/a.py', text: 'a = 1\n' })).toBe(parsed);
  });

  it('keeps the functions that were not touched', () => {
    const touched = (value: number): string => `def f():\n    return ${value}\n`;
    const other = 'def other():\n    return 2\n';
    const before = parser.parse({ path: '/p/b.py', text: `${other}${touched(1)}` });
    const after = parser.parse({ path: '/p/b.py', text: `${other}${touched(100)}` });
    expect(after.root?.children[0]).toBe(before.root?.children[0]);
  });

  it('does not take a statement for one that is indented otherwise', () => {
    const definition = 'def f():\n    return 1\n';
    parser.parse({ path: '/p/c.py', text: `${definition}\nx = 1\n` });
    const text = `${definition}\nx = 1\n\nclass A:\n    ${definition}\n    def g(:\n`;
    expect(parser.parse({ path: '/p/c.py', text })).toEqual(parser.parse({ path: '/p/d.py', text }));
  });

  it.each(['slow/orders.py', 'fast/payments.py', 'models.py'])('parses %s after each of 150 edits as if it had never seen it before', (file) => {
    const source = readFileSync(join(REPOSITORY, 'examples/shop-fastapi', file), 'utf8');
    const random = createRandom(20, 0);
    let text = source;
    for (let edit = 0; edit < 150; edit++) {
      text = random.chance(0.05) || text.length > 2 * source.length ? source : edited(text, random, source);
      // A path that no file has had is parsed from scratch.
      expect(parser.parse({ path: `/p/${file}`, text }), JSON.stringify(text)).toEqual(parser.parse({ path: `/p/${file}/${edit}`, text }));
    }
  });
});

const TYPED: readonly string[] = ['x', ' ', '\n', '    ', '\t', '(', ')', '"', "'", '"""', ':', '#', '😀', 'é', '\r\n', 'for x in y:\n        ', 'await ', 'lambda x: x', '[a for a in b]', 'f"{a}"', '\\\n', '\f'];
const LIGHT = [...MUTATIONS, ...PYTHON_MUTATIONS].filter(({ name }) => !/deep|huge|long|10,000|3,000|many|comprehensions/.test(name));

/** Mostly what fingers do; now and then a paste. */
function edited(text: string, random: Random, other: string): string {
  const at = random.integer(text.length + 1);
  if (random.chance(0.5)) return text.slice(0, at) + random.pick(TYPED) + text.slice(at);
  if (random.chance(0.6)) return text.slice(0, at) + text.slice(at + 1 + random.integer(20));
  return random.pick(LIGHT).apply(text, random, other);
}

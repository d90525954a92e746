/** What would overflow a native parser's stack, and with it the process, is refused; what people write is not. */
import { expect, it } from 'vitest';
import { isNestedTooDeeply } from '../../server/src/languages/ecmascript/nesting';
import { REPOSITORY } from '../harness/fixtures';
import { loadSeeds } from './seeds';

it.each([
  ['brackets', `${'('.repeat(2000)}a${')'.repeat(2000)}`],
  ['arrays', '['.repeat(2000)],
  ['blocks over lines', '{\n'.repeat(2000)],
  ['tags', '<A>'.repeat(2000)],
  ['operators', `a = ${'!'.repeat(2000)}b`],
  ['assignments', 'a = '.repeat(2000)],
  ['conditions', 'a ? b : '.repeat(2000)],
  ['operators over lines', 'a =\n'.repeat(2000)],
  ['loops', 'while (a) '.repeat(2000)],
  ['loops over lines', 'for (;;)\n'.repeat(2000)],
  ['tags over lines', '<A>\n'.repeat(2000)],
  ['what follows a comment on an old line break', `// a\r${'('.repeat(2000)}`],
  ['what follows a comment on an odd line break', `// a\u2028${'('.repeat(2000)}`],
  ['some of each', `${'if (a) { '.repeat(200)}${'(!'.repeat(200)}${'<A>'.repeat(200)}`],
  ['else if', `if (a) {}${' else if (a) { b(); c(); }\n'.repeat(2000)}`],
  ['else without blocks', `${'if(a)b;else '.repeat(2000)}c`],
])('refuses %s', (_, text) => {
  expect(isNestedTooDeeply(text)).toBe(true);
});

it.each([
  ['many statements without semicolons', 'const a = b + c\n'.repeat(5000)],
  ['many entries', `[${'"x", '.repeat(5000)}]`],
  ['many branches side by side', 'if (a) { b(); } else { c(); }\n'.repeat(5000)],
  ['a long path', `const d = "${'M 10 10 L 20 20 '.repeat(3000)}"`],
  ['a long comment', `// ${'word '.repeat(3000)}\n/* ${'( '.repeat(3000)} */`],
  ['many tags side by side', '<p>text = text</p>\n<br />\n'.repeat(3000)],
  ['many generics', 'const a = new Map<string, Set<number>>()\n'.repeat(3000)],
  ['a ruler', `\`${'=========\n'.repeat(3000)}\``],
  ['an apostrophe in text', "<p>it's</p>\n".repeat(3000)],
])('reads %s', (_, text) => {
  expect(isNestedTooDeeply(text)).toBe(false);
});

it('reads the project itself', () => {
  expect(loadSeeds(REPOSITORY).filter(({ text }) => isNestedTooDeeply(text)).map(({ path }) => path)).toEqual([]);
});

/** The harness must fail when it should: each case is a fixture or a fix with one thing wrong. */
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../server/src/engine/finding';
import type { Range } from '../../server/src/text/range';
import { analyse } from './analyse';
import { applyRound, checkFixes } from './checkFixes';
import { compareFindings } from './compareFindings';
import type { Fixture } from './fixtures';
import { makeFixture } from './fixtures';
import { readReadme } from './readme';
import { createStubEngine, callFast } from './stubEngine';

function fixture(written: string, name = 'a.ts'): Fixture {
  return makeFixture({ rule: 'slow-call', language: 'ecmascript', path: `/fixtures/${name}`, title: name, name, written });
}

function compare(written: string, name?: string): { readonly problems: string; readonly todos: number } {
  const made = fixture(written, name);
  const { problems, todos } = compareFindings(made, analyse(createStubEngine(), made.imagined));
  return { problems: problems.join('\n'), todos: todos.length };
}

describe('compareFindings', () => {
  it('is content when all is as expected', () => {
    expect(compare('slow(a); // expect: slow-call "for a" cost: "per a" chain: "waits"\nfast(a); // ok: fast\nslow(b); slow(c); // expect: slow-call "for c" expect: slow-call'))
      .toEqual({ problems: '', todos: 0 });
  });

  it('knows suppressions, used and unused', () => {
    expect(compare('// perf-hints-ignore slow-call: wanted\nslow(a); // ok: suppressed\n\n// perf-hints-ignore slow-call: old // expect: unused-suppression "any more"\nfast(a);').problems).toBe('');
  });

  it.each([
    ['a missing finding', 'fast(a); // expect: slow-call "x"', 'a.ts:1: expected slow-call "x", got nothing'],
    ['an extra finding', 'slow(a);', 'a.ts:1: not expected: slow-call'],
    ['a finding on an ok line', 'slow(a); // ok: no', 'a.ts:1: not expected'],
    ['another text', 'slow(a); // expect: slow-call "for b"', 'expected slow-call "for b", got slow-call "`slow` runs for a"'],
    ['another rule', 'slow(a); // expect: fast-call "for a"', 'expected fast-call'],
    ['another line', '\nslow(a);\nfast(a); // expect: slow-call "for a"', 'a.ts:3: expected'],
    ['two expectations for one finding', 'slow(a); // expect: slow-call "for a" expect: slow-call', 'got nothing'],
    ['another cost', 'slow(a); // expect: slow-call "for a" cost: "2 calls"', 'the cost is "1 call per a", expected "2 calls"'],
    ['another chain', 'slow(a); // expect: slow-call "for a" chain: "runs"', 'no chain step says "runs"'],
    ['a todo-expect that is right now', 'slow(a); // todo-expect: slow-call "for a"', 'turn todo-expect into expect'],
    ['a todo-ok that is right now', 'fast(a); // todo-ok: one day', 'turn todo-ok into ok'],
  ])('fails for %s', (_, written, message) => {
    expect(compare(written).problems).toContain(message);
  });

  it('counts known wrong answers without failing', () => {
    expect(compare('fast(a); // todo-expect: slow-call "for a"\nslow(b); // todo-ok: not slow really')).toEqual({ problems: '', todos: 2 });
  });

  it('fails when the file name made the engine skip the file', () => {
    expect(compare('slow(a); // ok: no', 'a.test.ts').problems).toContain('has the role test');
  });
});

describe('checkFixes', () => {
  function check(written: string, fix: (range: Range, text: string) => readonly Fix[]): string {
    const engine = createStubEngine({ fix });
    const { imagined } = fixture(written);
    return checkFixes(engine, imagined, analyse(engine, imagined)).join('\n');
  }
  const replace = (newText: string, more: Partial<Fix> = {}) => (range: Range): readonly Fix[] => [{ title: 'Call fast', applicability: 'safe', assumes: '', edits: [{ range, newText }], ...more }];

  it('is content with a good fix', () => {
    expect(check('slow(a); slow(b);', callFast)).toBe('');
  });

  it.each([
    ['does not parse', 'slow(a);', replace('@@'), 'does not parse'],
    ['changes nothing', 'slow(a);', replace('slow(a)'), 'changes nothing'],
    ['keeps its finding', 'slow(a);', replace('slow(b)'), 'still there'],
    ['brings another', 'slow(a);', replace('slow(b), slow(c)'), 'new slow-call warning'],
    ['loses a comment', 'slow(a); /* why */', (range: Range, text: string) => replace('fast()')({ start: range.start, end: text.length }), 'comment "why" is lost'],
    ['imports twice', 'import a from "m";\nslow(a);', (range: Range) => [{ title: 'Call fast', applicability: 'safe', assumes: '', edits: [{ range: { start: 0, end: 0 }, newText: 'import b from "m";\n' }, { range, newText: 'fast()' }] } satisfies Fix], 'imports m twice'],
    ['assumes nothing though unsafe', 'slow(a);', replace('fast(a)', { applicability: 'unsafe' }), 'must say what it assumes'],
    ['assumes something though safe', 'slow(a);', replace('fast(a)', { assumes: 'luck' }), 'assumes nothing'],
    ['edits overlap', 'slow(a);', (range: Range) => [{ title: 'Call fast', applicability: 'safe', assumes: '', edits: [{ range, newText: 'x' }, { range, newText: 'y' }] } satisfies Fix], 'overlap'],
    ['edits outside', 'slow(a);', (_: Range, text: string) => replace('x')({ start: 0, end: text.length + 1 }), 'outside the file'],
    ['bad title', 'slow(a);', replace('fast(a)', { title: 'calls fast.' }), 'imperative phrase'],
  ])('fails for a fix that %s', (_, written, fix, message) => {
    expect(check(written, fix)).toContain(message);
  });

  it('lets a display-only sketch keep its finding', () => {
    expect(check('slow(a);', replace('slow(b)', { applicability: 'display-only', assumes: 'nothing is known' }))).toBe('');
  });

  it('fails when fixing does not come to an end', () => {
    // The two touch, so a round fixes one; the other then only changes its name, again and again.
    expect(check('-slow(a)-slow(b)', ({ start, end }, text) => replace(text.includes('fast') ? `-slow(${text.includes('(c)') ? 'd' : 'c'})` : '-fast()')({ start: start - 1, end }))).toContain('does not come to an end');
  });

  it('applies the nth fix of every finding in one round', () => {
    const engine = createStubEngine({ fix: callFast });
    const { imagined } = fixture('slow(a); slow(b);');
    const outcome = analyse(engine, imagined);
    expect(applyRound(outcome, 0, () => true)).toBe('fast(a); fast(b);');
    expect(applyRound(outcome, 1, () => true)).toBeUndefined();
  });
});

it('sees a rule that keeps state', () => {
  let count = 0;
  const engine = createStubEngine({ tick: () => count++ });
  const { imagined } = fixture('slow(a);');
  expect(JSON.stringify(analyse(engine, imagined))).not.toBe(JSON.stringify(analyse(engine, imagined)));
});

it('reads README headings and snippets', () => {
  const { headings, snippets } = readReadme('# a\n## Example\ntext\n```ts path=src/routes/x.ts dependencies=express,pg\nslow(a);\n## not a heading\n```\n## Instead\n```js\nfast(a);\n```\n');
  expect(headings).toEqual(['Example', 'Instead']);
  expect(snippets).toEqual([
    { heading: 'Example', line: 4, language: 'ts', path: 'src/routes/x.ts', dependencies: ['express', 'pg'], includeHints: false, text: 'slow(a);\n## not a heading' },
    { heading: 'Instead', line: 9, language: 'js', path: 'src/snippet.js', dependencies: [], includeHints: false, text: 'fast(a);' },
  ]);
});

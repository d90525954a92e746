/** `perf-hints fix` and `perf-hints explain`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../server/src/engine/finding';
import { encodeSource } from '../../server/src/workspace/readSource';
import { createStubEngine, callFast } from '../harness/stubEngine';
import { temporaryFolder } from '../workspace/temporaryFolder';
import { perfHints } from './commandLine';

const text = (path: string): string => readFileSync(path, 'utf8');

describe('fix', () => {
  it('changes files and tells what it did', async () => {
    const cwd = temporaryFolder({ 'a.ts': 'slow(x);\nslow(y);\n', 'b.ts': 'fast(x);\n' });
    expect(await perfHints(cwd, ['fix'])).toEqual({ code: 0, out: 'a.ts  Call fast  slow-call\na.ts  Call fast  slow-call\n2 fixes changed 1 file; 0 findings left.\n', error: '' });
    expect(text(`${cwd}/a.ts`)).toBe('fast(x);\nfast(y);\n');
  });

  it('shows a unified diff and writes nothing with --dry-run', async () => {
    const before = 'one;\ntwo;\nthree;\nslow(x);\nfive;\n';
    const cwd = temporaryFolder({ 'src/a.ts': before });
    const { code, out, error } = await perfHints(cwd, ['fix', '--dry-run']);
    expect(out).toBe('--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,5 +1,5 @@\n one;\n two;\n three;\n-slow(x);\n+fast(x);\n five;\n');
    expect(applyPatch(before, out)).toBe(before.replace('slow', 'fast'));
    expect([code, error, text(`${cwd}/src/a.ts`)]).toEqual([1, '1 fix would change 1 file.\n', before]);
  });

  it('keeps byte order mark, encoding and line endings', async () => {
    const inserting = createStubEngine({ fix: (range) => [{ title: 'Call fast', applicability: 'safe', assumes: '', edits: [{ range: { start: range.start, end: range.start + 4 }, newText: '\nfast' }] }] });
    const cwd = temporaryFolder();
    for (const encoding of ['utf-8-bom', 'utf-16le', 'utf-16be'] as const) {
      writeFileSync(`${cwd}/a.ts`, encodeSource('é();\r\nslow(x);\r\n', encoding));
      await perfHints(cwd, ['fix'], { engine: inserting });
      expect(readFileSync(`${cwd}/a.ts`)).toEqual(encodeSource('é();\r\n\r\nfast(x);\r\n', encoding));
    }
  });

  it('applies unsafe fixes only when asked, and display-only ones never', async () => {
    const as = (applicability: Fix['applicability']) => createStubEngine({ fix: (range) => callFast(range).map((fix) => ({ ...fix, applicability, assumes: 'order does not matter' })) });
    const cwd = temporaryFolder({ 'a.ts': 'slow(x);\n' });
    expect(await perfHints(cwd, ['fix'], { engine: as('unsafe') })).toMatchObject({ code: 1, out: expect.stringContaining('--unsafe') as string });
    expect(await perfHints(cwd, ['fix', '--unsafe'], { engine: as('display-only') })).toMatchObject({ code: 1 });
    expect(text(`${cwd}/a.ts`)).toBe('slow(x);\n');
    expect(await perfHints(cwd, ['fix', '--unsafe'], { engine: as('unsafe') })).toMatchObject({ code: 0 });
    expect(text(`${cwd}/a.ts`)).toBe('fast(x);\n');
  });

  it('never leaves a file that does not parse', async () => {
    const breaking = createStubEngine({ fix: (range) => [{ title: 'Break', applicability: 'safe', assumes: '', edits: [{ range, newText: '@@' }] }] });
    const cwd = temporaryFolder({ 'a.ts': 'slow(x);\n' });
    expect(await perfHints(cwd, ['fix'], { engine: breaking })).toMatchObject({ code: 1 });
    expect(text(`${cwd}/a.ts`)).toBe('slow(x);\n');
  });
});

describe('explain', () => {
  it('tells what speaks, its cost, chain and fixes', async () => {
    const cwd = temporaryFolder({ 'a.ts': '\nslow(x);\n' });
    const { code, out } = await perfHints(cwd, ['explain', 'a.ts:2:4']);
    expect(code).toBe(1);
    expect(out).toBe([
      'a.ts:2  slow(x);', '', 'slow-call speaks, because imports, types or the call chain prove the work:',
      '  2:1  warning  `slow` runs for x  slow-call', '      cost: 1 call per x', '      → slow waits here (2:1)', '      fix (safe): Call fast', '', '',
    ].join('\n'));
  });

  it('lists the rules that saw nothing, and those that are off', async () => {
    const cwd = temporaryFolder({ 'a.ts': '\nslow(x);\n', 'off.json': '{"rules": {"slow-call": "off"}}' });
    expect(await perfHints(cwd, ['explain', 'a.ts:1'])).toMatchObject({ code: 0, out: 'a.ts:1  \n\nSaw nothing on this line: slow-call\n' });
    expect((await perfHints(cwd, ['explain', 'a.ts:2', '--config', 'off.json'])).out).toContain('Off in off.json: slow-call');
  });

  it('says why a file or a finding is hidden', async () => {
    const cwd = temporaryFolder({ 'test/a.ts': 'slow(x);\n', 'quiet.ts': 'slow(x); // perf-hints-ignore slow-call: known\n' });
    expect((await perfHints(cwd, ['explain', 'test/a.ts:1'])).out).toContain('This file counts as test, so a scan says nothing about it. What follows is what it would say with --include-tests.');
    expect((await perfHints(cwd, ['explain', 'quiet.ts:1'])).out).toContain('hidden by a perf-hints-ignore comment');
  });
});

/** The cache may lose entries, but never gives a wrong one. */
import { readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FileSummary } from '../../server/src/engine/summary';
import { cacheFolder, pruneCacheFolder } from '../../server/src/workspace/cacheFolder';
import { encodeEntry, openPack, writePack } from '../../server/src/workspace/summaryPack';
import { temporaryFolder } from './temporaryFolder';

function summaryOf(name: string): FileSummary {
  return {
    language: 'ecmascript', values: [{ kind: 'string', value: `grüße ${name}` }], bindings: [], functions: [], classes: [], loops: [], sites: [], awaits: [], tries: [],
    flows: [], exits: [], steps: [], exports: [], reExports: [], notes: [], directives: [], problems: [],
  };
}

const freshOf = (...names: string[]) => names.map((key) => ({ key, json: encodeEntry(summaryOf(key)) }));

describe('a pack', () => {
  it('gives back what was written, through a shared copy too', () => {
    const path = `${temporaryFolder()}/p.pack`;
    expect(writePack(path, openPack(path), new Set(), freshOf('a', 'b'))).toBeUndefined();
    expect(openPack(path).read('b')).toEqual(summaryOf('b'));
    expect(openPack(path).read('c')).toBeUndefined();
  });

  it('is empty when it is missing, foreign or cut off anywhere', () => {
    const path = `${temporaryFolder()}/p.pack`;
    writePack(path, openPack(path), new Set(), freshOf('a', 'b', 'c'));
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(path, whole.subarray(0, length));
      for (const key of ['a', 'b', 'c']) expect([undefined, summaryOf(key)]).toContainEqual(openPack(path).read(key));
    }
    writeFileSync(path, 'something else entirely, but long enough to hold a header');
    expect(openPack(path).size).toBe(0);
  });

  it('gives a miss, never a wrong summary, for any damaged byte', () => {
    const path = `${temporaryFolder()}/p.pack`;
    writePack(path, openPack(path), new Set(), freshOf('a', 'b'));
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      writeFileSync(path, damaged);
      const pack = openPack(path);
      for (const key of ['a', 'b']) expect([undefined, summaryOf(key)]).toContainEqual(pack.read(key));
    }
  });

  it('keeps what other scans used for a while, then drops it', () => {
    const path = `${temporaryFolder()}/p.pack`;
    writePack(path, openPack(path), new Set(), freshOf('kept', 'forgotten'));
    for (let round = 0; round < 20; round++) writePack(path, openPack(path), new Set(['kept']), freshOf(`new-${round}`));
    expect(openPack(path).read('forgotten')).toEqual(summaryOf('forgotten'));
    writePack(path, openPack(path), new Set(['kept']), freshOf('last'));
    expect(openPack(path).read('forgotten')).toBeUndefined();
    expect(openPack(path).read('kept')).toEqual(summaryOf('kept'));
  });

  it('drops the longest unused first when it grows over its limit', () => {
    const path = `${temporaryFolder()}/p.pack`;
    writePack(path, openPack(path), new Set(), freshOf('old'));
    const size = encodeEntry(summaryOf('old')).length;
    writePack(path, openPack(path), new Set(), freshOf('new'), size + 10);
    expect([...openPack(path).entries()].map(([key]) => key)).toEqual(['new']);
  });

  it('tells why it could not be written, and leaves no temporary file', () => {
    const folder = temporaryFolder({ 'file': 'x' });
    expect(writePack(`${folder}/file/p.pack`, openPack(`${folder}/none`), new Set(), freshOf('a'))).toBeInstanceOf(Error);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

describe('the cache folder', () => {
  it('follows the platform', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/perf-hints');
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux')).toMatch(/\/\.cache\/perf-hints$/);
    expect(cacheFolder({}, 'darwin')).toMatch(/\/Library\/Caches\/perf-hints$/);
    expect(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe('/local/perf-hints');
    expect(cacheFolder({ PERF_HINTS_CACHE_DIR: '/chosen', XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/chosen');
  });

  it('is pruned oldest first, and of what killed processes left', () => {
    const folder = temporaryFolder({ 'old.pack': 'x'.repeat(60), 'new.pack': 'x'.repeat(60), '.a.pack.1-0.tmp': 'x', 'fresh.tmp': 'x' });
    const now = Date.now();
    utimesSync(`${folder}/old.pack`, new Date(now - 9e6), new Date(now - 9e6));
    utimesSync(`${folder}/.a.pack.1-0.tmp`, new Date(now - 9e6), new Date(now - 9e6));
    pruneCacheFolder(folder, now, 100);
    expect(readdirSync(folder).sort()).toEqual(['fresh.tmp', 'new.pack']);
  });
});

/** Encodings, limits and files that misbehave. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../server/src/workspace/readSource';
import { createSourceReader, encodeSource } from '../../server/src/workspace/readSource';
import { reasonText } from '../../server/src/workspace/skipped';
import { writeAtomically } from '../../server/src/workspace/writeAtomically';
import { temporaryFolder } from './temporaryFolder';

function read(contents: Buffer | string, limit = 1024): string {
  const folder = temporaryFolder({ 'a.ts': contents });
  const reading = createSourceReader(limit)(`${folder}/a.ts`);
  return 'skipped' in reading ? reasonText(reading.skipped) : `${reading.source.encoding} ${reading.source.text}`;
}

describe('reading', () => {
  it.each<Encoding>(['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'])('takes %s without its mark, and writes the same bytes back', (encoding) => {
    const text = 'const grüße = "😀";\r\n';
    const bytes = encodeSource(text, encoding);
    expect(read(bytes)).toBe(`${encoding} ${text}`);
  });

  it('names binary, wrongly encoded and large files', () => {
    expect(read(Buffer.from([1, 0, 2]))).toBe('binary');
    expect(read(Buffer.from([0x67, 0xfc, 0x6e]))).toBe('wrong encoding: neither UTF-8 nor UTF-16 with a byte order mark');
    expect(read(Buffer.from([0xff, 0xfe, 0x41]))).toBe('wrong encoding: UTF-16 with an odd number of bytes');
    expect(read('x'.repeat(1025))).toBe('too large: 2 KiB, limit 1 KiB');
    expect(read('x'.repeat(1024))).toBe(`utf-8 ${'x'.repeat(1024)}`);
    expect(read('')).toBe('utf-8 ');
  });

  it('names files that are gone or cannot be read', () => {
    const folder = temporaryFolder();
    mkdirSync(`${folder}/folder.ts`);
    const reader = createSourceReader(1024);
    const reasons = ['gone.ts', 'folder.ts'].map((name) => reader(`${folder}/${name}`)).map((reading) => ('skipped' in reading ? reasonText(reading.skipped) : ''));
    expect(reasons).toEqual(['vanished', 'unreadable: not a regular file']);
  });

  it('does not mix up files read one after another', () => {
    const folder = temporaryFolder({ 'long.ts': 'a'.repeat(90_000), 'short.ts': 'b', 'longer.ts': 'c'.repeat(300_000) });
    const reader = createSourceReader(1024 ** 2);
    const texts = ['long.ts', 'short.ts', 'longer.ts', 'short.ts'].map((name) => reader(`${folder}/${name}`)).map((reading) => ('source' in reading ? reading.source.text : ''));
    expect(texts).toEqual(['a'.repeat(90_000), 'b', 'c'.repeat(300_000), 'b']);
  });
});

describe('writing', () => {
  it('replaces the file, keeps its mode and leaves nothing else', () => {
    const folder = temporaryFolder();
    writeFileSync(`${folder}/run.sh`, 'old', { mode: 0o750 });
    writeAtomically(`${folder}/run.sh`, 'new');
    expect(readFileSync(`${folder}/run.sh`, 'utf8')).toBe('new');
    expect(statSync(`${folder}/run.sh`).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o750);
    writeAtomically(`${folder}/made/on/demand.txt`, [Buffer.from('a'), Buffer.from('b')]);
    expect(readFileSync(`${folder}/made/on/demand.txt`, 'utf8')).toBe('ab');
  });
});

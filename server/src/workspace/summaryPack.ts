/**
 * Summaries of one project in one file, by content hash. A file that was written by another version, cut off or
 * damaged is as good as no file: every entry carries a checksum, and a miss only costs parsing again.
 *
 * Layout: magic, index length, index checksum (both uint32 LE), index as JSON, entries as JSON one after another.
 */
import { closeSync, fstatSync, openSync, readSync, utimesSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { FileSummary } from '../engine/summary';
import { writeAtomically } from './writeAtomically';

const MAGIC = Buffer.from('PHPACK1\n', 'latin1');
const HEADER = MAGIC.length + 8;
const PACK_LIMIT = 256 * 1024 ** 2;
/** Entries nobody asked for in this many writes are dropped: the file changed or is gone. */
const MAX_AGE = 20;

interface Entry {
  readonly start: number;
  readonly length: number;
  readonly checksum: number;
  /** Writes since it was last used. */
  readonly age: number;
}

/** `[key, length, checksum, age]` */
type IndexRow = readonly [string, number, number, number];

export interface SummaryPack {
  readonly size: number;
  read(key: string): FileSummary | undefined;
  /** What worker threads need to open the same pack without reading the file again; undefined for an empty one. */
  readonly shared: SharedArrayBuffer | undefined;
  entries(): IterableIterator<[string, Entry]>;
  bytes(entry: Entry): Buffer;
}

export interface FreshEntry {
  readonly key: string;
  readonly json: Uint8Array;
}

/** `crc32` came with Node 20.15; where it is missing nothing is cached, rather than trusted blindly. */
export const CACHE_WORKS: boolean = typeof crc32 === 'function';

export function openPack(path: string): SummaryPack {
  return packOf(readShared(path));
}

export function packOf(shared: SharedArrayBuffer | undefined): SummaryPack {
  const data = shared === undefined ? Buffer.alloc(0) : Buffer.from(shared);
  const index = readIndex(data);
  const bytes = (entry: Entry): Buffer => data.subarray(entry.start, entry.start + entry.length);
  return {
    size: index.size,
    shared: index.size === 0 ? undefined : shared,
    entries: () => index.entries(),
    bytes,
    read(key) {
      const entry = index.get(key);
      if (entry === undefined) return undefined;
      const json = bytes(entry);
      if (json.length !== entry.length || crc32(json) !== entry.checksum) return undefined;
      return JSON.parse(json.toString('utf8')) as FileSummary;
    },
  };
}

/** The array owns its memory, so that a worker can hand it over without a copy. */
export function encodeEntry(summary: FileSummary): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(summary));
}

/**
 * Writes what was used, what is new, and what other scans of this project may still want. Without news only the time
 * stamp moves. A cache that cannot be written is no reason to fail: the error is returned for `--stats` and logs.
 */
export function writePack(path: string, before: SummaryPack, used: ReadonlySet<string>, fresh: readonly FreshEntry[], limit = PACK_LIMIT): unknown {
  try {
    if (fresh.length === 0) {
      if (before.size > 0) utimesSync(path, new Date(), new Date());
      return undefined;
    }
    const rows: { readonly row: IndexRow; readonly json: Uint8Array }[] = fresh.map(({ key, json }) => ({ row: [key, json.length, crc32(json), 0], json }));
    const known = new Set(fresh.map(({ key }) => key));
    for (const [key, entry] of before.entries()) {
      const age = used.has(key) ? 0 : entry.age + 1;
      if (age <= MAX_AGE && !known.has(key)) rows.push({ row: [key, entry.length, entry.checksum, age], json: before.bytes(entry) });
    }
    rows.sort((a, b) => a.row[3] - b.row[3]);
    let total = 0;
    const kept = rows.filter(({ json }) => (total += json.length) <= limit);
    const index = Buffer.from(JSON.stringify(kept.map(({ row }) => row)), 'utf8');
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32LE(index.length, 0);
    numbers.writeUInt32LE(crc32(index), 4);
    writeAtomically(path, [MAGIC, numbers, index, ...kept.map(({ json }) => Buffer.from(json.buffer, json.byteOffset, json.byteLength))]);
    return undefined;
  } catch (error) {
    return error;
  }
}

function readIndex(data: Buffer): Map<string, Entry> {
  const index = new Map<string, Entry>();
  if (data.length < HEADER || !data.subarray(0, MAGIC.length).equals(MAGIC)) return index;
  const length = data.readUInt32LE(MAGIC.length);
  const json = data.subarray(HEADER, HEADER + length);
  if (json.length !== length || crc32(json) !== data.readUInt32LE(MAGIC.length + 4)) return index;
  let start = HEADER + length;
  for (const [key, size, checksum, age] of JSON.parse(json.toString('utf8')) as readonly IndexRow[]) {
    index.set(key, { start, length: size, checksum, age });
    start += size;
  }
  return index;
}

function readShared(path: string): SharedArrayBuffer | undefined {
  if (!CACHE_WORKS) return undefined;
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      if (size < HEADER || size > 2 * PACK_LIMIT) return undefined;
      const shared = new SharedArrayBuffer(size);
      const view = new Uint8Array(shared);
      for (let at = 0, read = -1; at < size && read !== 0; at += read) read = readSync(file, view, at, size - at, null);
      return shared;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

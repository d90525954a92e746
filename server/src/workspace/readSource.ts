/**
 * Reads source files as text. A byte order mark is not part of the text, as in editors, so offsets and columns count
 * from the first character; whoever writes the file back gives the mark and the encoding to `encodeSource`.
 */
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { skippedByError, skippedFile } from './skipped';
import type { SkippedFile } from './skipped';

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

export interface SourceText {
  readonly text: string;
  readonly encoding: Encoding;
  /** Of the file's bytes; changes whenever the text or its encoding does. */
  readonly hash: string;
}

export type SourceReading = { readonly source: SourceText } | { readonly skipped: SkippedFile };

export type SourceReader = (path: string) => SourceReading;

/** One reader per thread: its buffer is used again for every file. `maxFileSize` is in bytes. */
export function createSourceReader(maxFileSize: number): SourceReader {
  let buffer = Buffer.allocUnsafeSlow(64 * 1024);
  return (path) => {
    try {
      const file = openSync(path, 'r');
      try {
        const stat = fstatSync(file);
        if (!stat.isFile()) return { skipped: skippedFile(path, 'unreadable', 'not a regular file') };
        if (stat.size > maxFileSize) return { skipped: skippedFile(path, 'too large', `${Math.ceil(stat.size / 1024)} KiB, limit ${Math.floor(maxFileSize / 1024)} KiB`) };
        if (buffer.length <= stat.size) buffer = Buffer.allocUnsafeSlow(Math.min(maxFileSize + 1, stat.size * 2 + 1));
        let length = 0;
        for (let read = -1; read !== 0 && length < buffer.length; length += read) read = readSync(file, buffer, length, buffer.length - length, null);
        if (length > maxFileSize) return { skipped: skippedFile(path, 'too large', `more than ${Math.floor(maxFileSize / 1024)} KiB`) };
        return decodeSource(path, buffer.subarray(0, length));
      } finally {
        closeSync(file);
      }
    } catch (error) {
      return { skipped: skippedByError(path, error) };
    }
  };
}

/** `bytes` is not kept. */
export function decodeSource(path: string, bytes: Buffer): SourceReading {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (utf16 !== undefined) {
    if (bytes.length % 2 !== 0) return { skipped: skippedFile(path, 'wrong encoding', 'UTF-16 with an odd number of bytes') };
    const body = Buffer.from(bytes.subarray(2));
    const text = (utf16 === 'utf-16be' ? body.swap16() : body).toString('utf16le');
    return { source: { text, encoding: utf16, hash: hash('sha1', bytes, 'base64url') } };
  }
  if (bytes.includes(0)) return { skipped: skippedFile(path, 'binary') };
  if (!isUtf8(bytes)) return { skipped: skippedFile(path, 'wrong encoding', 'neither UTF-8 nor UTF-16 with a byte order mark') };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return {
    source: { text: bytes.toString('utf8', marked ? 3 : 0), encoding: marked ? 'utf-8-bom' : 'utf-8', hash: hash('sha1', bytes, 'base64url') },
  };
}

export function encodeSource(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case 'utf-8': return Buffer.from(text, 'utf8');
    case 'utf-8-bom': return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 'utf-16le': return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be': return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  }
}

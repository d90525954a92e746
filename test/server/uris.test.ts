import { describe, expect, it } from 'vitest';
import { pathOf, uriOf } from '../../server/src/protocol/uris';

describe('pathOf and uriOf', () => {
  it.each([
    ['file:///w/a.ts', '/w/a.ts'],
    ['file:///w/a%20b%23c/%C3%A9.ts', '/w/a b#c/é.ts'],
    ['file:///c%3A/x/y.ts', 'c:/x/y.ts'],
    ['file://host/share/a.ts', '//host/share/a.ts'],
  ])('%s is %s and back', (uri, path) => {
    expect(pathOf(uri)).toBe(path);
    expect(uriOf(path)).toBe(uri);
  });

  it('reads other spellings of the same file', () => {
    expect(pathOf('file:///C:/x/y.ts')).toBe('c:/x/y.ts');
    expect(pathOf('file://localhost/w/a.ts')).toBe('/w/a.ts');
    expect(pathOf('file:///w/a+b(c).ts')).toBe('/w/a+b(c).ts');
  });

  it('gives unsaved documents the extension of their language', () => {
    expect(pathOf('untitled:Untitled-1', 'typescriptreact')).toBe('/untitled/Untitled-1.tsx');
    expect(pathOf('untitled:/w/new.js', 'javascript')).toBe('/untitled//w/new.js');
    expect(pathOf('untitled:Untitled-1', 'plaintext')).toBe('/untitled/Untitled-1');
  });

  it('survives broken escapes', () => {
    expect(pathOf('file:///w/%E0%A4%A.ts')).toBe('/w/%E0%A4%A.ts');
  });
});

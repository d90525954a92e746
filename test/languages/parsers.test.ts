/** The two parsers must be interchangeable: for every text that both read, one summary. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';

const fast = createEcmascriptFrontend({ parser: 'oxc' });
const portable = createEcmascriptFrontend({ parser: 'estree' });
const root = join(import.meta.dirname, '..', '..');

beforeAll(async () => {
  await Promise.all([fast.prepare(), portable.prepare()]);
});

describe('oxc-parser and typescript-estree give one summary', () => {
  for (const folder of ['server/src', 'client/src', 'examples', 'test/harness', 'scripts']) {
    it(folder, () => {
      const paths = filesBelow(join(root, folder));
      expect(paths.length).toBeGreaterThan(0);
      for (const path of paths) {
        const file = { path, text: readFileSync(path, 'utf8') };
        const quick = fast.summarise(file);
        // What a parser calls an error, and in which words, is its own.
        if (quick.problems.length > 0) expect(portable.summarise(file).problems.length, path).toBeGreaterThan(0);
        else expect(JSON.stringify(portable.summarise(file)) === JSON.stringify(quick), path).toBe(true);
      }
    });
  }

  it('places characters outside the basic plane, tabs, CRLF and a byte order mark alike', () => {
    for (const text of [
      'const a = "😀";\r\nfor (const x of xs) {\r\n\tawait load("é", x);\r\n}\r\n',
      '\uFEFFasync function f() { await g(`${a}😀`); }',
      'async () => { /* 𝒳 */ await h(); }',
    ]) {
      const file = { path: '/project/a.ts', text };
      expect(portable.summarise(file)).toEqual(fast.summarise(file));
    }
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'node_modules' ? [] : filesBelow(path);
    return fast.extensions.some((extension) => name.endsWith(extension)) ? [path] : [];
  });
}

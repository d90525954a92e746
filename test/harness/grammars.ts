/** The grammars as installed, for tests that run from source and have no bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GrammarFiles } from '../../server/src/languages/python/parse';
import { REPOSITORY } from './fixtures';

export function installedGrammars(repository = REPOSITORY): GrammarFiles {
  const read = (file: string): Uint8Array => readFileSync(join(repository, 'node_modules', file));
  return {
    runtime: () => read('web-tree-sitter/web-tree-sitter.wasm'),
    python: () => read('tree-sitter-python/tree-sitter-python.wasm'),
  };
}

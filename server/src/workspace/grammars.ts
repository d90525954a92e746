/** Where grammars that are WebAssembly lie beside the bundles; read when a parser that needs them is loaded. */
import { readFileSync } from 'node:fs';
import type { GrammarFiles } from '../languages/python/parse';
import { joinPath } from './paths';

/** `folder`: where the bundles are. */
export function grammarsIn(folder: string): GrammarFiles {
  return {
    runtime: () => readFileSync(joinPath(folder, 'web-tree-sitter.wasm')),
    python: () => readFileSync(joinPath(folder, 'tree-sitter-python.wasm')),
  };
}

/** The one import of web-tree-sitter: a chunk of its own in the bundles, loaded with the first Python file of a run. */
import { Language, Parser } from 'web-tree-sitter';
import type { GrammarFiles } from './parse';

export type { Parser } from 'web-tree-sitter';

export async function loadTreeSitter(files: GrammarFiles): Promise<Parser> {
  await Parser.init({ wasmBinary: files.runtime() });
  const parser = new Parser();
  parser.setLanguage(await Language.load(files.python()));
  return parser;
}

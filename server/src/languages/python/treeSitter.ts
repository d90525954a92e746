/** The one import of web-tree-sitter: a chunk of its own in the bundles, loaded with the first Python file of a run. */
import type { Tree } from 'web-tree-sitter';
import { Edit, Language, Parser } from 'web-tree-sitter';
import type { GrammarFiles } from './parse';
import type { TextChange } from './textChange';

export type { Tree } from 'web-tree-sitter';

export interface TreeSitter {
  /** Null when the parser gave up. */
  parse(text: string): Tree | null;
  /** Parses the text after a change; `before` stays as it is. */
  reparse(before: Tree, text: string, change: TextChange): Tree | null;
}

export async function loadTreeSitter(files: GrammarFiles): Promise<TreeSitter> {
  await Parser.init({ wasmBinary: files.runtime() });
  const parser = new Parser();
  parser.setLanguage(await Language.load(files.python()));
  return {
    parse: (text) => parser.parse(text),
    reparse(before, text, { start, oldEnd, newEnd }) {
      const edited = before.copy();
      try {
        edited.edit(new Edit({
          startIndex: start.index, startPosition: start.position,
          oldEndIndex: oldEnd.index, oldEndPosition: oldEnd.position,
          newEndIndex: newEnd.index, newEndPosition: newEnd.position,
        }));
        return parser.parse(text, edited);
      } finally {
        edited.delete();
      }
    },
  };
}

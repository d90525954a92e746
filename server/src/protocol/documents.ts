/**
 * Texts of open documents, kept by incremental changes. Each change is told as offset edits too, so that hints shown
 * for an older text can move along. Knows nothing of analysis.
 */
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import type { TextEdit } from '../text/edits';
import type { LineIndex } from '../text/lineIndex';
import { createLineIndex } from '../text/lineIndex';
import { pathOf } from './uris';

/** One text at one moment; an edit makes a new one. */
export interface OpenDocument {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
}

export interface Documents {
  get(uri: string): OpenDocument | undefined;
  /** An open document by the path of its file, whatever way its URI is spelled. */
  at(path: string): OpenDocument | undefined;
  all(): readonly OpenDocument[];
  open(uri: string, languageId: string, version: number, text: string): OpenDocument;
  /** Undefined when the document is not open. Edits are in order, each against the text left by the one before. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): { readonly document: OpenDocument; readonly edits: readonly TextEdit[] } | undefined;
  close(uri: string): OpenDocument | undefined;
}

export function createDocuments(): Documents {
  const byUri = new Map<string, OpenDocument>();
  const byPath = new Map<string, string>();

  function put(document: OpenDocument): OpenDocument {
    byUri.set(document.uri, document);
    byPath.set(document.path, document.uri);
    return document;
  }

  return {
    get: (uri) => byUri.get(uri),
    at(path) {
      const uri = byPath.get(path);
      return uri === undefined ? undefined : byUri.get(uri);
    },
    all: () => [...byUri.values()],
    open: (uri, languageId, version, text) =>
      put({ uri, path: pathOf(uri, languageId), languageId, version, text, lines: createLineIndex(text) }),
    change(uri, version, changes) {
      const before = byUri.get(uri);
      if (before === undefined) return undefined;
      let { text, lines } = before;
      const edits: TextEdit[] = [];
      for (const change of changes) {
        const edit = editOf(change, text, lines);
        edits.push(edit);
        text = text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
        lines = createLineIndex(text);
      }
      return { document: put({ ...before, version, text, lines }), edits };
    },
    close(uri) {
      const document = byUri.get(uri);
      if (document === undefined) return undefined;
      byUri.delete(uri);
      if (byPath.get(document.path) === uri) byPath.delete(document.path);
      return document;
    },
  };
}

function editOf(change: TextDocumentContentChangeEvent, text: string, lines: LineIndex): TextEdit {
  // A change without a range is the whole new text.
  if (!('range' in change)) return { range: { start: 0, end: text.length }, newText: change.text };
  const { start, end } = change.range;
  const from = lines.offsetAt({ line: start.line, column: start.character });
  const to = lines.offsetAt({ line: end.line, column: end.character });
  return { range: { start: Math.min(from, to), end: Math.max(from, to) }, newText: change.text };
}

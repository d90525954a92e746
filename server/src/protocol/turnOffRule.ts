/** The edit of the project's config file that switches a rule off, making the file when there is none. */
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { applyEdits as applyJsonEdits, modify, parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { createLineIndex } from '../text/lineIndex';
import { toEdits } from './convert';
import { CONFIG_FILE } from './messages';
import type { Session } from './session';
import { uriOf } from './uris';

const FORMATTING = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** Undefined outside workspace folders, and where the config file is broken or cannot be made by the client. */
export async function turnOffRule({ configuration, documents, host, abilities }: Session, path: string, rule: string): Promise<WorkspaceEdit | undefined> {
  const folder = configuration.folderOf(path);
  if (folder === undefined) return undefined;
  const config = (await configuration.of(path)).configPath ?? `${folder.root}/${CONFIG_FILE}`;
  const open = documents.at(config);
  const uri = open?.uri ?? uriOf(config);
  const text = open?.text ?? await host.read(config);
  if (text === undefined) {
    const { createsFiles, versionedEdits } = abilities();
    if (!createsFiles || !versionedEdits) return undefined;
    const newText = applyJsonEdits('{}', modify('{}', ['rules', rule], 'off', FORMATTING)) + '\n';
    const start = { line: 0, character: 0 };
    return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] }] };
  }
  const errors: ParseError[] = [];
  const current: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) return undefined;
  // Options of the rule stay, for the day it is switched on again.
  const at = hasObjectAt(current, ['rules', rule]) ? ['rules', rule, 'severity'] : ['rules', rule];
  const edits = modify(text, at, 'off', FORMATTING).map(({ offset, length, content }) => ({ range: { start: offset, end: offset + length }, newText: content }));
  const converted = toEdits(edits, createLineIndex(text));
  if (!abilities().versionedEdits) return { changes: { [uri]: converted } };
  return { documentChanges: [{ textDocument: { uri, version: open?.version ?? null }, edits: converted }] };
}

function hasObjectAt(value: unknown, path: readonly string[]): boolean {
  const at = path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined), value);
  return typeof at === 'object' && at !== null;
}

/** Explain at Cursor: which rules looked at the line, and why each spoke or stayed silent. */
import * as vscode from 'vscode';
import type { ExplainParams, Page } from '../../../server/src/protocol/messages';
import { ExplainRequest } from '../../../server/src/protocol/messages';
import type { Pages } from '../pages';
import type { Server } from '../server';

/** `target` is what the server's code action names; without it the cursor counts. */
export async function explainAtCursor(server: Server, pages: Pages, target: unknown): Promise<void> {
  const params = isTarget(target) ? target : atCursor();
  if (params === undefined) {
    void vscode.window.showInformationMessage('Put the cursor on a line of code to have it explained.');
    return;
  }
  const page = await server.request<Page | null>(ExplainRequest, params);
  if (page === null) void vscode.window.showInformationMessage(`Perf Hints looks at ${server.languages.join(', ')} files only.`);
  else if (page !== undefined) await pages.show(page);
}

function atCursor(): ExplainParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

function isTarget(value: unknown): value is ExplainParams {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, position } = value as Partial<ExplainParams>;
  return typeof uri === 'string' && typeof position === 'object';
}

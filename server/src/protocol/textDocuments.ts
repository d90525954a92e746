/** Open, change, save and close: keeps texts current and says whose hints may differ now. */
import { TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { TextDocumentSyncOptions } from 'vscode-languageserver/node';
import { NEVER_CANCELLED } from '../engine/cancellation';
import { countFindings } from './diagnostics/countFindings';
import { rescan } from './scan';
import type { Session } from './session';

export const TEXT_SYNC: TextDocumentSyncOptions = { openClose: true, change: TextDocumentSyncKind.Incremental };

export function registerTextDocuments(session: Session): void {
  const { connection, documents, analyses, push, guard } = session;

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => guard.notification('open', () => {
    documents.open(uri, languageId, version, text);
    push.now(uri);
  }));

  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => guard.notification('change', async () => {
    const changed = documents.change(uri, version, contentChanges);
    if (changed === undefined) return;
    analyses.edited(uri, changed.edits);
    push.schedule(uri, (await session.configuration.of(changed.document.path)).debounceMs);
  }));

  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => guard.notification('close', async () => {
    const document = documents.close(uri);
    if (document === undefined) return;
    analyses.forget(uri);
    push.closed(uri, document.path);
    countFindings(session);
    await rescan(session, [document.path], NEVER_CANCELLED);
  }));
}

/** `textDocument/diagnostic`: the client asks, the answer is of the text it has. */
import type { DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { CancelledError } from '../../engine/cancellation';
import type { Session } from '../session';
import { pathOf } from '../uris';
import { NO_DIAGNOSTICS, resultIdOf } from '../scanStore';
import { documentDiagnostics } from './documentDiagnostics';

const NOTHING: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [], resultId: NO_DIAGNOSTICS };

export function registerPull(session: Session): void {
  const { connection, documents, scanned, guard } = session;
  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    guard.request('diagnostics', NOTHING, token, async (own) => {
      const document = documents.get(textDocument.uri);
      // Editors ask once more when a document closes: what the last scan found is then the truth.
      const items = document === undefined
        ? (scanned.get(pathOf(textDocument.uri))?.diagnostics ?? [])
        : await documentDiagnostics(session, document, own).catch((error: unknown) => {
          // The edit that outdated this text makes the client ask again; the flag is for clients that do not.
          if (error instanceof CancelledError && !own.cancelled) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the text changed', { retriggerRequest: true });
          throw error;
        });
      const resultId = resultIdOf(items);
      if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: DocumentDiagnosticReportKind.Full, items: [...items], resultId };
    }));
}

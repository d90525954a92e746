/**
 * `workspace/diagnostic`: what the last scan found in files that are not open. Editors ask again as soon as they have an
 * answer, so a request that has nothing new to tell is kept open until there is.
 */
import type { WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { DocumentDiagnosticReportKind } from 'vscode-languageserver/node';
import type { CancellationToken as ProtocolToken } from 'vscode-languageserver/node';
import type { Session } from '../session';
import { NO_DIAGNOSTICS } from '../scanStore';
import { pathOf } from '../uris';

/** Long enough to make polling cheap, short enough for clients that ask only once. */
const LONGEST_WAIT_MS = 20_000;

export function registerPullWorkspace(session: Session): void {
  const { connection, guard, scanned } = session;
  let asked = false;

  connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token) =>
    guard.request<WorkspaceDiagnosticReport>('workspace diagnostics', { items: [] }, token, async () => {
      const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const first = !asked;
      asked = true;
      const items = reports(session, known);
      // The very first answer comes at once, so that clients learn that the server keeps up.
      if (items.length > 0 || first) return { items };
      await nextChange(token);
      return { items: reports(session, known) };
    }));

  function nextChange(token: ProtocolToken): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        stopListening();
        cancelled.dispose();
        resolve();
      };
      const timer = setTimeout(done, LONGEST_WAIT_MS);
      timer.unref();
      const stopListening = scanned.onNextChange(done);
      const cancelled = token.onCancellationRequested(done);
    });
  }
}

/** What differs from what the client has. Open documents are left out: they are told by their own request. */
function reports({ documents, scanned }: Session, known: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
  const told = new Set<string>();
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  for (const [uri, value] of known) {
    const path = pathOf(uri);
    told.add(path);
    if (documents.at(path) !== undefined) continue;
    const file = scanned.get(path);
    const resultId = file?.resultId ?? NO_DIAGNOSTICS;
    if (resultId !== value) items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items: [...(file?.diagnostics ?? [])] });
  }
  for (const { path, uri, diagnostics, resultId } of scanned.all()) {
    if (told.has(path) || documents.at(path) !== undefined) continue;
    items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items: [...diagnostics] });
  }
  return items;
}

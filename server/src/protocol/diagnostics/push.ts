/** `textDocument/publishDiagnostics`, for clients that cannot ask. Does nothing for those that can. */
import { CancelledError } from '../../engine/cancellation';
import { nextTurn } from '../guard';
import type { Session } from '../session';
import { documentDiagnostics } from './documentDiagnostics';

export interface Push {
  /** After a pause; an earlier run for the document that has not begun is dropped. */
  schedule(uri: string, pauseMs: number): void;
  now(uri: string): void;
  /** The document was closed: only what a scan found stays. */
  closed(uri: string, path: string): void;
  /** Publishes the scan's findings of files that are not open; files named without findings are cleared. */
  scanned(paths: Iterable<string>): void;
  stop(): void;
}

export function createPush(session: () => Session): Push {
  const timers = new Map<string, NodeJS.Timeout>();
  /** URIs for which the client holds published findings of a scan. */
  const published = new Map<string, string>();

  function isPushing(): boolean {
    return !session().abilities().pullsDiagnostics;
  }

  async function publish(uri: string): Promise<void> {
    await nextTurn();
    const { documents, connection } = session();
    const document = documents.get(uri);
    if (document === undefined) return;
    const token = { get cancelled() { return documents.get(uri) !== document; } };
    try {
      const diagnostics = await documentDiagnostics(session(), document, token);
      if (token.cancelled) return;
      await connection.sendDiagnostics({ uri, version: document.version, diagnostics });
    } catch (error) {
      // The edit that outdated this run has scheduled another.
      if (!(error instanceof CancelledError)) throw error;
    }
  }

  function start(uri: string, delay: number): void {
    if (!isPushing()) return;
    clearTimeout(timers.get(uri));
    timers.set(uri, setTimeout(() => {
      timers.delete(uri);
      session().guard.notification('diagnostics', () => publish(uri));
    }, delay));
  }

  return {
    schedule: start,
    now: (uri) => start(uri, 0),
    closed(uri, path) {
      clearTimeout(timers.get(uri));
      timers.delete(uri);
      if (!isPushing()) return;
      const { connection, scanned } = session();
      void connection.sendDiagnostics({ uri, diagnostics: [...(scanned.get(path)?.diagnostics ?? [])] });
    },
    scanned(paths) {
      if (!isPushing()) return;
      const { connection, documents, scanned } = session();
      for (const path of paths) {
        if (documents.at(path) !== undefined) continue;
        const file = scanned.get(path);
        if (file !== undefined && file.diagnostics.length > 0) {
          published.set(path, file.uri);
          void connection.sendDiagnostics({ uri: file.uri, diagnostics: [...file.diagnostics] });
          continue;
        }
        const uri = published.get(path);
        if (uri === undefined) continue;
        published.delete(path);
        void connection.sendDiagnostics({ uri, diagnostics: [] });
      }
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

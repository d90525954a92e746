/**
 * Keeps a failing handler from taking the server down: errors are logged, shown as status and answered with a value
 * that leaves the editor as it is. Cancellation and refusals pass through, since clients act on them.
 */
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { CancellationToken as ProtocolToken, Connection } from 'vscode-languageserver/node';
import type { CancellationToken } from '../engine/cancellation';
import { CancelledError, throwIfCancelled } from '../engine/cancellation';
import type { StatusReport } from './status';

export interface Guard {
  /**
   * Runs a request once messages already received have been read, so that a cancellation sent with the request, or the
   * edit that follows it, is seen before work begins.
   */
  request<T>(what: string, fallback: T, token: ProtocolToken, run: (token: CancellationToken) => Promise<T> | T): Promise<T>;
  notification(what: string, run: () => Promise<void> | void): void;
  /** Tells of a defect that was survived. */
  report(what: string, error: unknown): void;
}

export function createGuard(connection: Connection, status: StatusReport): Guard {
  function report(what: string, error: unknown): void {
    connection.console.error(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    status.failed(`${what} failed: ${error instanceof Error ? error.message : String(error)}. See the Perf Hints output for details.`);
  }

  return {
    async request(what, fallback, token, run) {
      await nextTurn();
      const own: CancellationToken = { get cancelled() { return token.isCancellationRequested; } };
      try {
        throwIfCancelled(own);
        return await run(own);
      } catch (error) {
        if (error instanceof CancelledError) throw new ResponseError(LSPErrorCodes.RequestCancelled, `${what} was cancelled`);
        if (error instanceof ResponseError && error.code !== ErrorCodes.InternalError) throw error;
        report(what, error);
        return fallback;
      }
    },
    notification(what, run) {
      void (async () => run())().catch((error: unknown) => report(what, error));
    },
    report,
  };
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

/** `workspace/executeCommand`, for clients that run no commands of their own: the same things, shown as messages. */
import type { CancellationToken } from '../engine/cancellation';
import { explain } from './explain';
import type { ExplainParams, Page, ScanResult } from './messages';
import { Command } from './messages';
import { scanWorkspace } from './scan';
import type { Session } from './session';

export const SERVER_COMMANDS: readonly string[] = [Command.explain, Command.showRule, Command.scan];

export function registerExecuteCommand(session: Session): void {
  const { connection, guard, host } = session;
  connection.onExecuteCommand(({ command, arguments: args }, token) =>
    guard.request<Page | ScanResult | null>(`command ${command}`, null, token, async (own) => {
      if (command === Command.explain && isExplainParams(args?.[0])) return show(await explain(session, args[0], own));
      if (command === Command.showRule && typeof args?.[0] === 'string') {
        const page = await host.rulePage(args[0]);
        return show(page === undefined ? null : { title: args[0], markdown: page.markdown });
      }
      if (command === Command.scan) return scan(own);
      return null;
    }));

  /** Also returned, for clients that show results themselves. */
  function show(page: Page | null): Page | null {
    if (page !== null) connection.window.showInformationMessage(page.markdown);
    return page;
  }

  async function scan(own: CancellationToken): Promise<ScanResult> {
    if (!session.abilities().workDoneProgress) return scanWorkspace(session, { report() {} }, own);
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin('Scanning for performance hints', 0, 'looking for files', true);
    const both: CancellationToken = { get cancelled() { return own.cancelled || progress.token.isCancellationRequested; } };
    try {
      return await scanWorkspace(session, progress, both);
    } finally {
      progress.done();
    }
  }
}

function isExplainParams(value: unknown): value is ExplainParams {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, position } = value as Partial<ExplainParams>;
  return typeof uri === 'string' && typeof position?.line === 'number' && typeof position.character === 'number';
}

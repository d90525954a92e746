/** Scan Workspace: analyses every file; hints appear in Problems and in the findings view. */
import * as vscode from 'vscode';
import type { ScanResult } from '../../../server/src/protocol/messages';
import { ScanRequest } from '../../../server/src/protocol/messages';
import type { Server } from '../server';

export async function scanWorkspace(server: Server): Promise<void> {
  if (vscode.workspace.workspaceFolders === undefined) {
    void vscode.window.showInformationMessage('Open a folder to scan it for performance hints.');
    return;
  }
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Perf Hints', cancellable: true },
    (progress, token) => {
      let last = 0;
      progress.report({ message: 'scanning the workspace' });
      return server.requestWithProgress<ScanResult>(ScanRequest, token, (percentage, message) => {
        progress.report({ message, ...(percentage === undefined ? {} : { increment: percentage - last }) });
        last = percentage ?? last;
      });
    },
  );
  if (result === undefined) return;
  void tell(result, server);
}

async function tell(result: ScanResult, server: Server): Promise<void> {
  const left = Object.entries(result.skipped).map(([reason, count]) => `${count} ${reason}`).join(', ');
  server.output.info(`Scanned ${result.files} files in ${result.milliseconds} ms: ${result.findings} hints in ${result.filesWithFindings} files. Left out: ${left === '' ? 'none' : left}.`);
  const summary = `${count(result.findings, 'hint')} in ${count(result.filesWithFindings, 'file')} of ${result.files}`;
  const message = result.cancelled ? `Perf Hints: scan cancelled, ${summary} so far.` : `Perf Hints: ${summary}.`;
  if (result.findings === 0) {
    void vscode.window.showInformationMessage(message);
    return;
  }
  const show = 'Show Hints';
  if (await vscode.window.showInformationMessage(message, show) === show) await vscode.commands.executeCommand('perfHints.findings.focus');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

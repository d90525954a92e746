/** The status bar entry: what the server is doing and how many hints are shown. */
import * as vscode from 'vscode';
import type { Status } from '../../../server/src/protocol/messages';
import type { Server } from '../server';

export function createStatusItem({ onStatus }: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('perfHints.status', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Perf Hints';
  show(item, { state: 'starting', findings: 0, files: 0, detail: '' });
  item.show();
  const listening = onStatus((status) => show(item, status));
  return { dispose() { listening.dispose(); item.dispose(); } };
}

function show(item: vscode.StatusBarItem, { state, findings, files, detail }: Status): void {
  const counts = `${findings} ${findings === 1 ? 'hint' : 'hints'} in ${files} ${files === 1 ? 'file' : 'files'}`;
  const { icon, text } = LOOK[state];
  item.text = `$(${icon}) ${text ?? findings}`;
  item.tooltip = detail === '' ? `Perf Hints: ${counts}` : `Perf Hints: ${detail}\n${counts}`;
  item.command = state === 'error' ? 'perfHints.showOutput' : 'perfHints.findings.focus';
  item.backgroundColor = state === 'error' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  item.accessibilityInformation = { label: `Perf Hints, ${state}, ${counts}${detail === '' ? '' : `, ${detail}`}` };
}

const LOOK: Readonly<Record<Status['state'], { readonly icon: string; readonly text?: string }>> = {
  starting: { icon: 'loading~spin', text: 'Perf Hints' },
  ready: { icon: 'dashboard' },
  scanning: { icon: 'sync~spin', text: 'Scanning' },
  error: { icon: 'warning', text: 'Perf Hints' },
};

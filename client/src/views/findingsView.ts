/** The findings tree: Perf Hints' entries of the Problems list, grouped by rule or by file. Holds nothing of its own. */
import * as vscode from 'vscode';
import type { Group, Hint } from './hints';
import { currentHints, groupHints } from './hints';

export type Grouping = 'rule' | 'file';

export interface FindingsView extends vscode.Disposable {
  groupBy(grouping: Grouping): Promise<void>;
}

const VIEW = 'perfHints.findings';
const GROUPING_KEY = 'perfHints.grouping';
/** Problems change in bursts, one event per file; the tree is drawn once for each burst. */
const SETTLE_MS = 100;

export function createFindingsView(context: vscode.ExtensionContext): FindingsView {
  let grouping: Grouping = context.workspaceState.get<Grouping>(GROUPING_KEY) ?? 'rule';
  let timer: NodeJS.Timeout | undefined;
  const changed = new vscode.EventEmitter<undefined>();
  const provider: vscode.TreeDataProvider<Group | Hint> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => (node === undefined ? groups() : 'hints' in node ? [...node.hints] : []),
    getTreeItem: (node) => ('hints' in node ? groupItem(node) : hintItem(node, grouping)),
  };
  const view = vscode.window.createTreeView(VIEW, { treeDataProvider: provider, showCollapseAll: true });
  const listening = vscode.languages.onDidChangeDiagnostics(() => {
    clearTimeout(timer);
    timer = setTimeout(refresh, SETTLE_MS);
  });
  void publishGrouping();
  refresh();

  function groups(): Group[] {
    return groupHints(currentHints(), grouping);
  }

  function refresh(): void {
    const count = currentHints().length;
    view.badge = count === 0 ? undefined : { value: count, tooltip: `${count} performance ${count === 1 ? 'hint' : 'hints'}` };
    changed.fire(undefined);
  }

  function publishGrouping(): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', GROUPING_KEY, grouping);
  }

  return {
    async groupBy(wanted) {
      grouping = wanted;
      await context.workspaceState.update(GROUPING_KEY, wanted);
      await publishGrouping();
      refresh();
    },
    dispose() {
      clearTimeout(timer);
      listening.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

function groupItem({ label, resource, hints }: Group): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.description = String(hints.length);
  item.contextValue = resource === undefined ? 'rule' : 'file';
  if (resource !== undefined) {
    item.resourceUri = resource;
    item.iconPath = vscode.ThemeIcon.File;
    item.description = `${vscode.workspace.asRelativePath(vscode.Uri.joinPath(resource, '..'))} · ${hints.length}`;
  }
  return item;
}

/** The place first: trees are narrow, and messages long. */
function hintItem({ uri, diagnostic, rule }: Hint, grouping: Grouping): vscode.TreeItem {
  const { range, message, severity } = diagnostic;
  const line = range.start.line + 1;
  const place = `${vscode.workspace.asRelativePath(uri)}:${line}`;
  const item = new vscode.TreeItem(grouping === 'rule' ? place : `Line ${line}: ${rule}`, vscode.TreeItemCollapsibleState.None);
  item.description = message;
  item.tooltip = `${place}\n${message}`;
  item.iconPath = icon(severity);
  item.contextValue = 'hint';
  item.command = { title: 'Open', command: 'vscode.open', arguments: [uri, { selection: range }] };
  return item;
}

function icon(severity: vscode.DiagnosticSeverity): vscode.ThemeIcon {
  if (severity === vscode.DiagnosticSeverity.Warning) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  if (severity === vscode.DiagnosticSeverity.Information) return new vscode.ThemeIcon('info');
  return new vscode.ThemeIcon('lightbulb');
}

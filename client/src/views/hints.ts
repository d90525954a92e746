/** Perf Hints' entries of the Problems list as data for the tree. */
import * as vscode from 'vscode';
import { DIAGNOSTIC_SOURCE } from '../../../server/src/protocol/messages';

export interface Hint {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
  readonly rule: string;
}

export interface Group {
  readonly label: string;
  /** Set for files. */
  readonly resource: vscode.Uri | undefined;
  readonly hints: readonly Hint[];
}

/** Sorted by path and position. */
export function currentHints(): Hint[] {
  return vscode.languages.getDiagnostics()
    .flatMap(([uri, diagnostics]) => diagnostics
      .filter(({ source }) => source === DIAGNOSTIC_SOURCE)
      .map((diagnostic) => ({ uri, diagnostic, rule: ruleOf(diagnostic) })))
    .sort((a, b) => compare(a.uri.path, b.uri.path) || a.diagnostic.range.start.compareTo(b.diagnostic.range.start));
}

/** Rules with the most hints first, files by path. */
export function groupHints(hints: readonly Hint[], by: 'rule' | 'file'): Group[] {
  const groups = new Map<string, Hint[]>();
  for (const hint of hints) {
    const key = by === 'rule' ? hint.rule : hint.uri.toString();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [hint]);
    else group.push(hint);
  }
  const made = [...groups.values()].flatMap((members): Group[] => {
    const [first] = members;
    if (first === undefined) return [];
    return by === 'rule'
      ? [{ label: first.rule, resource: undefined, hints: members }]
      : [{ label: first.uri.path.slice(first.uri.path.lastIndexOf('/') + 1), resource: first.uri, hints: members }];
  });
  return by === 'rule' ? made.sort((a, b) => b.hints.length - a.hints.length || compare(a.label, b.label)) : made;
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code ?? DIAGNOSTIC_SOURCE);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

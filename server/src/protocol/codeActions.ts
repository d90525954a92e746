/** `textDocument/codeAction`: fixes of the hints at the cursor, ways to silence them, and fixing everything safe. */
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver/node';
import { CodeActionKind } from 'vscode-languageserver/node';
import type { CancellationToken } from '../engine/cancellation';
import { throwIfCancelled } from '../engine/cancellation';
import type { Finding, Fix } from '../engine/finding';
import type { TextEdit } from '../text/edits';
import type { DocumentAnalysis } from './analyses';
import { contentHash } from './contentHash';
import { fromRange, toRange, toWorkspaceEdit } from './convert';
import { menuTitle } from './fixTitle';
import { ignoreHere, ignoreInFile } from './ignoreActions';
import { Command, FIX_ALL_KIND } from './messages';
import type { ActionData } from './resolveCodeAction';
import { editsOf } from './resolveCodeAction';
import type { Session } from './session';
import { turnOffRule } from './turnOffRule';

export function registerCodeActions(session: Session): void {
  session.connection.onCodeAction((params, token) =>
    session.guard.request<CodeAction[]>('code actions', [], token, async (own) => {
      const result = await session.analyses.of(params.textDocument.uri, own);
      // Hints of a text that does not parse come from an earlier one: no edit can be built from them.
      if (result === undefined || result.carried) return [];
      const { only } = params.context;
      const actions: CodeAction[] = [];
      if (wants(only, CodeActionKind.QuickFix)) actions.push(...await quickFixes(session, result, params, own));
      // Only when asked for by kind: editors list source actions apart and run them on save.
      if (only !== undefined && wants(only, FIX_ALL_KIND)) actions.push(...fixAllAction(session, result, own));
      return actions;
    }));
}

/** A requested kind covers itself and everything below it. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

async function quickFixes(session: Session, result: DocumentAnalysis, params: CodeActionParams, token: CancellationToken): Promise<CodeAction[]> {
  const { document } = result;
  const asked = fromRange(params.range, document.lines);
  const findings = result.findings.filter(({ range }) => range.start <= asked.end && asked.start <= range.end);
  const actions: CodeAction[] = [];
  for (const finding of findings) {
    throwIfCancelled(token);
    const diagnostics = diagnosticsOf(finding, result, params.context.diagnostics);
    actions.push(...fixActions(session, result, finding, diagnostics));
    actions.push(...ignoreActions(session, result, finding, diagnostics));
    const off = await turnOffRule(session, document.path, finding.rule);
    if (off !== undefined) actions.push({ title: `Turn off ${finding.rule} in this project`, kind: CodeActionKind.QuickFix, diagnostics, edit: off });
    actions.push(explainAction(result, finding, diagnostics));
  }
  return actions;
}

function fixActions(session: Session, result: DocumentAnalysis, finding: Finding, diagnostics: Diagnostic[]): CodeAction[] {
  const fixes = fixesOf(session, result, finding).filter(({ applicability }) => applicability !== 'display-only');
  const preferred = fixes.find(({ applicability }) => applicability === 'safe');
  return fixes.map((fix) => ({
    title: menuTitle(fix),
    kind: CodeActionKind.QuickFix,
    diagnostics,
    ...(fix === preferred ? { isPreferred: true } : {}),
    ...editOrData(session, result, { kind: 'fix', ...stamp(result), rule: finding.rule, range: finding.range, title: fix.title }, () => fix.edits),
  }));
}

/** A fixer that throws costs its own fixes only. */
function fixesOf({ engine, guard }: Session, { file, summary, project }: DocumentAnalysis, finding: Finding): readonly Fix[] {
  try {
    return engine.fixes(finding, file, summary, project);
  } catch (error) {
    guard.report(`building fixes of ${finding.rule} in ${file.path}`, error);
    return [];
  }
}

function ignoreActions({ engine, abilities }: Session, result: DocumentAnalysis, finding: Finding, diagnostics: Diagnostic[]): CodeAction[] {
  // Findings about suppressions themselves have no rule to silence.
  if (!engine.rules.some(({ id }) => id === finding.rule)) return [];
  const offers: readonly (readonly [string, TextEdit | undefined])[] = [
    [`Ignore ${finding.rule} here`, ignoreHere(engine, result, finding)],
    [`Ignore ${finding.rule} in this file`, ignoreInFile(engine, result, finding)],
  ];
  return offers.flatMap(([title, edit]) =>
    edit === undefined ? [] : [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit: toWorkspaceEdit(result.document, [edit], abilities()) }]);
}

function explainAction({ document }: DocumentAnalysis, finding: Finding, diagnostics: Diagnostic[]): CodeAction {
  const title = `Explain ${finding.rule}`;
  const { start } = toRange(finding.range, document.lines);
  return { title, kind: CodeActionKind.QuickFix, diagnostics, command: { title, command: Command.explain, arguments: [{ uri: document.uri, position: start }] } };
}

function fixAllAction(session: Session, result: DocumentAnalysis, token: CancellationToken): CodeAction[] {
  const hasSafeFix = result.findings.some((finding) => fixesOf(session, result, finding).some(({ applicability }) => applicability === 'safe'));
  if (!hasSafeFix) return [];
  const data: ActionData = { kind: 'fix-all', ...stamp(result) };
  return [{ title: 'Fix all safe performance hints', kind: FIX_ALL_KIND, ...editOrData(session, result, data, () => editsOf(session, result, data, token)) }];
}

/** The edit itself only for clients that will not come back for it. */
function editOrData(session: Session, { document }: DocumentAnalysis, data: ActionData, edits: () => readonly TextEdit[]): Pick<CodeAction, 'edit' | 'data'> {
  return session.abilities().resolvesEdits ? { data } : { edit: toWorkspaceEdit(document, edits(), session.abilities()) };
}

function stamp({ document }: DocumentAnalysis): { readonly uri: string; readonly text: string } {
  return { uri: document.uri, text: contentHash(document.text) };
}

/** The client's own diagnostics for the finding, so that it can tie the action to the squiggle. */
function diagnosticsOf(finding: Finding, { document }: DocumentAnalysis, given: readonly Diagnostic[]): Diagnostic[] {
  const { start } = toRange(finding.range, document.lines);
  return given.filter(({ code, range }) => code === finding.rule && range.start.line === start.line && range.start.character === start.character);
}

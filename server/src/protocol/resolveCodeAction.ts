/** `codeAction/resolve`: builds the edit of a chosen action, for the very text it was offered for or not at all. */
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { CancellationToken } from '../engine/cancellation';
import { fixAll } from '../engine/fixAll';
import type { TextEdit } from '../text/edits';
import type { Range } from '../text/range';
import { sameRange } from '../text/range';
import type { DocumentAnalysis } from './analyses';
import { contentHash } from './contentHash';
import { toWorkspaceEdit } from './convert';
import { fixAllEdits } from './fixAllEdits';
import type { Session } from './session';

/** What an unresolved action carries. `text` is the content hash of the text it was offered for. */
export type ActionData =
  | { readonly kind: 'fix'; readonly uri: string; readonly text: string; readonly rule: string; readonly range: Range; readonly title: string }
  | { readonly kind: 'fix-all'; readonly uri: string; readonly text: string };

export function registerResolveCodeAction(session: Session): void {
  const { connection, documents, analyses, guard } = session;
  connection.onCodeActionResolve((action, token) =>
    guard.request('the fix', action, token, async (own) => {
      if (!isActionData(action.data)) return action;
      const data = action.data;
      refuseOtherText(documents.get(data.uri)?.text, data);
      const result = await analyses.of(data.uri, own);
      refuseOtherText(result?.document.text, data);
      if (result === undefined) return action;
      const edits = editsOf(session, result, data, own);
      if (edits.length === 0) return action;
      return { ...action, edit: toWorkspaceEdit(result.document, edits, session.abilities()) };
    }));
}

/** Empty when the fix is no longer offered for this text, as after a change of settings. */
export function editsOf({ engine }: Session, { file, summary, project, settings, findings }: DocumentAnalysis, data: ActionData, token: CancellationToken): readonly TextEdit[] {
  if (data.kind === 'fix-all') {
    return fixAllEdits(file.text, fixAll(engine, file, project, settings, ({ applicability }) => applicability === 'safe', token));
  }
  const finding = findings.find(({ rule, range }) => rule === data.rule && sameRange(range, data.range));
  if (finding === undefined) return [];
  return engine.fixes(finding, file, summary, project).find(({ title }) => title === data.title)?.edits ?? [];
}

function refuseOtherText(text: string | undefined, data: ActionData): void {
  if (text !== undefined && contentHash(text) === data.text) return;
  throw new ResponseError(LSPErrorCodes.ContentModified, 'The file changed since this fix was offered. Open the quick-fix menu again.');
}

/** The client hands back what it was given, but a foreign value must do no harm. */
function isActionData(value: unknown): value is ActionData {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, uri, text, rule, title, range } = value as Record<string, unknown>;
  if (typeof uri !== 'string' || typeof text !== 'string') return false;
  return kind === 'fix-all' || (kind === 'fix' && typeof rule === 'string' && typeof title === 'string' && typeof range === 'object' && range !== null);
}

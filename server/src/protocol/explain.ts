/** `perfHints/explain` and `perfHints/rule`: pages that say which rules looked at a line, and what a rule is about. */
import type { CancellationToken as ProtocolToken } from 'vscode-languageserver/node';
import type { CancellationToken } from '../engine/cancellation';
import { judgementsAt } from '../engine/engine';
import type { DocumentAnalysis } from './analyses';
import { findingMarkdown, sparedMarkdown } from './findingMarkdown';
import { describe } from './hover';
import type { ExplainParams, Page, RuleInfo, RuleParams } from './messages';
import { ExplainRequest, RuleRequest, RulesRequest } from './messages';
import type { Session } from './session';

export function registerExplain(session: Session): void {
  const { connection, engine, guard, host } = session;
  connection.onRequest(ExplainRequest, (params: ExplainParams, token: ProtocolToken) =>
    guard.request<Page | null>('the explanation', null, token, (own) => explain(session, params, own)));

  connection.onRequest(RuleRequest, ({ rule }: RuleParams, token: ProtocolToken) =>
    guard.request<Page | null>('the rule page', null, token, async () => {
      const page = await host.rulePage(rule);
      return page === undefined ? null : { title: rule, markdown: page.markdown };
    }));

  connection.onRequest(RulesRequest, (token: ProtocolToken) =>
    guard.request<RuleInfo[]>('the list of rules', [], token, () => engine.rules.map(({ id, description }) => ({ id, description }))));
}

/** Null when the document is not open. */
export async function explain(session: Session, { uri, position }: ExplainParams, token: CancellationToken): Promise<Page | null> {
  const document = session.documents.get(uri);
  if (document === undefined) return null;
  const title = `Line ${position.line + 1} of ${document.path.slice(document.path.lastIndexOf('/') + 1)}`;
  const result = await session.analyses.of(uri, token);
  if (result === undefined) return { title, markdown: `# ${title}\n\nPerf Hints does not analyse this file: its language is not supported, or Perf Hints is switched off for this folder.\n` };
  return { title, markdown: `# ${title}\n\n${body(session, result, position.line)}\n` };
}

function body(session: Session, result: DocumentAnalysis, line: number): string {
  const { analysis, carried, document, findings } = result;
  if (analysis.skipped) return `Rules are silent here: this is a ${analysis.role} file. The setting that includes tests and scripts brings some of these files in.`;
  const range = document.lines.lineRange(line);
  const judged = judgementsAt(carried ? { ...analysis, findings, suppressed: [], spared: [] } : analysis, range);
  const parts: string[] = [];
  if (carried) parts.push('The text does not parse at the moment. Hints of the last version that did are shown.');
  for (const finding of judged.findings) {
    const note = analysis.suppressed.includes(finding) ? '\n\nA comment in the code silences this hint.' : '';
    parts.push(`## ${finding.rule} (${finding.severity})\n\n${describe(session, result, finding, findingMarkdown)}${note}`);
  }
  if (judged.spared.length > 0) parts.push(`## Looked at and left alone\n\n${judged.spared.map(sparedMarkdown).join('\n')}`);
  if (judged.findings.length === 0 && judged.spared.length === 0) parts.push('No rule found anything to judge on this line.');
  return parts.join('\n\n');
}

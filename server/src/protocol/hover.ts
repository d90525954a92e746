/** `textDocument/hover` on a hint: message, cost, chain, how sure, and fixes with what they assume. */
import type { Hover } from 'vscode-languageserver/node';
import { MarkupKind } from 'vscode-languageserver/node';
import type { Finding } from '../engine/finding';
import { containsOffset } from '../text/range';
import type { DocumentAnalysis } from './analyses';
import { toRange } from './convert';
import { findingExtras, findingMarkdown } from './findingMarkdown';
import { placeOf } from './placeOf';
import type { Session } from './session';

export function registerHover(session: Session): void {
  session.connection.onHover(({ textDocument, position }, token) =>
    session.guard.request<Hover | null>('hover', null, token, async (own) => {
      const result = await session.analyses.of(textDocument.uri, own);
      if (result === undefined) return null;
      const { lines } = result.document;
      const offset = lines.offsetAt({ line: position.line, column: position.character });
      const findings = result.findings.filter(({ range }) => containsOffset(range, offset));
      const [innermost] = [...findings].sort((a, b) => (a.range.end - a.range.start) - (b.range.end - b.range.start));
      if (innermost === undefined) return null;
      const write = session.abilities().showsDiagnosticsInHover ? findingExtras : findingMarkdown;
      const value = findings.map((finding) => `**${ruleLink(session, finding)}**\n\n${describe(session, result, finding, write)}`).join('\n\n---\n\n');
      return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(innermost.range, lines) };
    }));
}

/** Markdown about one finding of an analysis; fixes are left out when they could not be built for this text. */
export function describe({ engine, guard }: Session, result: DocumentAnalysis, finding: Finding, write: typeof findingMarkdown): string {
  const { document, file, summary, project, carried } = result;
  const place = { path: document.path, uri: document.uri, lines: document.lines, root: project.root };
  return write(finding, { fixes: fixes(), place: (step) => placeOf(step, place) });

  function fixes(): ReturnType<typeof engine.fixes> {
    if (carried) return [];
    try {
      return engine.proposedFixes(finding, file, summary, project);
    } catch (error) {
      guard.report(`building fixes of ${finding.rule} in ${file.path}`, error);
      return [];
    }
  }
}

function ruleLink({ ruleUri }: Session, { rule }: Finding): string {
  const uri = ruleUri(rule);
  return uri === undefined ? rule : `[${rule}](${uri})`;
}

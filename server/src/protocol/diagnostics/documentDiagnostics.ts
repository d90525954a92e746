/** The diagnostics of one open document's current text; shared by pull and push, which differ only in delivery. */
import type { Diagnostic } from 'vscode-languageserver/node';
import type { CancellationToken } from '../../engine/cancellation';
import type { Finding } from '../../engine/finding';
import type { LineIndex } from '../../text/lineIndex';
import { createLineIndex } from '../../text/lineIndex';
import { documentToDiagnostics } from '../convert';
import type { OpenDocument } from '../documents';
import type { Session } from '../session';
import { countFindings } from './countFindings';

/** Throws CancelledError when the text changed meanwhile, so that nothing is ever told of another text. */
export async function documentDiagnostics(session: Session, document: OpenDocument, token: CancellationToken): Promise<Diagnostic[]> {
  const result = await session.analyses.of(document.uri, token);
  if (result === undefined) return [];
  const others = await linesOfOtherFiles(session, result.findings);
  countFindings(session);
  const omitted = result.carried ? 0 : result.analysis.omitted;
  return documentToDiagnostics(result.document, result.findings, omitted, (path) => others.get(path), { abilities: session.abilities(), ruleUri: session.ruleUri });
}

/** Line indexes of the files that chains of these findings pass through. */
async function linesOfOtherFiles({ documents, host }: Session, findings: readonly Finding[]): Promise<ReadonlyMap<string, LineIndex>> {
  const lines = new Map<string, LineIndex>();
  const paths = new Set(findings.flatMap(({ path, chain }) => chain.map((step) => step.path).filter((other) => other !== '' && other !== path)));
  await Promise.all([...paths].map(async (path) => {
    const text = documents.at(path)?.text ?? await host.read(path);
    if (text !== undefined) lines.set(path, createLineIndex(text));
  }));
  return lines;
}

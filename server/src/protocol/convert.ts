/** Findings, ranges and edits to their LSP forms, as far as the client understands them. The only place that does so. */
import type { Diagnostic, DiagnosticRelatedInformation, Range as WireRange, TextEdit as WireEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Finding, Severity } from '../engine/finding';
import type { TextEdit } from '../text/edits';
import type { LineIndex, Position } from '../text/lineIndex';
import type { Range } from '../text/range';
import type { PlacedFinding } from '../workspace/analyseFile';
import type { Abilities } from './abilities';
import { contentHash } from './contentHash';
import type { OpenDocument } from './documents';
import { DIAGNOSTIC_SOURCE } from './messages';
import { uriOf } from './uris';

/** What a diagnostic carries for later requests: which finding it is, and of which text. */
export interface DiagnosticData {
  readonly rule: string;
  readonly fingerprint: string;
  /** `contentHash` of the text, for open documents. */
  readonly text?: string;
}

export interface DiagnosticContext {
  readonly abilities: Abilities;
  /** URI of the rule's page, when there is one. */
  readonly ruleUri: (rule: string) => string | undefined;
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Of an open document. `linesOf` gives the lines of other files that chains pass through, when at hand. */
export function documentToDiagnostics(document: OpenDocument, findings: readonly Finding[], omitted: number, linesOf: (path: string) => LineIndex | undefined, context: DiagnosticContext): Diagnostic[] {
  const text = contentHash(document.text);
  const diagnostics = findings.map((finding) => {
    const related = finding.chain.flatMap(({ path, range, message }) => {
      const own = path === '' || path === finding.path;
      const lines = own ? document.lines : linesOf(path);
      return lines === undefined ? [] : [{ location: { uri: own ? document.uri : uriOf(path), range: toRange(range, lines) }, message }];
    });
    return toDiagnostic(finding, toRange(finding.range, document.lines), related, text, context);
  });
  return [...diagnostics, ...omittedDiagnostics(omitted)];
}

/** Of a scanned file. */
export function placedToDiagnostics(path: string, findings: readonly PlacedFinding[], omitted: number, context: DiagnosticContext): Diagnostic[] {
  const diagnostics = findings.map(({ finding, start, end, chain }) => {
    const related = chain.map((step) => {
      const at = toPosition(step.at);
      return { location: { uri: uriOf(step.path === '' ? path : step.path), range: { start: at, end: at } }, message: step.message };
    });
    return toDiagnostic(finding, { start: toPosition(start), end: toPosition(end) }, related, undefined, context);
  });
  return [...diagnostics, ...omittedDiagnostics(omitted)];
}

function toDiagnostic(finding: Finding, range: WireRange, related: DiagnosticRelatedInformation[], text: string | undefined, { abilities, ruleUri }: DiagnosticContext): Diagnostic {
  const href = abilities.codeDescription ? ruleUri(finding.rule) : undefined;
  const data: DiagnosticData = { rule: finding.rule, fingerprint: finding.fingerprint, ...(text === undefined ? {} : { text }) };
  return {
    range,
    message: finding.message,
    severity: SEVERITY[finding.severity],
    source: DIAGNOSTIC_SOURCE,
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    ...(abilities.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    ...(abilities.diagnosticData ? { data } : {}),
  };
}

function omittedDiagnostics(omitted: number): Diagnostic[] {
  if (omitted === 0) return [];
  const start = { line: 0, character: 0 };
  const message = `${omitted} more ${omitted === 1 ? 'hint' : 'hints'} in this file ${omitted === 1 ? 'is' : 'are'} not shown: the limit per file is reached.`;
  return [{ range: { start, end: start }, message, severity: DiagnosticSeverity.Information, source: DIAGNOSTIC_SOURCE }];
}

export function toRange(range: Range, lines: LineIndex): WireRange {
  return { start: toPosition(lines.positionAt(range.start)), end: toPosition(lines.positionAt(range.end)) };
}

function toPosition({ line, column }: Position): WireRange['start'] {
  return { line, character: column };
}

export function fromRange({ start, end }: WireRange, lines: LineIndex): Range {
  return { start: lines.offsetAt({ line: start.line, column: start.character }), end: lines.offsetAt({ line: end.line, column: end.character }) };
}

export function toEdits(edits: readonly TextEdit[], lines: LineIndex): WireEdit[] {
  return edits.map(({ range, newText }) => ({ range: toRange(range, lines), newText }));
}

/** Bound to the document's version where the client can check it. */
export function toWorkspaceEdit(document: OpenDocument, edits: readonly TextEdit[], abilities: Abilities): WorkspaceEdit {
  const converted = toEdits(edits, document.lines);
  if (!abilities.versionedEdits) return { changes: { [document.uri]: converted } };
  return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits: converted }] };
}

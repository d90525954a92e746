/**
 * What a scan found, in the shape scripts rely on: 1-based lines and columns (UTF-16 code units), paths relative to the
 * root with forward slashes, stable order. All output formats are made from this value.
 */
import type { Applicability, Confidence, Severity } from '../engine/finding';
import { SEVERITIES } from '../engine/finding';
import type { Position } from '../text/lineIndex';
import type { FileResult, PlacedFinding } from '../workspace/analyseFile';
import { relativePath } from '../workspace/paths';
import type { ScanResult } from '../workspace/scan';
import { reasonText } from '../workspace/skipped';

export interface ReportPosition {
  readonly line: number;
  readonly column: number;
}

export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly path: string;
  readonly range: { readonly start: ReportPosition; readonly end: ReportPosition };
  readonly chain: readonly { readonly path: string; readonly line: number; readonly column: number; readonly message: string }[];
  readonly cost: string;
  readonly fixes: readonly { readonly title: string; readonly applicability: Applicability; readonly assumes?: string }[];
  readonly fingerprint: string;
}

/** The JSON output, key by key. */
export interface ScanReport {
  readonly version: string;
  readonly root: string;
  readonly findings: readonly ReportedFinding[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly summary: { readonly files: number; readonly parsed: number; readonly cached: number; readonly findings: number; readonly ms: number };
}

/** What only the text output tells. */
export interface ReportNotes {
  readonly suppressed: number;
  readonly omitted: number;
  /** Hidden by the baseline. */
  readonly known: number;
  readonly internalErrors: readonly { readonly path: string; readonly rule: string; readonly message: string }[];
}

export function createReport(result: ScanResult, root: string, version: string): { readonly report: ScanReport; readonly notes: ReportNotes } {
  const findings = result.files.flatMap((file) => file.findings.map((placed) => reportedFinding(placed, root)));
  return {
    report: {
      version,
      root,
      findings,
      skipped: result.skipped.map((skipped) => ({ path: relativePath(root, skipped.path), reason: reasonText(skipped) })),
      summary: { files: result.parsed + result.cached, parsed: result.parsed, cached: result.cached, findings: findings.length, ms: Math.round(result.timings.total) },
    },
    notes: {
      suppressed: sum(result.files, (file) => file.suppressed),
      omitted: sum(result.files, (file) => file.omitted),
      known: 0,
      internalErrors: result.files.flatMap((file) => file.internalErrors.map((error) => ({ path: relativePath(root, file.path), ...error }))),
    },
  };
}

export function reportedFinding({ finding, start, end, chain, fixes }: PlacedFinding, root: string): ReportedFinding {
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    path: relativePath(root, finding.path),
    range: { start: fromOne(start), end: fromOne(end) },
    chain: chain.map(({ path, at, message }) => ({ path: relativePath(root, path), ...fromOne(at), message })),
    cost: finding.cost,
    fixes: fixes.map(({ title, applicability, assumes }) => assumes === '' ? { title, applicability } : { title, applicability, assumes }),
    fingerprint: finding.fingerprint,
  };
}

export function countBySeverity(findings: readonly ReportedFinding[]): string {
  return SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    return [severity === 'information' ? `${count} information` : plural(count, severity)];
  }).join(', ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function fromOne({ line, column }: Position): ReportPosition {
  return { line: line + 1, column: column + 1 };
}

function sum(files: readonly FileResult[], of: (file: FileResult) => number): number {
  return files.reduce((total, file) => total + of(file), 0);
}

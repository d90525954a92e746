/** Findings for a person at a terminal: grouped by file, cost and chain below each, counts at the end. */
import type { Severity } from '../../engine/finding';
import type { Paint, Style } from '../colors';
import { countBySeverity, plural } from '../report';
import type { ReportNotes, ReportedFinding, ScanReport } from '../report';

const COLORS: Readonly<Record<Severity, Style>> = { warning: 'yellow', information: 'blue', hint: 'dim' };

export function formatText(report: ScanReport, notes: ReportNotes, paint: Paint): string {
  const lines: string[] = [];
  const byPath = groupByPath(report.findings);
  for (const [path, findings] of byPath) {
    lines.push(paint('bold', path));
    for (const finding of findings) lines.push(...findingLines(finding, paint));
    lines.push('');
  }
  return [...lines, ...summaryLines(report, notes, paint), ''].join('\n');
}

export function findingLines({ path, range: { start }, severity, rule, message, cost, chain }: ReportedFinding, paint: Paint): string[] {
  const lines = [`  ${paint('dim', `${start.line}:${start.column}`)}  ${paint(COLORS[severity], severity)}  ${message}  ${paint('dim', rule)}`];
  if (cost !== '') lines.push(`      ${paint('dim', 'cost:')} ${cost}`);
  for (const [depth, step] of chain.entries()) {
    const place = step.path === path ? `${step.line}:${step.column}` : `${step.path}:${step.line}:${step.column}`;
    lines.push(`      ${'  '.repeat(Math.min(depth, 8))}${paint('dim', '→')} ${step.message} ${paint('dim', `(${place})`)}`);
  }
  return lines;
}

function summaryLines({ findings, skipped, summary }: ScanReport, notes: ReportNotes, paint: Paint): string[] {
  const withFindings = new Set(findings.map((finding) => finding.path)).size;
  const files = plural(summary.files, 'file');
  const lines = [findings.length === 0
    ? paint('green', `No findings in ${files}`)
    : paint('bold', `${plural(findings.length, 'finding')} (${countBySeverity(findings)}) in ${withFindings} of ${files}`)];
  const remarks = [
    ...(notes.suppressed > 0 ? [`${notes.suppressed} suppressed by comments`] : []),
    ...(notes.known > 0 ? [`${notes.known} known from the baseline`] : []),
    ...(notes.omitted > 0 ? [`${notes.omitted} more over the limit per file (maxFindingsPerFile)`] : []),
  ];
  if (remarks.length > 0) lines.push(remarks.join(', '));
  if (skipped.length > 0) lines.push(paint('dim', `Skipped ${skipped.length}: ${countByReason(skipped)}`));
  for (const { path, rule } of notes.internalErrors) lines.push(paint('red', `The rule ${rule} failed on ${path}; this is a defect of Perf Hints. --stats tells more.`));
  return lines;
}

/** `12 test, 3 generated`, the most frequent first. */
function countByReason(skipped: ScanReport['skipped']): string {
  const counts = new Map<string, number>();
  for (const { reason } of skipped) {
    const kind = reason.split(':', 1)[0] ?? reason;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([reason, count]) => `${count} ${reason}`).join(', ');
}

function groupByPath(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const groups = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group === undefined) groups.set(finding.path, [finding]);
    else group.push(finding);
  }
  return groups;
}

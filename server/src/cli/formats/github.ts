/** Workflow commands, which GitHub shows as annotations on a pull request. */
import type { Severity } from '../../engine/finding';
import type { ReportedFinding, ScanReport } from '../report';

const LEVELS: Readonly<Record<Severity, string>> = { warning: 'warning', information: 'notice', hint: 'notice' };

export function formatGithub(report: ScanReport): string {
  return report.findings.map(annotation).join('');
}

function annotation({ rule, severity, path, range: { start, end }, message, cost, chain }: ReportedFinding): string {
  // GitHub refuses columns for annotations over several lines.
  const columns = start.line === end.line ? `,col=${start.column},endColumn=${end.column}` : '';
  const properties = `file=${escapeProperty(path)},line=${start.line},endLine=${end.line}${columns},title=${escapeProperty(rule)}`;
  const text = [message, ...(cost === '' ? [] : [`Cost: ${cost}`]), ...chain.map((step) => `${step.path}:${step.line}: ${step.message}`)].join('\n');
  return `::${LEVELS[severity]} ${properties}::${escapeData(text)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

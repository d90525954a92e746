/** SARIF 2.1.0, for code scanning services. A chain becomes a code flow and related locations. */
import { pathToFileURL } from 'node:url';
import type { Severity } from '../../engine/finding';
import type { RegisteredRule } from '../../engine/rule';
import type { ReportedFinding, ReportPosition, ScanReport } from '../report';

export interface SarifRules {
  readonly rules: readonly RegisteredRule[];
  page(rule: string): string | undefined;
  pageUri(rule: string): string | undefined;
}

const LEVELS: Readonly<Record<Severity, 'warning' | 'note'>> = { warning: 'warning', information: 'note', hint: 'note' };
/** Skipped by intention: nothing a reader of the log would act on. */
const TROUBLE = /^(too large|binary|wrong encoding|does not parse|unreadable|symlink loop|over the file limit|internal error)/;

export function formatSarif(report: ScanReport, source: SarifRules): string {
  const ids = [...new Set([...source.rules.map((rule) => rule.id), ...report.findings.map((finding) => finding.rule)])];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Perf Hints', semanticVersion: report.version, rules: ids.map((id) => describeRule(id, source)) } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(report.root).href.replace(/\/$/, '')}/` } },
      invocations: [{
        executionSuccessful: true,
        toolExecutionNotifications: report.skipped.filter(({ reason }) => TROUBLE.test(reason)).map(({ path, reason }) => ({
          level: 'warning', message: { text: `Not analysed: ${reason}` }, locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
        })),
      }],
      results: report.findings.map((finding) => result(finding, ids.indexOf(finding.rule))),
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(id: string, source: SarifRules): object {
  const rule = source.rules.find((candidate) => candidate.id === id);
  const description = rule?.description ?? 'A perf-hints-ignore comment that matches nothing any more.';
  const page = source.page(id);
  const uri = source.pageUri(id);
  return {
    id,
    shortDescription: { text: description },
    ...(uri === undefined ? {} : { helpUri: uri }),
    help: { text: description, ...(page === undefined ? {} : { markdown: page }) },
    defaultConfiguration: { level: LEVELS[rule?.severity ?? 'information'] },
  };
}

function result({ rule, severity, message, path, range, chain, cost, confidence, fingerprint }: ReportedFinding, ruleIndex: number): object {
  const primary = location(path, range.start, range.end);
  const steps = chain.map((step) => ({ ...location(step.path, step), message: { text: step.message } }));
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: cost === '' ? message : `${message}\nCost: ${cost}` },
    locations: [primary],
    ...(steps.length === 0 ? {} : {
      codeFlows: [{ threadFlows: [{ locations: [{ location: { ...primary, message: { text: message } } }, ...steps.map((step) => ({ location: step }))] }] }],
      relatedLocations: steps.map((step, index) => ({ id: index + 1, ...step })),
    }),
    partialFingerprints: { 'perfHints/v1': fingerprint },
    properties: { confidence, cost },
  };
}

function location(path: string, start: ReportPosition, end?: ReportPosition): object {
  return {
    physicalLocation: {
      artifactLocation: artifact(path),
      region: { startLine: start.line, startColumn: start.column, ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }) },
    },
  };
}

function artifact(path: string): object {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'SRCROOT' };
}

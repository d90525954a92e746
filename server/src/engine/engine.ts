/**
 * The one entry that command line and server share: text in, findings out. Knows no language, library or rule by name;
 * they are handed in. Holds no state between files.
 */
import { applyEdits } from '../text/edits';
import { textHash } from '../text/hash';
import { containsOffset, sameRange } from '../text/range';
import type { Range } from '../text/range';
import type { CancellationToken } from './cancellation';
import { throwIfCancelled } from './cancellation';
import type { FactsView } from './facts';
import type { FileRole } from './fileRole';
import { fileRoleOf } from './fileRole';
import type { Confidence, Finding, Fix, Report, Severity, Spared } from './finding';
import { SEVERITIES } from './finding';
import type { LanguageFrontend, SourceFile } from './frontend';
import type { ProjectInfo } from './project';
import type { FixContext, OptionValues, RegisteredRule, Rule } from './rule';
import type { AnalysisSettings } from './settings';
import type { FileSummary, ParseProblem } from './summary';
import { applySuppressions, readSuppressions } from './suppressions';

/** The id under which a suppression that no longer matches is reported. */
export const UNUSED_SUPPRESSION = 'unused-suppression';

export interface EngineParts {
  readonly frontends: readonly LanguageFrontend[];
  readonly rules: readonly RegisteredRule[];
  readonly createFacts: (file: SourceFile, summary: FileSummary, project: ProjectInfo) => FactsView;
}

export interface FileAnalysis {
  readonly path: string;
  readonly role: FileRole;
  /** The role is silent by default and was not asked for: nothing was analysed. */
  readonly skipped: boolean;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly spared: readonly Spared[];
  /** Findings left out because of `maxFindingsPerFile`. */
  readonly omitted: number;
  readonly problems: FileSummary['problems'];
  /** Rules that threw: a defect of Perf Hints, told and survived. */
  readonly internalErrors: readonly { readonly rule: string; readonly message: string }[];
}

export interface Engine {
  readonly rules: readonly RegisteredRule[];
  readonly frontends: readonly LanguageFrontend[];
  /** Loads the parsers that these files need, or all; await it before a file of that kind is summarised. Loaded ones cost nothing. */
  prepare(paths?: readonly string[]): Promise<void>;
  frontendFor(path: string): LanguageFrontend | undefined;
  roleOf(file: SourceFile, project: ProjectInfo): FileRole;
  /** Throws CancelledError between rules when the token says so; nothing else is ever thrown. */
  judge(file: SourceFile, summary: FileSummary, project: ProjectInfo, settings: AnalysisSettings, token: CancellationToken): FileAnalysis;
  /** What its fixer offers, unchecked: good for titles, never for applying. */
  proposedFixes(finding: Finding, file: SourceFile, summary: FileSummary, project: ProjectInfo): readonly Fix[];
  /** Fixes that cannot be applied, change nothing, or leave a file that does not parse are dropped; `onDrop` hears of them. */
  fixes(finding: Finding, file: SourceFile, summary: FileSummary, project: ProjectInfo, onDrop?: (fix: Fix, reason: string) => void): readonly Fix[];
}

export function createEngine({ frontends, rules, createFacts }: EngineParts): Engine {
  const byExtension = new Map(frontends.flatMap((frontend) => frontend.extensions.map((extension) => [extension, frontend] as const)));

  /**
   * What follows from one text alone, kept while its summary lives: all findings of a file ask for the same tree and
   * facts. Values computed again would be equal, so this is no state that anything could depend on.
   */
  const fixContexts = new WeakMap<FileSummary, { readonly project: ProjectInfo; readonly context: FixContext }>();
  const facts = new WeakMap<FileSummary, { readonly project: ProjectInfo; readonly path: string; readonly view: FactsView }>();

  function fixContextOf(file: SourceFile, summary: FileSummary, project: ProjectInfo): FixContext {
    const known = fixContexts.get(summary);
    if (known?.project === project && known.context.path === file.path && known.context.text === file.text) return known.context;
    const readings = new Map<unknown, unknown>();
    const context: FixContext = {
      path: file.path, text: file.text, summary, facts: factsOf(file, summary, project), tree: frontendFor(file.path)?.tree(file),
      once<Reading>(read: (of: FixContext) => Reading): Reading {
        if (!readings.has(read)) readings.set(read, read(context));
        return readings.get(read) as Reading;
      },
    };
    fixContexts.set(summary, { project, context });
    return context;
  }

  function factsOf(file: SourceFile, summary: FileSummary, project: ProjectInfo): FactsView {
    const known = facts.get(summary);
    if (known?.project === project && known.path === file.path) return known.view;
    const view = createFacts(file, summary, project);
    facts.set(summary, { project, path: file.path, view });
    return view;
  }

  function frontendFor(path: string): LanguageFrontend | undefined {
    const dot = path.lastIndexOf('.');
    return dot < 0 ? undefined : byExtension.get(path.slice(dot).toLowerCase());
  }

  function roleOf(file: SourceFile, project: ProjectInfo): FileRole {
    return fileRoleOf(relativeTo(project.root, file.path), file.text, project.program);
  }

  function judge(file: SourceFile, summary: FileSummary, project: ProjectInfo, settings: AnalysisSettings, token: CancellationToken): FileAnalysis {
    const role = roleOf(file, project);
    const empty = { path: file.path, role, skipped: false, findings: [], suppressed: [], spared: [], omitted: 0, problems: summary.problems, internalErrors: [] };
    if (isSilencedRole(role, settings.includeTests)) return { ...empty, skipped: true };

    const facts = factsOf(file, summary, project);
    const found: Finding[] = [];
    const spared: Spared[] = [];
    const internalErrors: { rule: string; message: string }[] = [];
    const active = rules.filter((rule) => rule.languages.some((language) => language === summary.language) && settings.rules[rule.id]?.severity !== 'off');
    for (const rule of active) {
      throwIfCancelled(token);
      try {
        const context = { path: file.path, summary, facts, role, options: optionsOf(rule, settings) };
        for (const judgement of rule.check(context)) {
          if (judgement.verdict === 'spare') spared.push({ rule: rule.id, range: judgement.range, gate: judgement.gate, reason: judgement.reason });
          else found.push(toFinding(rule, judgement, file, settings));
        }
      } catch (error) {
        internalErrors.push({ rule: rule.id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    }

    const distinct = dropSuperfluous(found, active);
    const suppressions = readSuppressions(summary, file.text);
    const { kept, suppressed, unused } = applySuppressions(distinct, suppressions, file.text);
    const known = new Set(rules.map((rule) => rule.id));
    const ran = new Set(active.map((rule) => rule.id));
    for (const suppression of unused) {
      // A rule that did not run cannot show that its comment is superfluous.
      if (suppression.rule === 'all' ? ran.size < known.size : known.has(suppression.rule) && !ran.has(suppression.rule)) continue;
      const reason = suppression.rule !== 'all' && !known.has(suppression.rule)
        ? `There is no rule \`${suppression.rule}\`.`
        : `Nothing is reported here by \`${suppression.rule}\` any more: remove this comment.`;
      kept.push(unusedSuppression(file, suppression.range, suppression.rule, reason));
    }
    const visible = kept.filter((finding) => isAtLeast(finding.severity, settings.minimumSeverity)).sort(bySeverityOfPlace);
    const limit = settings.maxFindingsPerFile;
    const findings = limit > 0 ? visible.slice(0, limit) : visible;
    return { ...empty, findings, suppressed, spared, omitted: visible.length - findings.length, internalErrors };
  }

  function proposedFixes(finding: Finding, file: SourceFile, summary: FileSummary, project: ProjectInfo): readonly Fix[] {
    const rule = rules.find(({ id }) => id === finding.rule);
    const frontend = frontendFor(file.path);
    const fixer = frontend === undefined ? undefined : rule?.fixers[frontend.id];
    if (fixer === undefined) return [];
    const context = fixContextOf(file, summary, project);
    return context.tree === undefined ? [] : fixer(finding, context);
  }

  function fixes(finding: Finding, file: SourceFile, summary: FileSummary, project: ProjectInfo, onDrop?: (fix: Fix, reason: string) => void): readonly Fix[] {
    const frontend = frontendFor(file.path);
    if (frontend === undefined) return [];
    return proposedFixes(finding, file, summary, project).filter((fix) => {
      const reason = reasonToDrop(fix, file, frontend);
      if (reason !== undefined) onDrop?.(fix, reason);
      return reason === undefined;
    });
  }

  return {
    rules,
    frontends,
    async prepare(paths) {
      const needed = paths === undefined ? frontends : new Set(paths.map(frontendFor));
      await Promise.all(Array.from(needed, (frontend) => frontend?.prepare()));
    },
    frontendFor,
    roleOf,
    judge,
    proposedFixes,
    fixes,
  };
}

/** A fix that cannot be applied, or helps nobody, is a defect of its fixer: users are spared it, tests are told. */
function reasonToDrop(fix: Fix, file: SourceFile, frontend: LanguageFrontend): string | undefined {
  let text: string;
  try {
    text = applyEdits(file.text, fix.edits);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (text === file.text) return 'it changes nothing';
  const problem = newProblem(frontend, file, text);
  return problem === undefined ? undefined : `the result does not parse: ${problem.message}\n${text}`;
}

/** A problem that the file gets with another text. What is broken already may stay so: a frontend that tolerates it tells of each part once. */
export function newProblem(frontend: LanguageFrontend, file: SourceFile, text: string): ParseProblem | undefined {
  const problems = frontend.check({ path: file.path, text });
  return problems.length > 0 && problems.length > frontend.check(file).length ? problems[0] : undefined;
}

/** The judgement at an offset, findings first; what `explain` prints. */
export function judgementsAt(analysis: FileAnalysis, line: Range): { readonly findings: readonly Finding[]; readonly spared: readonly Spared[] } {
  const touchesLine = (range: Range): boolean => containsOffset(line, range.start) || (range.start <= line.start && line.start <= range.end && range.end - range.start < 2000);
  return {
    findings: [...analysis.findings, ...analysis.suppressed].filter((finding) => touchesLine(finding.range)),
    spared: analysis.spared.filter((spared) => touchesLine(spared.range)),
  };
}

export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(minimum);
}

export function relativeTo(root: string, path: string): string {
  return root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** True for files nothing is said about. Callers may ask before reading and parsing; `judge` asks again. */
export function isSilencedRole(role: FileRole, includeTests: boolean): boolean {
  return role !== 'source' && !(includeTests && isIncludable(role));
}

/** Roles that `includeTests` brings in; others hold nothing a person would edit. */
function isIncludable(role: FileRole): boolean {
  return role !== 'generated' && role !== 'vendored' && role !== 'minified' && role !== 'declaration';
}

function optionsOf(rule: Rule, settings: AnalysisSettings): OptionValues {
  const defaults = Object.fromEntries(Object.entries(rule.options).map(([name, spec]) => [name, spec.default]));
  return { ...defaults, ...settings.rules[rule.id]?.options };
}

function toFinding(rule: Rule, report: Report, file: SourceFile, settings: AnalysisSettings): Finding {
  const template = rule.messages[report.messageId];
  if (template === undefined) throw new Error(`rule ${rule.id} has no message ${report.messageId}`);
  const configured = settings.rules[rule.id]?.severity ?? 'default';
  const severity = configured === 'default' || configured === 'off' ? severityOf(rule.severity, report) : configured;
  return {
    ...report,
    rule: rule.id,
    path: file.path,
    message: render(template, report.data),
    severity,
    fingerprint: fingerprintOf(rule.id, report.symbol, file.text.slice(report.range.start, report.range.end)),
  };
}

function severityOf(most: Severity, report: Report): Severity {
  if (report.severity !== undefined) return lower(report.severity, capFor(report.confidence));
  return lower(most, capFor(report.confidence));
}

function capFor(confidence: Confidence): Severity {
  return confidence === 'proven' ? 'warning' : confidence === 'likely' ? 'information' : 'hint';
}

function lower(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b;
}

function render(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    if (value === undefined) throw new Error(`message placeholder {${name}} was not filled`);
    return value;
  });
}

/** Rule, symbol and text without white space: stable when code moves or is reformatted. */
function fingerprintOf(rule: string, symbol: string, text: string): string {
  return textHash(`${rule}\n${symbol}\n${text.replace(/\s+/g, '')}`);
}

function dropSuperfluous(findings: readonly Finding[], rules: readonly Rule[]): Finding[] {
  const yields = new Map(rules.map((rule) => [rule.id, new Set(rule.yieldsTo)]));
  return findings.filter((finding, index) => !findings.some((other, otherIndex) => {
    // A guess that is not shown hides nothing.
    if (other === finding || (other.severity === 'hint' && finding.severity !== 'hint')) return false;
    if (other.rule === finding.rule) return otherIndex < index && sameRange(other.range, finding.range);
    return yields.get(finding.rule)?.has(other.rule) === true && isSameExpression(other.range, finding.range);
  }));
}

/** `await f()` and `f()` are one expression for a reader; so is a call inside the arguments' line of an other. */
function isSameExpression(a: Range, b: Range): boolean {
  return sameRange(a, b) || a.end === b.end || a.start === b.start || (a.start <= b.start && b.end <= a.end) || (b.start <= a.start && a.end <= b.end);
}

function unusedSuppression(file: SourceFile, range: Range, rule: string, message: string): Finding {
  return {
    rule: UNUSED_SUPPRESSION, messageId: 'unused', data: { rule }, message, path: file.path, range, confidence: 'proven', severity: 'information',
    cost: '', chain: [], symbol: '', state: {}, fingerprint: fingerprintOf(UNUSED_SUPPRESSION, rule, file.text.slice(range.start, range.end)),
  };
}

/** Source order, the more severe first at one place; when a limit cuts, the most severe stay. */
function bySeverityOfPlace(a: Finding, b: Finding): number {
  return a.range.start - b.range.start || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

/** One file of a scan, from its path to findings with lines and columns. Runs in worker threads and in process alike. */
import { performance } from 'node:perf_hooks';
import type { CancellationToken } from '../engine/cancellation';
import type { Engine, FileAnalysis } from '../engine/engine';
import { isSilencedRole, relativeTo } from '../engine/engine';
import { fileRoleOf } from '../engine/fileRole';
import type { ChainStep, Finding, Fix } from '../engine/finding';
import type { LanguageFrontend, SourceFile } from '../engine/frontend';
import type { AnalysisSettings } from '../engine/settings';
import type { FileSummary } from '../engine/summary';
import { createLineIndex } from '../text/lineIndex';
import type { LineIndex, Position } from '../text/lineIndex';
import type { ProjectReader } from './projectInfo';
import type { SourceReader } from './readSource';
import { skippedFile } from './skipped';
import type { SkippedFile } from './skipped';

/** Positions are 0-based. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly start: Position;
  readonly end: Position;
  readonly chain: readonly { readonly path: string; readonly at: Position; readonly message: string }[];
  /** Empty unless the scan was asked for fixes. */
  readonly fixes: readonly Omit<Fix, 'edits'>[];
}

export interface FileResult {
  /** Absolute, forward slashes. */
  readonly path: string;
  /** Set when the file was not analysed; there are no findings then. */
  readonly skipped: SkippedFile | undefined;
  readonly source: 'parsed' | 'cached' | 'not read';
  /** Cache key of its summary; empty when there is none. */
  readonly key: string;
  readonly findings: readonly PlacedFinding[];
  readonly suppressed: number;
  readonly omitted: number;
  readonly internalErrors: FileAnalysis['internalErrors'];
}

/** Milliseconds, summed over files and threads. */
export interface Timings {
  read: number;
  cache: number;
  parse: number;
  summarise: number;
  rules: number;
  fixes: number;
}

export interface SummaryStore {
  read(key: string): FileSummary | undefined;
  add(key: string, summary: FileSummary): void;
}

export interface FileAnalyser {
  readonly engine: Engine;
  readonly settings: AnalysisSettings;
  readonly readSource: SourceReader;
  readonly projectOf: ProjectReader;
  /** Undefined: nothing is cached. */
  readonly store: SummaryStore | undefined;
  readonly withFixes: boolean;
  readonly timings: Timings;
}

export function noTimings(): Timings {
  return { read: 0, cache: 0, parse: 0, summarise: 0, rules: 0, fixes: 0 };
}

/** Throws CancelledError when the token says so; every other trouble is told in the result. */
export function analyseFile(path: string, analyser: FileAnalyser, token: CancellationToken): FileResult {
  const { engine, settings, timings } = analyser;
  const frontend = engine.frontendFor(path);
  if (frontend === undefined) return skip(path, skippedFile(path, 'not a supported language'));
  const project = analyser.projectOf(path);
  // Most files left out are known by their path: they are not even opened.
  const roleByPath = fileRoleOf(relativeTo(project.root, path), '', project.program);
  if (roleByPath !== 'source' && isSilencedRole(roleByPath, settings.includeTests)) return skip(path, skippedFile(path, roleByPath));

  const begin = performance.now();
  const reading = analyser.readSource(path);
  timings.read += performance.now() - begin;
  if ('skipped' in reading) return skip(path, reading.skipped);
  const file: SourceFile = { path, text: reading.source.text };
  const role = engine.roleOf(file, project);
  if (role !== 'source' && isSilencedRole(role, settings.includeTests)) return skip(path, skippedFile(path, role));

  const { summary, source, key } = summarise(file, frontend, reading.source.hash, analyser);
  const problem = summary.problems[0];
  if (problem !== undefined) {
    const { line, column } = createLineIndex(file.text).positionAt(problem.range.start);
    return { ...skip(path, skippedFile(path, 'does not parse', `${line + 1}:${column + 1} ${firstLine(problem.message)}`)), source, key };
  }

  const beforeRules = performance.now();
  const analysis = engine.judge(file, summary, project, settings, token);
  timings.rules += performance.now() - beforeRules;
  const beforeFixes = performance.now();
  const internalErrors = [...analysis.internalErrors];
  const findings = placeFindings(analysis.findings, file, (finding) => {
    if (!analyser.withFixes) return [];
    try {
      return outlines(engine.proposedFixes(finding, file, summary, project));
    } catch (error) {
      internalErrors.push({ rule: finding.rule, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return [];
    }
  });
  timings.fixes += performance.now() - beforeFixes;
  return {
    path, skipped: undefined, source, key, findings,
    suppressed: analysis.suppressed.length, omitted: analysis.omitted, internalErrors,
  };
}

export function placeFindings(findings: readonly Finding[], file: SourceFile, fixesOf: (finding: Finding) => PlacedFinding['fixes']): PlacedFinding[] {
  if (findings.length === 0) return [];
  const lines = createLineIndex(file.text);
  return findings.map((finding) => ({
    finding,
    start: lines.positionAt(finding.range.start),
    end: lines.positionAt(finding.range.end),
    chain: finding.chain.map((step) => placeStep(step, file, lines)),
    fixes: fixesOf(finding),
  }));
}

function placeStep(step: ChainStep, file: SourceFile, lines: LineIndex): PlacedFinding['chain'][number] {
  // A step in a file whose text is not at hand has no column; its first line is the honest answer.
  const at = step.path === file.path || step.path === '' ? lines.positionAt(step.range.start) : { line: 0, column: 0 };
  return { path: step.path === '' ? file.path : step.path, at, message: step.message };
}

function summarise(file: SourceFile, frontend: LanguageFrontend, hash: string, { store, timings }: FileAnalyser): { summary: FileSummary; source: 'parsed' | 'cached'; key: string } {
  const key = store === undefined ? '' : cacheKey(file.path, frontend, hash);
  if (store !== undefined) {
    const begin = performance.now();
    const cached = store.read(key);
    timings.cache += performance.now() - begin;
    if (cached !== undefined) return { summary: cached, source: 'cached', key };
  }
  const begin = performance.now();
  let parsed = begin;
  const summary = frontend.summarise(file, () => { parsed = performance.now(); });
  const end = performance.now();
  timings.parse += parsed - begin;
  timings.summarise += end - parsed;
  if (store !== undefined) {
    store.add(key, summary);
    timings.cache += performance.now() - end;
  }
  return { summary, source: 'parsed', key };
}

/** The extension decides the dialect, so equal texts under different ones are different entries. */
function cacheKey(path: string, frontend: LanguageFrontend, hash: string): string {
  return `${hash}${path.slice(path.lastIndexOf('.')).toLowerCase()}@${frontend.id}-${frontend.version}`;
}

function outlines(fixes: readonly Fix[]): PlacedFinding['fixes'] {
  return fixes.map(({ title, applicability, assumes }) => ({ title, applicability, assumes }));
}

function skip(path: string, skipped: SkippedFile): FileResult {
  return { path, skipped, source: 'not read', key: '', findings: [], suppressed: 0, omitted: 0, internalErrors: [] };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

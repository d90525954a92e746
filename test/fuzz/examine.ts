/**
 * One text through parse, summary, rules and fixes. Returns what went wrong as sentences: something threw, a range lies
 * outside the text, a fix broke a text that was whole, or the work grew out of proportion to the text.
 */
import { NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import type { Engine } from '../../server/src/engine/engine';
import { newProblem } from '../../server/src/engine/engine';
import type { LanguageFrontend, SourceFile } from '../../server/src/engine/frontend';
import { NO_PROJECT } from '../../server/src/engine/project';
import type { FileSummary } from '../../server/src/engine/summary';
import { applyEdits } from '../../server/src/text/edits';
import { createLineIndex } from '../../server/src/text/lineIndex';
import type { Range } from '../../server/src/text/range';

export interface Examination {
  readonly problems: readonly string[];
  readonly parsed: boolean;
  readonly findings: number;
  readonly fixes: number;
}

/** Entries of a summary per character of text; real code stays below 1. */
const MOST_ENTRIES_PER_CHARACTER = 4;
const SOME_ENTRIES = 500;

const PROJECT = { ...NO_PROJECT, dependencies: new Set(['express', 'pg', '@prisma/client', 'typeorm', 'sequelize', 'mongoose', 'knex', 'ioredis', 'next', 'django', 'sqlalchemy', 'fastapi', 'requests', 'httpx', 'psycopg', 'redis', 'pymongo']) };
const SETTINGS = { rules: {}, includeTests: true, minimumSeverity: 'hint', maxFindingsPerFile: 0 } as const;

/** One frontend per parser, both reading every file in full. */
export interface Parsers {
  readonly native: LanguageFrontend;
  readonly portable: LanguageFrontend;
}

/** With `parsers`: where both accept the text, both must give the same summary; and files passed over must hold nothing. */
export function examine(engine: Engine, path: string, text: string, parsers?: Parsers): Examination {
  const problems: string[] = [];
  const file = { path, text };
  const frontend = engine.frontendFor(path);
  if (frontend === undefined) return { problems: [`no frontend takes ${path}`], parsed: false, findings: 0, fixes: 0 };

  const summary = attempt('summarise', problems, () => frontend.summarise(file));
  if (summary === undefined) return { problems, parsed: false, findings: 0, fixes: 0 };
  const parsed = summary.problems.length === 0;
  const entries = sizeOf(summary);
  if (entries > SOME_ENTRIES + text.length * MOST_ENTRIES_PER_CHARACTER) problems.push(`the summary has ${entries} entries for ${text.length} characters`);
  problems.push(...rangesOutside(summary, text.length));

  const analysis = attempt('judge', problems, () => engine.judge(file, summary, PROJECT, SETTINGS, NEVER_CANCELLED));
  if (analysis === undefined) return { problems, parsed, findings: 0, fixes: 0 };
  for (const error of analysis.internalErrors) problems.push(`rule ${error.rule} threw: ${error.message}`);
  if (parsers !== undefined && parsed) problems.push(...compareParsers(engine, file, analysis.findings.length, parsers));
  attempt('line index', problems, () => {
    const lines = createLineIndex(text);
    for (const { range } of analysis.findings) {
      if (lines.offsetAt(lines.positionAt(range.start)) !== range.start) throw new Error(`offset ${range.start} does not survive the way to a position and back`);
    }
  });

  let fixes = 0;
  for (const finding of analysis.findings) {
    if (!isInside(finding.range, text.length) || finding.chain.some((step) => step.path === path && !isInside(step.range, text.length))) problems.push(`${finding.rule}: a range lies outside the text`);
    for (const fix of attempt(`fixes of ${finding.rule}`, problems, () => engine.fixes(finding, file, summary, PROJECT)) ?? []) {
      fixes++;
      const fixed = attempt(`apply "${fix.title}"`, problems, () => applyEdits(text, fix.edits));
      if (fixed === undefined || !parsed) continue;
      const broken = attempt('check', problems, () => newProblem(frontend, file, fixed));
      if (broken !== undefined) problems.push(`${finding.rule}: fix "${fix.title}" breaks the file: ${broken.message} near ${JSON.stringify(fixed.slice(Math.max(0, broken.range.start - 80), broken.range.start + 80))}`);
    }
  }
  return { problems, parsed, findings: analysis.findings.length, fixes };
}

function compareParsers(engine: Engine, file: SourceFile, findings: number, { native, portable }: Parsers): string[] {
  const problems: string[] = [];
  const full = attempt('summarise in full', problems, () => native.summarise(file));
  if (full === undefined || full.problems.length > 0) return problems;
  const all = attempt('judge in full', problems, () => engine.judge(file, full, PROJECT, SETTINGS, NEVER_CANCELLED));
  if (all !== undefined && all.findings.length !== findings) problems.push(`passing the file over loses ${all.findings.length - findings} findings, such as ${all.findings[0]?.message ?? ''}`);
  // A native parser gets UTF-8, which has no lone surrogates: what it makes of them is nobody's fault.
  if (!isWellFormed(file.text)) return problems;
  const other = attempt('summarise with the portable parser', problems, () => portable.summarise(file));
  if (other !== undefined && other.problems.length === 0) problems.push(...difference(full, other));
  return problems;
}

function attempt<T>(what: string, problems: string[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    problems.push(`${what} threw: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n') : String(error)}`);
    return undefined;
  }
}

function sizeOf(summary: FileSummary): number {
  return Object.values(summary).reduce((sum: number, value: unknown) => sum + (Array.isArray(value) ? value.length : 0), 0);
}

function rangesOutside(summary: FileSummary, length: number): string[] {
  const lists = { functions: summary.functions, loops: summary.loops, sites: summary.sites, awaits: summary.awaits, notes: summary.notes, problems: summary.problems } as const;
  return Object.entries(lists).flatMap(([name, list]) => (list.every(({ range }) => isInside(range, length)) ? [] : [`a range in ${name} lies outside the text`]));
}

function difference(one: FileSummary, other: FileSummary): string[] {
  for (const key of Object.keys(one) as (keyof FileSummary)[]) {
    const [a, b] = [JSON.stringify(one[key]), JSON.stringify(other[key])];
    if (a === b) continue;
    let at = 0;
    while (a[at] === b[at]) at++;
    return [`the parsers disagree on ${key}: ${a.slice(Math.max(0, at - 150), at + 100)} ≠ ${b.slice(Math.max(0, at - 150), at + 100)}`];
  }
  return [];
}

function isInside({ start, end }: Range, length: number): boolean {
  return 0 <= start && start <= end && end <= length;
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

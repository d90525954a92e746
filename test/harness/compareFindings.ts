/**
 * Compares what the engine said about a fixture with what the fixture expects, in both directions: a finding nobody
 * expects is as wrong as an expectation nobody meets. Returns sentences; an empty list means the fixture holds.
 */
import { createLineIndex } from '../../server/src/text/lineIndex';
import { UNUSED_SUPPRESSION } from '../../server/src/engine/engine';
import type { Finding } from '../../server/src/engine/finding';
import type { Outcome } from './analyse';
import type { Expectation } from './expectations';
import type { Fixture } from './fixtures';

export interface Comparison {
  readonly problems: readonly string[];
  /** Known wrong answers, still wrong: told in every run, so that they are not forgotten. */
  readonly todos: readonly string[];
}

interface Placed {
  readonly finding: Finding;
  /** 1-based, in the fixture as written. */
  readonly line: number;
}

export function compareFindings(fixture: Fixture, { analysis, file }: Outcome): Comparison {
  const { annotated, title } = fixture;
  const problems = annotated.mistakes.map((mistake) => `${title}:${mistake}`);
  const todos: string[] = [];
  for (const error of analysis.internalErrors) problems.push(`${title}: rule ${error.rule} threw: ${error.message}`);
  if (analysis.skipped && annotated.header.path === undefined) {
    problems.push(`${title}: the imagined path src/… has the role ${analysis.role}, so nothing was analysed; rename the fixture or give // path:`);
  }

  const lines = createLineIndex(file.text);
  const open: Placed[] = analysis.findings.map((finding) => ({ finding, line: annotated.lines[lines.positionAt(finding.range.start).line] ?? 0 }));
  for (const { finding, line } of open) problems.push(...malformed(finding, file.text).map((what) => `${title}:${line}: ${finding.rule}: ${what}`));

  // The longest text first, so that a bare `expect: rule` does not take the finding a quoted one needs.
  for (const expectation of [...annotated.expectations].sort((a, b) => b.text.length - a.text.length || a.line - b.line)) {
    const place = `${title}:${expectation.line}`;
    const index = open.findIndex((placed) => placed.line === expectation.line && meets(placed.finding, expectation));
    if (expectation.kind === 'todo-expect') {
      if (index >= 0) problems.push(`${place}: ${say(expectation)} is reported now: turn todo-expect into expect`);
      else todos.push(`${place}: ${say(expectation)} is still missed`);
    }
    if (index >= 0) {
      const [placed] = open.splice(index, 1);
      if (placed !== undefined && expectation.kind === 'expect') problems.push(...detailsMissing(placed.finding, expectation).map((what) => `${place}: ${what}`));
    } else if (expectation.kind === 'expect') {
      const near = open.filter(({ line }) => line === expectation.line).map(({ finding }) => describe(finding));
      problems.push(`${place}: expected ${say(expectation)}, got ${near.length === 0 ? 'nothing' : near.join(' and ')}${reasonFor(expectation, fixture, { analysis, file })}`);
    }
  }

  for (const silence of annotated.silences) {
    const loud = open.filter(({ line }) => line === silence.line);
    if (silence.kind === 'ok') continue;
    if (loud.length === 0) problems.push(`${title}:${silence.line}: silent now: turn todo-ok into ok`);
    for (const placed of loud) {
      open.splice(open.indexOf(placed), 1);
      todos.push(`${title}:${silence.line}: still reported: ${describe(placed.finding)} (${silence.reason})`);
    }
  }
  for (const { finding, line } of open) problems.push(`${title}:${line}: not expected: ${describe(finding)}`);
  return { problems, todos };
}

function meets(finding: Finding, expectation: Expectation): boolean {
  return finding.rule === expectation.rule && finding.message.includes(expectation.text);
}

function detailsMissing(finding: Finding, { chain, cost }: Expectation): string[] {
  const missing = chain
    .filter((text) => !finding.chain.some((step) => step.message.includes(text)))
    .map((text) => `no chain step says "${text}"; the chain is ${JSON.stringify(finding.chain.map((step) => step.message))}`);
  if (!finding.cost.includes(cost)) missing.push(`the cost is "${finding.cost}", expected "${cost}"`);
  return missing;
}

/** Why the line was silent, when a rule said so. */
function reasonFor({ rule, line }: Expectation, { annotated }: Fixture, { analysis, file }: Pick<Outcome, 'analysis' | 'file'>): string {
  const lines = createLineIndex(file.text);
  const spared = analysis.spared.find((place) => place.rule === rule && annotated.lines[lines.positionAt(place.range.start).line] === line);
  return spared === undefined ? '' : ` (spared by ${spared.gate === '' ? 'the rule' : spared.gate}: ${spared.reason})`;
}

/** What every finding must hold to be shown at all. */
function malformed(finding: Finding, text: string): string[] {
  const wrong: string[] = [];
  const ranges = [finding.range, ...finding.chain.filter((step) => step.path === finding.path).map((step) => step.range)];
  if (ranges.some(({ start, end }) => start < 0 || end > text.length || start >= end)) wrong.push('a range is empty or outside the file');
  if (finding.message.trim() === '' || /[{}]\w*[{}]?$|undefined|\[object /.test(finding.message)) wrong.push(`the message is not fit to read: ${finding.message}`);
  if (finding.cost === '' && finding.rule !== UNUSED_SUPPRESSION) wrong.push('no cost is stated');
  if (finding.chain.some((step) => step.message.trim() === '')) wrong.push('a chain step says nothing');
  if (JSON.stringify(JSON.parse(JSON.stringify(finding.state))) !== JSON.stringify(finding.state) || !isPlain(finding.state)) wrong.push('the state is not plain data');
  return wrong;
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint';
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  return Object.values(value).every(isPlain);
}

function say({ rule, text }: Expectation): string {
  return text === '' ? rule : `${rule} "${text}"`;
}

function describe(finding: Finding): string {
  return `${finding.rule} "${finding.message}" (${finding.severity}, cost ${finding.cost})`;
}

/**
 * Runs a small program against counting fakes before and after a fix, and compares: output, order of effects, and the
 * counts the fix promises. This is the evidence that a finding is real and that `safe` means safe; wall time is never
 * asked.
 *
 * A case is a folder `server/src/rules/<rule>/fixtures/run/<case>/` with three files:
 *
 *   program.ts   what a user would write; the only file that is analysed and fixed (header lines as in fixtures)
 *   driver.ts    `export default` an async function ({ recorder, load }) => output. It builds fakes, loads the program
 *                with them and calls what it exports. Other exported functions are further scenarios (an element fails,
 *                the list is empty), compared by output and, for safe fixes, by order.
 *   expect.json  { "fix": { "rule"?, "title", "applicability" }, "before": Counts, "after": Counts, "renamed"?, "sameOutput"? }
 *
 * `title` is a part of the fix's title; all findings with such a fix are fixed. Counts name any of `counts` (by effect
 * label; 0 for none), `maxOverlap`, `elapsed`, `blocked`, `largest`, each exact. `renamed` maps a label after the fix to
 * the one it stands for (`{"readFile": "readFileSync"}`). `sameOutput: false` is refused for safe fixes.
 *
 * Programs are fixtures of this repository, run in this process; no code of an analysed project ever is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from 'esbuild';
import { applyEdits, mergeEditGroups } from '../../server/src/text/edits';
import type { Engine } from '../../server/src/engine/engine';
import type { Applicability } from '../../server/src/engine/finding';
import { analyse, settingsFor } from './analyse';
import { readAnnotations } from './expectations';
import * as fakes from './fakes';
import type { Recorder, Trace } from './recorder';
import { createRecorder } from './recorder';

export interface Surroundings {
  /** By specifier, with or without `node:`. Harmless builtins (path, stream, util, …) need no entry. */
  readonly modules?: Readonly<Record<string, object>>;
  /** Names the program finds without importing them: `fetch`, `setTimeout`. */
  readonly globals?: Readonly<Record<string, unknown>>;
}

export interface DriverTools {
  readonly recorder: Recorder;
  /** Evaluates the program's module; may be called again for a fresh copy. */
  load(surroundings?: Surroundings): Record<string, (...args: unknown[]) => unknown>;
}

export type Drive = (tools: DriverTools) => Promise<unknown>;

export interface RunCounts {
  readonly counts?: Readonly<Record<string, number>>;
  readonly maxOverlap?: number;
  readonly elapsed?: number;
  readonly blocked?: number;
  readonly largest?: number;
}

export interface RunExpectation {
  readonly fix: { readonly rule?: string; readonly title: string; readonly applicability: Applicability };
  readonly before: RunCounts;
  readonly after: RunCounts;
  readonly renamed?: Readonly<Record<string, string>>;
  readonly sameOutput?: boolean;
}

export interface RunCase {
  readonly rule: string;
  /** For messages. */
  readonly title: string;
  readonly program: string;
  readonly driver: string;
  readonly expect: RunExpectation;
}

interface Played {
  /** The value the driver returned, or what it threw. */
  readonly output: string;
  readonly trace: Trace;
}

export function readRunCase(rule: string, folder: string): RunCase {
  const read = (name: string): string => {
    const path = join(folder, name);
    if (!existsSync(path)) throw new Error(`${folder} lacks ${name}; see test/harness/README.md for the three files of an executed case`);
    return readFileSync(path, 'utf8');
  };
  return { rule, title: folder.split(/[\\/]/).slice(-4).join('/'), program: read('program.ts'), driver: read('driver.ts'), expect: JSON.parse(read('expect.json')) as RunExpectation };
}

/** Sentences about what does not hold; an empty list when the case holds. */
export async function checkRunCase(engine: Engine, run: RunCase): Promise<string[]> {
  const { header, text, mistakes } = readAnnotations(run.program);
  const problems: string[] = mistakes.map((mistake) => `program.ts:${mistake}`);
  const { expect } = run;
  const rule = expect.fix.rule ?? run.rule;
  const outcome = analyse(engine, {
    path: header.path ?? 'src/program.ts', text, dependencies: header.dependencies, settings: settingsFor(run.rule, header.options, header.includeHints),
  });
  const offered = outcome.fixes.flatMap((fixes, index) => (outcome.analysis.findings[index]?.rule === rule ? fixes : []));
  const chosen = offered.filter((fix) => fix.title.includes(expect.fix.title));
  if (chosen.length === 0) return [...problems, `no fix of ${rule} is titled "${expect.fix.title}"; offered: ${JSON.stringify(offered.map((fix) => fix.title))}, findings: ${JSON.stringify(outcome.analysis.findings.map((finding) => finding.message))}`];
  for (const fix of chosen) if (fix.applicability !== expect.fix.applicability) problems.push(`"${fix.title}" is ${fix.applicability}, expected ${expect.fix.applicability}`);
  const fixed = applyEdits(text, mergeEditGroups(chosen.map((fix) => fix.edits)).edits);

  const scenarios = loadScenarios(run.driver);
  if (!scenarios.has('default')) return [...problems, 'driver.ts must export default a function'];
  for (const [name, drive] of scenarios) {
    const before = await play(drive, text);
    const after = await play(drive, fixed);
    const say = (what: string): number => problems.push(`${name === 'default' ? '' : `scenario ${name}: `}${what}`);
    if (name === 'default') {
      for (const what of countsWrong(before.trace, expect.before)) say(`before the fix: ${what}`);
      for (const what of countsWrong(after.trace, expect.after)) say(`after the fix: ${what}\n${fixed}`);
      if (before.output.startsWith('threw ')) say(`the driver's main scenario must succeed, it ${before.output}`);
    }
    const mayDiffer = expect.sameOutput === false;
    if (mayDiffer && expect.fix.applicability === 'safe') say('sameOutput: false contradicts a safe fix');
    if (!mayDiffer && before.output !== after.output) say(`the output changed from ${before.output} to ${after.output}\n${fixed}`);
    if (expect.fix.applicability === 'safe') {
      const stray = orderBroken(before.trace, after.trace, expect.renamed ?? {});
      if (stray !== undefined) say(`a safe fix keeps the order of effects, but ${stray} comes out of order or is new\n${fixed}`);
    }
  }
  return problems;
}

function loadScenarios(driver: string): Map<string, Drive> {
  const exported = evaluate(driver, {}, requireHarness);
  return new Map(Object.entries(exported).filter(([, value]) => typeof value === 'function') as [string, Drive][]);
}

async function play(drive: Drive, program: string): Promise<Played> {
  const recorder = createRecorder();
  const load: DriverTools['load'] = ({ modules = {}, globals = {} } = {}) => evaluate(program, globals, requireFrom(modules)) as ReturnType<DriverTools['load']>;
  try {
    const output = JSON.stringify(await drive({ recorder, load })) ?? 'undefined';
    return { output, trace: recorder.trace() };
  } catch (error) {
    return { output: `threw ${String(error)}`, trace: recorder.trace() };
  }
}

function evaluate(source: string, globals: Readonly<Record<string, unknown>>, require: (name: string) => unknown): Record<string, unknown> {
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20', tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } });
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const names = Object.keys(globals);
  compileFunction(code, ['module', 'exports', 'require', ...names])(module, module.exports, require, ...names.map((name) => globals[name]));
  return module.exports;
}

const node = createRequire(import.meta.url);
const HARMLESS = new Set(['path', 'url', 'util', 'events', 'stream', 'stream/promises', 'readline', 'readline/promises', 'buffer', 'crypto', 'zlib', 'assert', 'async_hooks']);

function requireFrom(modules: Readonly<Record<string, object>>): (name: string) => unknown {
  const faked = new Map(Object.entries(modules).map(([name, value]) => [bare(name), value]));
  return (name) => {
    const fake = faked.get(bare(name));
    if (fake !== undefined) return fake;
    if (HARMLESS.has(bare(name))) return node(name) as unknown;
    throw new Error(`the program imports ${name}, which the driver does not fake; add it to load({ modules })`);
  };
}

/** Drivers import `…/test/harness/fakes` by its relative path, so that editors know its types. */
function requireHarness(name: string): unknown {
  if (name.endsWith('/test/harness/fakes')) return fakes;
  if (HARMLESS.has(bare(name))) return node(name) as unknown;
  throw new Error(`a driver may import test/harness/fakes and harmless builtins, not ${name}`);
}

function bare(name: string): string {
  return name.replace(/^node:/, '');
}

function countsWrong(trace: Trace, expected: RunCounts): string[] {
  const wrong: string[] = [];
  for (const [label, count] of Object.entries(expected.counts ?? {})) {
    const actual = trace.counts[label] ?? 0;
    if (actual !== count) wrong.push(`${label} ran ${actual} times, expected ${count}; all: ${JSON.stringify(trace.counts)}`);
  }
  for (const key of ['maxOverlap', 'elapsed', 'blocked', 'largest'] as const) {
    const wanted = expected[key];
    if (wanted !== undefined && trace[key] !== wanted) wrong.push(`${key} is ${trace[key]}, expected ${wanted}`);
  }
  return wrong;
}

/** Effects may go, never move or come: the ones after must be a subsequence of the ones before. */
function orderBroken(before: Trace, after: Trace, renamed: Readonly<Record<string, string>>): string | undefined {
  let at = 0;
  for (const effect of after.effects) {
    const key = JSON.stringify([renamed[effect.label] ?? effect.label, effect.args]);
    while (at < before.effects.length && JSON.stringify([before.effects[at]?.label, before.effects[at]?.args]) !== key) at++;
    if (at === before.effects.length) return key;
    at++;
  }
  return undefined;
}

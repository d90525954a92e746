/**
 * Known findings by path and fingerprint, with how often each occurs, so that a second copy of a known defect is new.
 * Lines are not part of it: code may move.
 */
import { comparePaths } from '../workspace/paths';
import { readText } from '../workspace/readText';
import { errorCode } from '../workspace/skipped';
import { writeAtomically } from '../workspace/writeAtomically';
import type { ReportedFinding } from './report';
import { UsageError } from './usageError';

export const DEFAULT_BASELINE = 'perf-hints.baseline.json';

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Throws UsageError when the file cannot be used. */
export function readBaseline(path: string): Counts {
  const reading = readText(path);
  if ('problem' in reading) {
    const why = reading.problem === 'ENOENT' ? 'does not exist' : `cannot be read (${reading.problem})`;
    throw new UsageError(`The baseline ${path} ${why}; write it with: perf-hints scan --baseline ${path} --write-baseline`);
  }
  const value = parseJson(reading.text);
  if (isBaseline(value)) return value.findings;
  throw new UsageError(`The baseline ${path} does not have the expected form; write it anew with --write-baseline`);
}

/** Throws UsageError when the file cannot be written. */
export function writeBaseline(path: string, findings: readonly ReportedFinding[]): void {
  const counts: Record<string, Record<string, number>> = {};
  for (const { path: file, fingerprint } of findings) {
    const ofFile = (counts[file] ??= {});
    ofFile[fingerprint] = (ofFile[fingerprint] ?? 0) + 1;
  }
  const sorted = Object.fromEntries(Object.entries(counts).sort(([a], [b]) => comparePaths(a, b)).map(([file, ofFile]) => [
    file, Object.fromEntries(Object.entries(ofFile).sort(([a], [b]) => comparePaths(a, b))),
  ]));
  try {
    writeAtomically(path, `${JSON.stringify({ version: 1, findings: sorted }, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`The baseline ${path} cannot be written (${errorCode(error)}); choose another place with --baseline`);
  }
}

export function newFindings(findings: readonly ReportedFinding[], known: Counts): ReportedFinding[] {
  const left = new Map<string, number>();
  return findings.filter(({ path, fingerprint }) => {
    const key = `${path}\n${fingerprint}`;
    const count = left.get(key) ?? known[path]?.[fingerprint] ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isBaseline(value: unknown): value is { readonly findings: Counts } {
  return isObject(value) && value['version'] === 1 && isObject(value['findings'])
    && Object.values(value['findings']).every((ofFile) => isObject(ofFile) && Object.values(ofFile).every((count) => typeof count === 'number'));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

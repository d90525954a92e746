/** Analyses a batch of files with everything one thread needs to keep between batches. */
import type { CancellationToken } from '../engine/cancellation';
import { CancelledError } from '../engine/cancellation';
import type { Engine } from '../engine/engine';
import type { AnalysisSettings } from '../engine/settings';
import { analyseFile, noTimings } from './analyseFile';
import type { FileAnalyser, FileResult, Timings } from './analyseFile';
import { createProjectReader } from './projectInfo';
import { createSourceReader } from './readSource';
import { skippedFile } from './skipped';
import { encodeEntry, packOf } from './summaryPack';
import type { FreshEntry } from './summaryPack';

/** Plain data: sent to worker threads. */
export interface BatchSetup {
  readonly settings: AnalysisSettings;
  readonly root: string;
  readonly projects: readonly string[];
  readonly maxFileSize: number;
  readonly withFixes: boolean;
  readonly caches: boolean;
  readonly pack: SharedArrayBuffer | undefined;
}

export interface BatchResult {
  readonly files: readonly FileResult[];
  readonly fresh: readonly FreshEntry[];
  readonly timings: Timings;
}

export type BatchRunner = (paths: readonly string[], token: CancellationToken) => BatchResult;

export function createBatchRunner(engine: Engine, setup: BatchSetup): BatchRunner {
  const pack = packOf(setup.pack);
  const readSource = createSourceReader(setup.maxFileSize);
  const projectOf = createProjectReader(setup.root, setup.projects);

  return (paths, token) => {
    const fresh: FreshEntry[] = [];
    const timings = noTimings();
    const store = setup.caches ? { read: pack.read, add: (key: string, summary: Parameters<typeof encodeEntry>[0]) => fresh.push({ key, json: encodeEntry(summary) }) } : undefined;
    const analyser: FileAnalyser = { engine, settings: setup.settings, readSource, projectOf, store, withFixes: setup.withFixes, timings };
    return { files: paths.map((path) => analyseOrName(path, analyser, token)), fresh, timings };
  };
}

/** A defect in a frontend must cost one file, not the scan. */
function analyseOrName(path: string, analyser: FileAnalyser, token: CancellationToken): FileResult {
  try {
    return analyseFile(path, analyser, token);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return failedFile(path, error);
  }
}

export function failedFile(path: string, error: unknown): FileResult {
  const message = error instanceof Error ? error.message : String(error);
  return { path, skipped: skippedFile(path, 'internal error', message), source: 'not read', key: '', findings: [], suppressed: 0, omitted: 0, internalErrors: [] };
}

/**
 * A whole scan: find files, analyse them in this thread or in several, remember summaries. The result does not depend
 * on how many threads there were or which was faster.
 */
import { hash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Configuration } from '../config/configuration';
import type { CancellationToken } from '../engine/cancellation';
import { throwIfCancelled } from '../engine/cancellation';
import type { Engine } from '../engine/engine';
import { noTimings } from './analyseFile';
import type { FileResult, Timings } from './analyseFile';
import { pruneCacheFolder } from './cacheFolder';
import { discoverFiles } from './discover';
import { createBatchRunner } from './fileBatch';
import type { BatchResult, BatchSetup } from './fileBatch';
import { comparePaths, joinPath } from './paths';
import { isProject } from './projectInfo';
import type { SkippedFile } from './skipped';
import { CACHE_WORKS, openPack, writePack } from './summaryPack';
import type { FreshEntry } from './summaryPack';
import { runInWorkers } from './workerPool';

export interface ScanRequest {
  /** Absolute, forward slashes; manifests above it are not read. */
  readonly root: string;
  /** Absolute files and folders. */
  readonly paths: readonly string[];
  readonly configuration: Configuration;
  /** Folder the configuration's patterns are relative to. */
  readonly patternRoot: string;
  /** 0: as many threads as the number of files is worth. */
  readonly jobs: number;
  /** Undefined: neither read nor written. */
  readonly cacheFolder: string | undefined;
  readonly withFixes: boolean;
}

export interface ScanHost {
  readonly engine: Engine;
  /** The bundled worker; undefined runs everything in this thread. */
  readonly workerFile: string | undefined;
  readonly token: CancellationToken;
  onProgress?(done: number, total: number): void;
  /** The files of each batch as it is done, in no order. */
  onFiles?(files: readonly FileResult[], done: number, total: number): void;
}

export interface ScanResult {
  /** Analysed files, sorted by path. */
  readonly files: readonly FileResult[];
  /** Sorted by path. */
  readonly skipped: readonly SkippedFile[];
  readonly parsed: number;
  readonly cached: number;
  readonly threads: number;
  readonly timings: Timings & { readonly discover: number; readonly total: number };
  /** Why the cache could not be written; undefined when it was, or was not wanted. */
  readonly cacheError: unknown;
}

const BATCH = 24;
/** A thread loads and compiles everything again, which costs as much as a thousand files; fewer are done sooner without it. */
const FILES_WORTH_A_THREAD = 1200;

/** Rejects with CancelledError only; trouble with single files is told in the result. */
export async function scan(request: ScanRequest, { engine, workerFile, token, onProgress, onFiles }: ScanHost): Promise<ScanResult> {
  const begin = performance.now();
  const { configuration } = request;
  const extensions = new Set(engine.frontends.flatMap((frontend) => frontend.extensions));
  const { include, exclude, maxFiles } = configuration;
  const found = discoverFiles({ paths: request.paths, extensions, root: request.patternRoot, include, exclude, maxFiles }, token);
  const discover = performance.now() - begin;

  const packFile = request.cacheFolder === undefined || !CACHE_WORKS ? undefined : joinPath(request.cacheFolder, `${hash('sha1', request.root, 'hex').slice(0, 20)}.pack`);
  const beforePack = performance.now();
  const pack = packFile === undefined ? undefined : openPack(packFile);
  const timings = noTimings();
  timings.cache += performance.now() - beforePack;

  const setup: BatchSetup = {
    settings: configuration.analysis, root: request.root, projects: request.paths.filter((path) => isProject(path)),
    maxFileSize: configuration.maxFileSize, withFixes: request.withFixes, caches: pack !== undefined, pack: pack?.shared,
  };
  const files: FileResult[] = [];
  const fresh: FreshEntry[] = [];
  const onBatch = (result: BatchResult): void => {
    files.push(...result.files);
    fresh.push(...result.fresh);
    for (const name of Object.keys(timings) as (keyof Timings)[]) timings[name] += result.timings[name];
    onProgress?.(files.length, found.files.length);
    onFiles?.(result.files, files.length, found.files.length);
  };
  const batches = batchesOf(found.files);
  const threads = threadCount(request.jobs, found.files.length, workerFile);
  if (threads > 1 && workerFile !== undefined) await runInWorkers({ workerFile, setup, jobs: threads, batches, token, onBatch });
  else {
    const run = createBatchRunner(engine, setup);
    for (const batch of batches) {
      await engine.prepare(batch);
      onBatch(run(batch, token));
      // Lets a request to cancel come in.
      await setImmediate();
      throwIfCancelled(token);
    }
  }

  const beforeWrite = performance.now();
  const used = new Set(files.map(({ key }) => key));
  const cacheError = pack === undefined || packFile === undefined ? undefined : writePack(packFile, pack, used, fresh);
  if (request.cacheFolder !== undefined && fresh.length > 0) pruneCacheFolder(request.cacheFolder, Date.now());
  timings.cache += performance.now() - beforeWrite;

  const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => comparePaths(a.path, b.path);
  return {
    files: files.filter(({ skipped }) => skipped === undefined).sort(byPath),
    skipped: [...found.skipped, ...files.flatMap(({ skipped }) => skipped ?? [])].sort(byPath),
    parsed: files.filter(({ source }) => source === 'parsed').length,
    cached: files.filter(({ source }) => source === 'cached').length,
    threads,
    timings: { ...timings, discover, total: performance.now() - begin },
    cacheError,
  };
}

function threadCount(wanted: number, files: number, workerFile: string | undefined): number {
  if (workerFile === undefined) return 1;
  const worthwhile = Math.max(1, Math.ceil(files / BATCH));
  if (wanted > 0) return Math.min(wanted, worthwhile);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(files / FILES_WORTH_A_THREAD)));
}

function batchesOf(files: readonly string[]): (readonly string[])[] {
  const batches: (readonly string[])[] = [];
  for (let at = 0; at < files.length; at += BATCH) batches.push(files.slice(at, at + BATCH));
  return batches;
}

/** Hands batches to worker threads as they become free. Knows neither files nor findings beyond passing them on. */
import { Worker } from 'node:worker_threads';
import type { CancellationToken } from '../engine/cancellation';
import { CancelledError } from '../engine/cancellation';
import type { BatchResult, BatchSetup } from './fileBatch';
import { failedFile } from './fileBatch';
import { noTimings } from './analyseFile';

export interface PoolRequest {
  readonly workerFile: string;
  readonly setup: BatchSetup;
  readonly jobs: number;
  readonly batches: readonly (readonly string[])[];
  readonly token: CancellationToken;
  onBatch(result: BatchResult): void;
}

/**
 * Resolves when every batch was answered. A thread that dies costs its batch: those files are named as failed, and the
 * others go on. Rejects with CancelledError only.
 */
export function runInWorkers({ workerFile, setup, jobs, batches, token, onBatch }: PoolRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0;
    let alive = Math.min(jobs, batches.length);
    const workers = Array.from({ length: alive }, () => new Worker(workerFile, { workerData: setup }));

    function finish(settle: () => void): void {
      for (const worker of workers) void worker.terminate();
      settle();
    }

    function fail(paths: readonly string[] | undefined, error: unknown): void {
      if (paths !== undefined) onBatch({ files: paths.map((path) => failedFile(path, error)), fresh: [], timings: noTimings() });
    }

    for (const worker of workers) {
      let current: readonly string[] | undefined;
      const leave = (): void => {
        alive--;
        if (alive > 0) return;
        for (const batch of batches.slice(next)) fail(batch, new Error('no worker thread is left'));
        next = batches.length;
        finish(resolve);
      };
      const advance = (): void => {
        if (token.cancelled) return finish(() => reject(new CancelledError()));
        current = batches[next++];
        if (current === undefined) leave();
        else worker.postMessage(current);
      };
      worker.on('message', (result: BatchResult) => {
        onBatch(result);
        advance();
      });
      worker.on('error', (error) => {
        fail(current, error);
        leave();
      });
      advance();
    }
    if (alive === 0) resolve();
  });
}

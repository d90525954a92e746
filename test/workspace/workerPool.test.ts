/** Threads that answer, and threads that die. */
import { describe, expect, it } from 'vitest';
import { CancelledError, NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { runInWorkers } from '../../server/src/workspace/workerPool';
import { temporaryFolder } from './temporaryFolder';

const setup = { settings: DEFAULT_SETTINGS, root: '/', projects: [], maxFileSize: 1, withFixes: false, caches: false, pack: undefined };

const ECHO = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (paths) => {
    if (paths.includes('die')) throw new Error('died');
    parentPort.postMessage({ files: paths.map((path) => ({ path })), fresh: [], timings: {} });
  });
`;

async function answersOf(batches: readonly (readonly string[])[], jobs: number, token = NEVER_CANCELLED): Promise<string[]> {
  const folder = temporaryFolder({ 'echo.cjs': ECHO });
  const answers: string[] = [];
  await runInWorkers({
    workerFile: `${folder}/echo.cjs`, setup, jobs, batches, token,
    onBatch: ({ files }) => answers.push(...files.map(({ path, skipped }) => (skipped === undefined ? path : `${path} ${skipped.reason}: ${skipped.detail}`))),
  });
  return answers.sort();
}

describe('worker threads', () => {
  it('answer every batch, whatever their number', async () => {
    const batches = Array.from({ length: 9 }, (_, index) => [`a${index}`, `b${index}`]);
    const expected = batches.flat().sort();
    expect(await answersOf(batches, 1)).toEqual(expected);
    expect(await answersOf(batches, 3)).toEqual(expected);
    expect(await answersOf([], 3)).toEqual([]);
  });

  it('cost their batch when they die; the others go on', async () => {
    expect(await answersOf([['die', 'with'], ['a'], ['b'], ['c']], 2)).toEqual(['a', 'b', 'c', 'die internal error: died', 'with internal error: died']);
  });

  it('name every file when none is left', async () => {
    expect(await answersOf([['die'], ['a'], ['b']], 1)).toEqual(['a internal error: no worker thread is left', 'b internal error: no worker thread is left', 'die internal error: died']);
  });

  it('stop when cancelled', async () => {
    await expect(answersOf([['a']], 1, { cancelled: true })).rejects.toThrow(CancelledError);
  });
});

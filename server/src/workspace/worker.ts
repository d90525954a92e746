/** Entry of a worker thread: wiring only. Answers each list of paths with one BatchResult. */
import { parentPort, workerData } from 'node:worker_threads';
import { createPerfHints } from '../composition';
import { NEVER_CANCELLED } from '../engine/cancellation';
import { createBatchRunner } from './fileBatch';
import type { BatchSetup } from './fileBatch';
import { grammarsIn } from './grammars';
import { toSlashes } from './paths';

const engine = createPerfHints(grammarsIn(toSlashes(__dirname)));
const run = createBatchRunner(engine, workerData as BatchSetup);

parentPort?.on('message', (paths: readonly string[]) => {
  void engine.prepare(paths).then(() => {
    const result = run(paths, NEVER_CANCELLED);
    parentPort?.postMessage(result, result.fresh.map(({ json }) => json.buffer as ArrayBuffer));
  });
});

/** Runs cases one after another and says before each which one it is, so that the parent can tell a hang. */
import { parentPort, workerData } from 'node:worker_threads';
import { createPerfHints } from '../../server/src/composition';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';
import { makeCase } from './cases';
import { examine } from './examine';
import { loadSeeds } from './seeds';

export interface FuzzWork {
  readonly repository: string;
  readonly extra: string | undefined;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

export type FuzzMessage =
  | { readonly kind: 'start'; readonly number: number }
  | { readonly kind: 'result'; readonly number: number; readonly parsed: boolean; readonly findings: number; readonly fixes: number; readonly cpu: number; readonly size: number; readonly problems: readonly string[] }
  | { readonly kind: 'done' };

const work = workerData as FuzzWork;
const say = (message: FuzzMessage): void => parentPort?.postMessage(message);

const engine = createPerfHints();
const portable = createEcmascriptFrontend('estree');
await Promise.all([engine.prepare(), portable.prepare()]);
const seeds = loadSeeds(work.repository, work.extra);
for (let number = work.from; number < work.to; number += work.step) {
  const { path, text } = makeCase(seeds, work.seed, number);
  say({ kind: 'start', number });
  const before = process.cpuUsage();
  const { problems, parsed, findings, fixes } = examine(engine, path, text, number % 4 === 0 ? portable : undefined);
  const { user, system } = process.cpuUsage(before);
  say({ kind: 'result', number, parsed, findings, fixes, cpu: (user + system) / 1000, size: text.length, problems });
  // Messages leave the worker only between turns.
  await new Promise((resolve) => setImmediate(resolve));
}
say({ kind: 'done' });

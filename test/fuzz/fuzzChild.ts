/**
 * Runs cases one after another and says before each which one it is, so that the parent can tell a hang, or a crash of
 * the native parser, from a pass. A process of its own, since such a crash takes all threads with it; inside it a worker,
 * since scans run in workers and their stacks are smaller.
 */
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createPerfHints } from '../../server/src/composition';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';
import { installedGrammars } from '../harness/grammars';
import { makeCase } from './cases';
import { examine } from './examine';
import type { Language } from './seeds';
import { loadSeeds } from './seeds';

export interface FuzzWork {
  readonly repository: string;
  readonly extra: string | undefined;
  readonly language: Language;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

export type FuzzMessage =
  | { readonly kind: 'start'; readonly number: number }
  | { readonly kind: 'result'; readonly number: number; readonly parsed: boolean; readonly findings: number; readonly fixes: number; readonly cpu: number; readonly size: number; readonly problems: readonly string[] }
  | { readonly kind: 'done' };

if (isMainThread) relay(JSON.parse(process.argv[2] ?? '') as FuzzWork);
else await runCases(workerData as FuzzWork);

/** Passes messages on to the parent process and tells the worker when each has left. */
function relay(work: FuzzWork): void {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: work });
  worker.on('message', (message: FuzzMessage) => {
    process.send?.(message, undefined, undefined, () => {
      if (message.kind === 'done') process.disconnect();
      else worker.postMessage('sent');
    });
  });
}

async function runCases({ repository, extra, language, seed, from, to }: FuzzWork): Promise<void> {
  const engine = createPerfHints(installedGrammars(repository));
  const parsers = { native: createEcmascriptFrontend(), portable: createEcmascriptFrontend({ parser: 'estree' }) };
  await Promise.all([engine.prepare(), parsers.native.prepare(), parsers.portable.prepare()]);
  const seeds = loadSeeds(repository, extra, language);
  for (let number = from; number < to; number++) {
    const { path, text } = makeCase(seeds, seed, number, language);
    // Only when the number is known outside may the process die.
    await say({ kind: 'start', number });
    const before = process.cpuUsage();
    const { problems, parsed, findings, fixes } = examine(engine, path, text, language === 'ecmascript' && number % 4 === 0 ? parsers : undefined);
    const { user, system } = process.cpuUsage(before);
    await say({ kind: 'result', number, parsed, findings, fixes, cpu: (user + system) / 1000, size: text.length, problems });
  }
  parentPort?.postMessage({ kind: 'done' } satisfies FuzzMessage);
}

function say(message: FuzzMessage): Promise<void> {
  return new Promise((resolve) => {
    parentPort?.once('message', () => resolve());
    parentPort?.postMessage(message);
  });
}

/** Runs the command line in process, over a made-up rule (`slow(x)` is a finding) or the real engine. */
import type { Engine } from '../../server/src/engine/engine';
import { NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import type { CliHost } from '../../server/src/cli/host';
import { run } from '../../server/src/cli/run';
import { callFast, createStubEngine } from '../harness/stubEngine';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface CommandOptions {
  readonly engine?: Engine;
  readonly color?: boolean;
  readonly cache?: string;
}

export async function perfHints(cwd: string, argv: readonly string[], { engine = createStubEngine({ fix: callFast }), color = false, cache = `${cwd}/.cache` }: CommandOptions = {}): Promise<CommandResult> {
  let out = '';
  let error = '';
  const host: CliHost = {
    cwd, version: '1.2.3', color,
    env: { PERF_HINTS_CACHE_DIR: cache },
    token: NEVER_CANCELLED,
    out: (text) => { out += text; },
    error: (text) => { error += text; },
    createEngine: async () => engine,
    workerFile: undefined,
    rulePage: (rule) => (rule === 'slow-call' ? '# Slow call\n' : undefined),
    rulePageUri: (rule) => `https://example.org/rules/${rule}`,
    startServer: async () => { out += 'server started'; },
  };
  const code = await run(argv, host);
  return { code, out, error };
}

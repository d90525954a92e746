/** Starts the language server in this process. Used by its entry point and the command line; wiring only. */
import { createPerfHints } from './composition';
import { serve } from './protocol/serve';
import { bundledRulePage, createServerHost } from './serverHost';
import { grammarsIn } from './workspace/grammars';
import { joinPath, toSlashes } from './workspace/paths';

/** `folder`: where the bundles are. The channel is told by the command line: `--stdio` or `--node-ipc`. */
export function startServer(folder: string): void {
  const bundle = toSlashes(folder);
  const engine = createPerfHints(grammarsIn(bundle));
  serve(engine, createServerHost({ engine, workerFile: joinPath(bundle, 'worker.js'), rulePageFile: bundledRulePage(bundle), env: process.env }));
}

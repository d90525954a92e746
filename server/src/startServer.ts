/** Starts the language server on this process's own channel: `--stdio` or Node IPC. Used by its entry point and the command line. */
import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import { createPerfHints } from './composition';
import { createServer } from './protocol/createServer';
import { bundledRulePage, createServerHost } from './serverHost';
import { joinPath, toSlashes } from './workspace/paths';

/** `folder`: where the bundles are. The channel is told by the command line (`--stdio`, `--node-ipc`). */
export function startServer(folder: string): void {
  const engine = createPerfHints();
  const bundle = toSlashes(folder);
  const host = createServerHost({ engine, workerFile: joinPath(bundle, 'worker.js'), rulePageFile: bundledRulePage(bundle), env: process.env });
  createServer(createConnection(ProposedFeatures.all), engine, host);
}

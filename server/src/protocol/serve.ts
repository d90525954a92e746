/** Serves this process's own channel: `--stdio`, `--node-ipc` or `--socket=…` on its command line. */
import { ProposedFeatures, createConnection } from 'vscode-languageserver/node';
import type { Engine } from '../engine/engine';
import { createServer } from './createServer';
import type { ServerHost } from './host';

export function serve(engine: Engine, host: ServerHost): void {
  createServer(createConnection(ProposedFeatures.all), engine, host);
}

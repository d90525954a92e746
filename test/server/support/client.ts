/** A language client over in-memory streams, with just enough behaviour for tests to read like a session. */
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConfigurationRequest, DiagnosticRefreshRequest, DocumentDiagnosticRequest, LogMessageNotification, ProposedFeatures, PublishDiagnosticsNotification,
  RegistrationRequest, StreamMessageReader, StreamMessageWriter, createConnection, createProtocolConnection,
} from 'vscode-languageserver/node';
import type {
  ClientCapabilities, CodeAction, Diagnostic, DocumentDiagnosticReport, InitializeResult, ProtocolConnection, PublishDiagnosticsParams, TextEdit, WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Engine } from '../../../server/src/engine/engine';
import { createServer } from '../../../server/src/protocol/createServer';
import type { InitializationOptions, Status } from '../../../server/src/protocol/messages';
import { StatusNotification } from '../../../server/src/protocol/messages';
import type { ServerHost } from '../../../server/src/protocol/host';
import { createMemoryHost } from './memoryHost';
import type { MemoryHost } from './memoryHost';
import { createToyEngine } from './toyEngine';
import type { ToyEngine } from './toyEngine';

/** What a modern editor says of itself. */
export const PULLING: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] }, codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  workspace: {
    configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
};

/** What an old or plain editor says. */
export const PUSHED: ClientCapabilities = { textDocument: { publishDiagnostics: { relatedInformation: false } } };

export const ROOT = 'file:///w';
export const A = 'file:///w/a.ts';

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  readonly settings?: unknown;
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  readonly options?: InitializationOptions;
}

export interface Client {
  readonly connection: ProtocolConnection;
  readonly engine: ToyEngine;
  readonly host: MemoryHost;
  readonly initialized: InitializeResult;
  readonly published: PublishDiagnosticsParams[];
  readonly statuses: Status[];
  readonly logs: string[];
  readonly refreshes: () => number;
  settings: unknown;
  open(uri: string, text: string, languageId?: string): Promise<void>;
  change(uri: string, version: number, edits: readonly { readonly line: number; readonly from: number; readonly to: number; readonly text: string }[]): Promise<void>;
  close(uri: string): Promise<void>;
  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  items(uri: string): Promise<Diagnostic[]>;
  actions(uri: string, line: number, character: number, only?: string[]): Promise<CodeAction[]>;
  stop(): Promise<void>;
}

export async function start({ capabilities = PULLING, settings = null, files = {}, folders = [ROOT], options = {} }: StartOptions = {}): Promise<Client> {
  const engine = createToyEngine();
  const host = createMemoryHost(engine);
  for (const [path, text] of Object.entries(files)) host.files.set(path, text);
  const { connection, stop } = connect(engine, host);
  const published: PublishDiagnosticsParams[] = [];
  const statuses: Status[] = [];
  const logs: string[] = [];
  let refreshes = 0;
  const client = { settings };
  connection.onNotification(PublishDiagnosticsNotification.type, (params) => { published.push(params); });
  connection.onNotification(StatusNotification, (status: Status) => { statuses.push(status); });
  connection.onNotification(LogMessageNotification.type, ({ message }) => { logs.push(message); });
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => client.settings as null));
  connection.onRequest(DiagnosticRefreshRequest.type, () => { refreshes++; });
  connection.onRequest(RegistrationRequest.type, () => {});
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null, rootUri: null, capabilities, workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
    initializationOptions: capabilities.workspace?.configuration === true ? { clientCommands: true, ...options } : { settings, ...options },
  });
  await connection.sendNotification('initialized', {});

  return Object.assign(client, {
    connection, engine, host, initialized, published, statuses, logs,
    refreshes: () => refreshes,
    open: (uri: string, text: string, languageId = 'typescript') =>
      connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri: string, version: number, edits: readonly { line: number; from: number; to: number; text: string }[]) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: edits.map(({ line, from, to, text }) => ({ range: { start: { line, character: from }, end: { line, character: to } }, text })),
      }),
    close: (uri: string) => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    pull: (uri: string, previousResultId?: string) =>
      connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) }),
    async items(uri: string) {
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
      return report.kind === 'full' ? report.items : [];
    },
    actions: (uri: string, line: number, character: number, only?: string[]) => {
      const at = { line, character };
      return connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [], ...(only === undefined ? {} : { only }) } });
    },
    stop,
  });
}

export function connect(engine: Engine, host: ServerHost): { readonly connection: ProtocolConnection; readonly stop: () => Promise<void> } {
  const up = new PassThrough();
  const down = new PassThrough();
  createServer(createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down)), engine, host);
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  connection.listen();
  return {
    connection,
    async stop() {
      await connection.sendRequest('shutdown');
      connection.dispose();
      up.destroy();
      down.destroy();
    },
  };
}

/** Waits for something to become true; fails the test when it does not. */
export async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (isTrue()) return;
    await sleep(5);
  }
  throw new Error(`waited in vain for: ${what}`);
}

/** The text after a workspace edit of one file. */
export function applyTo(text: string, edit: WorkspaceEdit | undefined): string {
  const change = edit?.documentChanges?.find((one) => 'edits' in one);
  const edits = (change !== undefined && 'edits' in change ? change.edits : Object.values(edit?.changes ?? {}).flat()) as TextEdit[];
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }): number => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)), text);
}

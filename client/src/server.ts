/** Runs the language server's process and talks to it. Knows no rule and no analysis. */
import * as vscode from 'vscode';
import type { LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import { LanguageClient, RevealOutputChannelOn, TransportKind, WorkDoneProgress } from 'vscode-languageclient/node';
import type { InitializationOptions, Status } from '../../server/src/protocol/messages';
import { CONFIG_FILE, SETTINGS_SECTION, StatusNotification } from '../../server/src/protocol/messages';

export interface Server {
  readonly output: vscode.LogOutputChannel;
  readonly onStatus: vscode.Event<Status>;
  readonly languages: readonly string[];
  start(): Promise<void>;
  stop(): Promise<void>;
  restart(): Promise<void>;
  /** Undefined when the server does not run; the user has been told. */
  request<R>(method: string, params: object, token?: vscode.CancellationToken): Promise<R | undefined>;
  /** As `request`; `report` gets what the server says of its progress. */
  requestWithProgress<R>(method: string, token: vscode.CancellationToken, report: (percentage: number | undefined, message: string) => void): Promise<R | undefined>;
}

export function createServer(context: vscode.ExtensionContext): Server {
  const output = vscode.window.createOutputChannel('Perf Hints', { log: true });
  const status = new vscode.EventEmitter<Status>();
  const languages = languagesOf(context);
  const client = new LanguageClient(SETTINGS_SECTION, 'Perf Hints', serverOptions(context), clientOptions(languages, output));
  client.onNotification(StatusNotification, (told: Status) => { status.fire(told); });
  context.subscriptions.push(output, status);
  let progressTokens = 0;

  async function request<R>(method: string, params: object, token?: vscode.CancellationToken): Promise<R | undefined> {
    if (!client.isRunning()) {
      await tellNotRunning();
      return undefined;
    }
    // An undefined token would be sent as a second parameter.
    return token === undefined ? client.sendRequest<R>(method, params) : client.sendRequest<R>(method, params, token);
  }

  return {
    output,
    onStatus: status.event,
    languages,
    async start() {
      try {
        await client.start();
      } catch (error) {
        output.error(`The language server could not be started: ${String(error)}`);
        await tellNotRunning();
      }
    },
    stop: () => (client.isRunning() ? client.stop() : Promise.resolve()),
    async restart() {
      await client.restart();
      output.info('The language server was restarted.');
    },
    request,
    async requestWithProgress<R>(method: string, token: vscode.CancellationToken, report: (percentage: number | undefined, message: string) => void) {
      const workDoneToken = `perf-hints-${++progressTokens}`;
      const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
        if (value.kind !== 'end') report(value.percentage, value.message ?? '');
      });
      try {
        return await request<R>(method, { workDoneToken }, token);
      } finally {
        listening.dispose();
      }
    },
  };
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  return {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
  };
}

function clientOptions(languages: readonly string[], outputChannel: vscode.LogOutputChannel): LanguageClientOptions {
  const initializationOptions: InitializationOptions = { clientCommands: true, showsDiagnosticsInHover: true };
  return {
    documentSelector: [
      ...languages.flatMap((language) => [{ language, scheme: 'file' }, { language, scheme: 'untitled' }]),
      // The server edits this file for "turn off", and must know its unsaved text to do so.
      { scheme: 'file', pattern: `**/${CONFIG_FILE}` },
    ],
    initializationOptions,
    outputChannel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticPullOptions: { onChange: true, onSave: false },
    middleware: {
      async provideDiagnostics(document, previousResultId, token, next) {
        // The first answer comes at once; while typing, only the text after a pause is worth an analysis.
        if (previousResultId !== undefined) await pause(document, token);
        return next(document, previousResultId, token);
      },
    },
  };
}

/** Rejects as soon as a later edit makes the request superfluous. */
function pause(document: vscode.TextDocument | vscode.Uri, token: vscode.CancellationToken): Promise<void> {
  const scope = document instanceof vscode.Uri ? document : document.uri;
  const milliseconds = vscode.workspace.getConfiguration(SETTINGS_SECTION, scope).get<number>('debounce') ?? 0;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      listening.dispose();
      resolve();
    }, milliseconds);
    const listening = token.onCancellationRequested(() => {
      clearTimeout(timer);
      listening.dispose();
      reject(new vscode.CancellationError());
    });
  });
}

/** The manifest's list, so that what starts the extension and what it serves are the same. */
function languagesOf({ extension }: vscode.ExtensionContext): readonly string[] {
  const { activationEvents } = extension.packageJSON as { readonly activationEvents?: readonly string[] };
  return (activationEvents ?? []).filter((event) => event.startsWith('onLanguage:')).map((event) => event.slice('onLanguage:'.length));
}

async function tellNotRunning(): Promise<void> {
  const restart = 'Restart Server';
  const show = 'Show Output';
  const chosen = await vscode.window.showErrorMessage('The Perf Hints language server is not running.', restart, show);
  if (chosen === restart) await vscode.commands.executeCommand('perfHints.restartServer');
  if (chosen === show) await vscode.commands.executeCommand('perfHints.showOutput');
}

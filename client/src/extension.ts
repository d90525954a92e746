/** Entry point of the VS Code extension: activate and deactivate only. */
import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands';
import type { Server } from './server';
import { createServer } from './server';
import { createPages } from './pages';
import { createFindingsView } from './views/findingsView';
import { createStatusItem } from './views/statusItem';

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  server = createServer(context);
  const pages = createPages();
  const findings = createFindingsView(context);
  context.subscriptions.push(pages, findings, createStatusItem(server));
  registerCommands(context, { server, pages, findings });
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

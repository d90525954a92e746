/** Registers every contributed command; each has its own file. */
import * as vscode from 'vscode';
import { Command } from '../../../server/src/protocol/messages';
import type { Pages } from '../pages';
import type { Server } from '../server';
import type { FindingsView } from '../views/findingsView';
import { explainAtCursor } from './explainAtCursor';
import { fixAllSafe } from './fixAllSafe';
import { scanWorkspace } from './scanWorkspace';
import { showRule } from './showRule';

export interface CommandParts {
  readonly server: Server;
  readonly pages: Pages;
  readonly findings: FindingsView;
}

export function registerCommands(context: vscode.ExtensionContext, { server, pages, findings }: CommandParts): void {
  const handlers: Readonly<Record<string, (...args: never[]) => unknown>> = {
    [Command.scan]: () => scanWorkspace(server),
    'perfHints.fixAllSafe': () => fixAllSafe(),
    [Command.explain]: (target?: unknown) => explainAtCursor(server, pages, target),
    [Command.showRule]: (rule?: unknown) => showRule(server, pages, rule),
    'perfHints.restartServer': () => server.restart(),
    'perfHints.showOutput': () => { server.output.show(); },
    'perfHints.groupByRule': () => findings.groupBy('rule'),
    'perfHints.groupByFile': () => findings.groupBy('file'),
  };
  for (const [name, handler] of Object.entries(handlers)) context.subscriptions.push(vscode.commands.registerCommand(name, handler));
}

/** `initialize`: reads what the client can do and answers with what the server offers it. */
import type { InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver/node';
import { CodeActionKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Engine } from '../engine/engine';
import type { Abilities } from './abilities';
import { readAbilities } from './abilities';
import { SERVER_COMMANDS } from './executeCommand';
import type { InitializationOptions, ServerFacts } from './messages';
import { FIX_ALL_KIND } from './messages';
import type { Session } from './session';
import { TEXT_SYNC } from './textDocuments';

export interface InitializeParts {
  readonly setAbilities: (abilities: Abilities) => void;
  readonly addRuleUri: (rule: string, uri: string) => void;
}

export function registerInitialize(session: Session, { setAbilities, addRuleUri }: InitializeParts): void {
  const { connection, configuration, engine, host, guard } = session;
  connection.onInitialize(async (params): Promise<InitializeResult> => {
    const options = optionsOf(params.initializationOptions);
    const abilities = readAbilities(params.capabilities, options);
    setAbilities(abilities);
    configuration.pullFromClient(abilities.answersConfiguration);
    configuration.setPushed(options.settings);
    configuration.setFolders(foldersOf(params));
    try {
      await engine.prepare();
    } catch (error) {
      throw new ResponseError(LSPErrorCodes.RequestFailed, `Perf Hints could not load its parsers: ${String(error)}. Reinstall the extension or the package.`);
    }
    for (const { id } of engine.rules) {
      // Links to pages are an extra: hints work without.
      const page = await host.rulePage(id).catch((error: unknown) => { guard.report(`reading the page of rule ${id}`, error); });
      if (page?.uri !== undefined) addRuleUri(id, page.uri);
    }
    return { capabilities: capabilitiesFor(abilities, engine), serverInfo: { name: 'perf-hints' } };
  });
}

function capabilitiesFor(abilities: Abilities, engine: Engine): ServerCapabilities {
  const facts: ServerFacts = { languages: engine.frontends.flatMap(({ editorLanguages }) => editorLanguages) };
  return {
    textDocumentSync: TEXT_SYNC,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND], resolveProvider: abilities.resolvesEdits },
    hoverProvider: true,
    // Offered only to clients that ask: with both ways open some would show every hint twice.
    ...(abilities.pullsDiagnostics ? { diagnosticProvider: { identifier: 'perf-hints', interFileDependencies: false, workspaceDiagnostics: true } } : {}),
    ...(abilities.clientCommands ? {} : { executeCommandProvider: { commands: [...SERVER_COMMANDS] } }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    experimental: { perfHints: facts },
  };
}

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams & { rootPath?: string | null }): string[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders.map(({ uri }) => uri);
  if (rootUri !== null && rootUri !== undefined) return [rootUri];
  return rootPath === null || rootPath === undefined ? [] : [`file://${rootPath}`];
}

function optionsOf(value: unknown): InitializationOptions {
  return typeof value === 'object' && value !== null ? value : {};
}

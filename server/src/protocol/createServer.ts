/** Puts the parts of one connection together. Wiring only. */
import type { Connection } from 'vscode-languageserver/node';
import type { Engine } from '../engine/engine';
import type { Abilities } from './abilities';
import { readAbilities } from './abilities';
import { createAnalyses } from './analyses';
import { registerCodeActions } from './codeActions';
import { createConfiguration } from './configuration';
import { registerConfigurationChanges } from './configurationChanges';
import { registerPull } from './diagnostics/pull';
import { registerPullWorkspace } from './diagnostics/pullWorkspace';
import { createPush } from './diagnostics/push';
import { createDocuments } from './documents';
import { registerExecuteCommand } from './executeCommand';
import { registerExplain } from './explain';
import { createGuard } from './guard';
import type { ServerHost } from './host';
import { registerHover } from './hover';
import { registerInitialize } from './initialize';
import { registerResolveCodeAction } from './resolveCodeAction';
import { registerScan } from './scan';
import { createScanStore } from './scanStore';
import type { Session } from './session';
import { createStatusReport } from './status';
import { registerTextDocuments } from './textDocuments';

/** Registers every handler and begins to listen. */
export function createServer(connection: Connection, engine: Engine, host: ServerHost): void {
  let abilities: Abilities = readAbilities({}, {});
  const status = createStatusReport(connection);
  const guard = createGuard(connection, status);
  const documents = createDocuments();
  const scanned = createScanStore();
  const ruleUris = new Map<string, string>();
  const configuration = createConfiguration(connection, host, (problems) => {
    for (const problem of problems) connection.console.warn(problem);
    status.misconfigured(problems[0] ?? '');
  });
  const analyses = createAnalyses({
    engine, documents, configuration,
    onInternalError: (path, rule, message) => { guard.report(`rule ${rule} on ${path}`, message); },
  });
  const push = createPush(() => session);

  const session: Session = {
    connection, engine, host, documents, configuration, analyses, scanned, status, guard, push,
    abilities: () => abilities,
    ruleUri: (rule) => ruleUris.get(rule),
    refresh() {
      if (!abilities.pullsDiagnostics) for (const { uri } of documents.all()) push.now(uri);
      else if (abilities.refreshesDiagnostics) guard.notification('refresh', () => connection.languages.diagnostics.refresh());
    },
  };

  registerInitialize(session, {
    setAbilities: (read) => { abilities = read; },
    addRuleUri: (rule, uri) => { ruleUris.set(rule, uri); },
  });
  registerConfigurationChanges(session);
  registerTextDocuments(session);
  registerPull(session);
  registerPullWorkspace(session);
  registerCodeActions(session);
  registerResolveCodeAction(session);
  registerHover(session);
  registerScan(session);
  registerExplain(session);
  registerExecuteCommand(session);
  connection.onShutdown(() => { push.stop(); scanned.changed(); });
  connection.listen();
}

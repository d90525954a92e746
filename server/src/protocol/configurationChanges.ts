/** Settings, config files, folders and files on disk that change while the server runs. */
import type { FileEvent } from 'vscode-languageserver/node';
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from 'vscode-languageserver/node';
import { NEVER_CANCELLED } from '../engine/cancellation';
import { CONFIG_FILE, SETTINGS_SECTION } from './messages';
import type { Session } from './session';
import { rescan } from './scan';
import { pathOf } from './uris';

/** Files whose content decides what is reported elsewhere. */
const PROJECT_FILES = new Set([CONFIG_FILE, 'package.json', '.gitignore']);

export function registerConfigurationChanges(session: Session): void {
  const { connection, configuration, guard, host, abilities } = session;

  connection.onDidChangeConfiguration(({ settings }: { settings?: unknown }) => guard.notification('change of settings', () => {
    configuration.setPushed(sectionOf(settings));
    reconsider(session);
  }));

  connection.onDidChangeWatchedFiles(({ changes }) => guard.notification('change of files', async () => {
    host.invalidate();
    if (changes.some(isProjectFile)) {
      configuration.forget();
      reconsider(session);
    }
    await rescan(session, changes.map(pathOfEvent), NEVER_CANCELLED);
  }));

  connection.onInitialized(() => guard.notification('registration', async () => {
    const { registersConfiguration, watchesFiles, workspaceFolders } = abilities();
    if (registersConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, { section: SETTINGS_SECTION });
    if (watchesFiles) await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: watchers(session) });
    if (workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        configuration.addFolders(added.map(({ uri }) => uri), removed.map(({ uri }) => uri));
        reconsider(session);
      });
    }
    session.status.state('ready');
  }));
}

function watchers({ engine }: Session): { globPattern: string }[] {
  const extensions = engine.frontends.flatMap((frontend) => frontend.extensions.map((extension) => extension.slice(1)));
  const sources = extensions.length === 0 ? [] : [`**/*.{${extensions.join(',')}}`];
  return [...[...PROJECT_FILES].map((name) => `**/${name}`), ...sources].map((globPattern) => ({ globPattern }));
}

/** Open documents are judged anew at once; files of the last scan keep what it said until they or the next scan tell more. */
function reconsider(session: Session): void {
  session.status.recovered();
  session.refresh();
}

function isProjectFile(event: FileEvent): boolean {
  const path = pathOfEvent(event);
  return PROJECT_FILES.has(path.slice(path.lastIndexOf('/') + 1));
}

function pathOfEvent({ uri }: FileEvent): string {
  return pathOf(uri);
}

/** Clients push either all settings or the section alone. */
function sectionOf(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null) return settings;
  return SETTINGS_SECTION in settings ? (settings as Record<string, unknown>)[SETTINGS_SECTION] : settings;
}

/**
 * Settings per workspace folder, read when first needed and forgotten whenever the editor's settings or a config file
 * change. Knows no setting by name; `ServerHost.config` gives them meaning.
 */
import type { Connection } from 'vscode-languageserver/node';
import type { ProjectInfo } from '../engine/project';
import type { FolderConfig, ServerHost } from './host';
import { SETTINGS_SECTION } from './messages';
import { pathOf } from './uris';

export interface Folder {
  readonly uri: string;
  /** Absolute, forward slashes, no trailing slash. */
  readonly root: string;
}

export interface Configuration {
  folders(): readonly Folder[];
  setFolders(uris: readonly string[]): void;
  addFolders(added: readonly string[], removed: readonly string[]): void;
  /** The innermost folder that holds the path; undefined for loose and unsaved files. */
  folderOf(path: string): Folder | undefined;
  /** Settings pushed by clients that cannot be asked. */
  setPushed(settings: unknown): void;
  pullFromClient(answers: boolean): void;
  of(path: string): Promise<FolderConfig>;
  /** The editor's own settings for a folder, unchecked. */
  editorSettings(folder: Folder | undefined): Promise<unknown>;
  project(path: string): Promise<ProjectInfo>;
  /** Everything is read again when next needed. */
  forget(): void;
  /** Grows with every `forget` and folder change; results of an older generation are stale. */
  generation(): number;
}

export function createConfiguration(connection: Connection, host: ServerHost, onProblems: (problems: readonly string[]) => void): Configuration {
  let folders: readonly Folder[] = [];
  let pushed: unknown;
  let answers = false;
  let generation = 0;
  const settings = new Map<string, Promise<unknown>>();
  const configs = new Map<string, Promise<FolderConfig>>();
  const problems = new Map<string, readonly string[]>();

  function setFolders(uris: readonly string[]): void {
    folders = uris.map((uri) => ({ uri, root: pathOf(uri).replace(/(?<=[^/])\/+$/, '') }));
    forget();
  }

  function forget(): void {
    generation++;
    settings.clear();
    configs.clear();
    problems.clear();
  }

  function folderOf(path: string): Folder | undefined {
    let best: Folder | undefined;
    for (const folder of folders) {
      const holds = folder.root === '/' || path === folder.root || path.startsWith(`${folder.root}/`);
      if (holds && folder.root.length > (best?.root.length ?? -1)) best = folder;
    }
    return best;
  }

  function editorSettings(folder: Folder | undefined): Promise<unknown> {
    if (!answers) return Promise.resolve(pushed);
    const key = folder?.uri ?? '';
    return once(settings, key, async () => {
      const item = folder === undefined ? { section: SETTINGS_SECTION } : { section: SETTINGS_SECTION, scopeUri: folder.uri };
      try {
        return await connection.workspace.getConfiguration(item) as unknown;
      } catch (error) {
        connection.console.error(`the editor did not tell its settings, defaults are used: ${String(error)}`);
        return undefined;
      }
    });
  }

  return {
    folders: () => folders,
    setFolders,
    addFolders(added, removed) {
      const kept = folders.filter(({ uri }) => !removed.includes(uri)).map(({ uri }) => uri);
      setFolders([...new Set([...kept, ...added])]);
    },
    folderOf,
    setPushed(value) {
      pushed = value;
      forget();
    },
    pullFromClient(value) {
      answers = value;
    },
    of(path) {
      const folder = folderOf(path);
      return once(configs, folder?.root ?? '', async () => {
        const config = await host.config(folder?.root, await editorSettings(folder));
        problems.set(folder?.root ?? '', config.problems);
        onProblems([...problems.values()].flat());
        return config;
      });
    },
    editorSettings,
    project: (path) => host.project(path, folderOf(path)?.root),
    forget,
    generation: () => generation,
  };
}

function once<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  made.catch(() => { if (cache.get(key) === made) cache.delete(key); });
  return made;
}

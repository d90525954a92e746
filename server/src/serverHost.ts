/** The server's view of disk and settings, over `config/` and `workspace/`. Wiring only. */
import type { Configuration } from './config/configuration';
import { EMPTY_LAYER, mergeLayers } from './config/configuration';
import { readLayer } from './config/readLayer';
import { NEVER_CANCELLED } from './engine/cancellation';
import type { Engine } from './engine/engine';
import { NO_PROJECT } from './engine/project';
import type { FolderConfig, HostScan, RulePage, ServerHost } from './protocol/host';
import { uriOf } from './protocol/uris';
import { cacheFolder } from './workspace/cacheFolder';
import type { ConfigFile } from './workspace/configFile';
import { findConfigFile } from './workspace/configFile';
import { patternMatcher } from './workspace/ignoreRules';
import { joinPath, parentOf } from './workspace/paths';
import { createProjectReader } from './workspace/projectInfo';
import type { ProjectReader } from './workspace/projectInfo';
import { createSourceReader } from './workspace/readSource';
import { scan } from './workspace/scan';
import type { SkippedFile } from './workspace/skipped';

export interface ServerHostParts {
  readonly engine: Engine;
  /** The bundled worker; undefined scans in the server's own thread. */
  readonly workerFile: string | undefined;
  /** The page of a rule as a file, or undefined when there is none. */
  readonly rulePageFile: (rule: string) => string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** Files a person opens in an editor are read whole, whatever scans leave out. */
const LARGEST_READ = 16 * 1024 * 1024;

export function createServerHost({ engine, workerFile, rulePageFile, env }: ServerHostParts): ServerHost {
  const projects = new Map<string, ProjectReader>();
  const readSource = createSourceReader(LARGEST_READ);

  function read(path: string): string | undefined {
    const reading = readSource(path);
    return 'source' in reading ? reading.source.text : undefined;
  }

  return {
    config: async (root, editor) => toFolderConfig(resolve(engine, root, editor), root),
    async project(path, root) {
      if (root === undefined) return NO_PROJECT;
      let reader = projects.get(root);
      if (reader === undefined) projects.set(root, reader = createProjectReader(root));
      return reader(path);
    },
    scan: (request) => runScan(request),
    read: async (path) => read(path),
    invalidate: () => { projects.clear(); },
    async rulePage(rule): Promise<RulePage | undefined> {
      const file = rulePageFile(rule);
      const markdown = file === undefined ? undefined : read(file);
      return markdown === undefined || file === undefined ? undefined : { markdown, uri: uriOf(file) };
    },
  };

  async function runScan({ root, paths, editor, token, onFiles }: HostScan): Promise<readonly SkippedFile[]> {
    const { configuration, file } = resolve(engine, root, editor);
    const isWhole = paths.length === 1 && paths[0] === root;
    const result = await scan({
      root, paths, configuration,
      patternRoot: file === undefined ? root : parentOf(file.path),
      jobs: 0,
      // The cache keeps what its last scan used: a scan of a few files would throw the rest away.
      cacheFolder: isWhole ? cacheFolder(env) : undefined,
      withFixes: false,
    }, { engine, workerFile, token: token ?? NEVER_CANCELLED, onFiles });
    return result.skipped;
  }
}

interface Resolved {
  readonly configuration: Configuration;
  readonly file: ConfigFile | undefined;
  readonly problems: readonly string[];
}

/** Config file over editor settings: the file is what the command line sees too. */
function resolve(engine: Engine, root: string | undefined, editor: unknown): Resolved {
  const file = root === undefined ? undefined : findConfigFile(root, engine.rules);
  const fromEditor = editor === undefined || editor === null ? { layer: EMPTY_LAYER, problems: [] } : readLayer(editor, 'editor', engine.rules);
  return {
    configuration: mergeLayers([fromEditor.layer, ...(file === undefined ? [] : [file.layer])]),
    file,
    problems: [
      ...(file?.problems ?? []).map(({ line, column, message }) => `${file?.path ?? ''}:${line}:${column} ${message}`),
      ...fromEditor.problems.map(({ at, message }) => `Setting ${['perfHints', ...at].join('.')}: ${message}`),
    ],
  };
}

function toFolderConfig({ configuration, file, problems }: Resolved, root: string | undefined): FolderConfig {
  const patternRoot = file === undefined ? (root ?? '') : parentOf(file.path);
  const included = patternMatcher(patternRoot, configuration.include);
  const excluded = patternMatcher(patternRoot, configuration.exclude);
  return {
    settings: configuration.analysis,
    enabled: configuration.enabled,
    debounceMs: configuration.debounce,
    isExcluded: (path) => (included !== undefined && !included(path, false)) || excluded?.(path, false) === true,
    configPath: file?.path,
    problems,
  };
}

/** Where the bundle keeps the rules' pages. */
export function bundledRulePage(folder: string): (rule: string) => string | undefined {
  return (rule) => (/^[a-z][a-z0-9-]*$/.test(rule) ? joinPath(folder, `rules/${rule}.md`) : undefined);
}

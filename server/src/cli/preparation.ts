/** What every analysing command does first: find the root, read the configuration, check rule ids. */
import { mergeLayers } from '../config/configuration';
import type { Configuration } from '../config/configuration';
import { nearestName } from '../config/nearestName';
import type { Engine } from '../engine/engine';
import type { Severity } from '../engine/finding';
import { findConfigFile, readConfigFile } from '../workspace/configFile';
import { fileKind } from '../workspace/fileKind';
import { absolutePath, comparePaths, isInside, joinPath, parentOf, relativePath } from '../workspace/paths';
import type { CliHost } from './host';
import { UsageError } from './usageError';

export interface PreparationRequest {
  /** As typed; empty means the current folder. */
  readonly paths: readonly string[];
  readonly config: string | undefined;
  /** Empty: all. */
  readonly rules: readonly string[];
  readonly severity?: Severity | undefined;
  readonly includeTests: boolean;
}

export interface Preparation {
  readonly engine: Engine;
  /** Absolute; findings are told relative to it. */
  readonly root: string;
  /** Absolute; manifests above it are not read. The root or, where that lies in a repository, the repository's. */
  readonly projectRoot: string;
  readonly paths: readonly string[];
  readonly configuration: Configuration;
  /** Where the config file lies; the root when there is none. */
  readonly patternRoot: string;
  readonly configPath: string | undefined;
}

/** Throws UsageError for paths, rules and settings that cannot be used. */
export async function prepare(request: PreparationRequest, host: CliHost): Promise<Preparation> {
  const cwd = absolutePath(host.cwd, '.');
  const paths = request.paths.length === 0 ? [cwd] : request.paths.map((path) => absolutePath(cwd, path));
  for (const [index, path] of paths.entries()) {
    if (fileKind(path) === 'missing') throw new UsageError(`There is no file or folder ${request.paths[index] ?? path}; check the path`);
  }
  const { root, projectRoot } = rootsOf(cwd, paths);
  const engine = await host.createEngine();
  const { rules } = engine;
  for (const id of request.rules) {
    if (rules.some((rule) => rule.id === id)) continue;
    const guess = nearestName(id, rules.map((rule) => rule.id));
    throw new UsageError(`There is no rule \`${id}\`${guess === undefined ? '' : `; did you mean \`${guess}\`?`}; perf-hints rules lists them`);
  }

  const file = request.config === undefined ? findConfigFile(root, rules) : readConfigFile(absolutePath(cwd, request.config), rules, 'must exist');
  if (file !== undefined && file.problems.length > 0) {
    const name = relativePath(cwd, file.path);
    throw new UsageError(file.problems.map(({ message, line, column }) => `${name}:${line}:${column}: ${message}`).join('\n'));
  }
  const configuration = mergeLayers(file === undefined ? [] : [file.layer]);
  const wanted = new Set(request.rules);
  const { analysis } = configuration;
  const chosen = Object.fromEntries(rules.flatMap((rule) => {
    const settings = analysis.rules[rule.id];
    if (wanted.size === 0) return settings === undefined ? [] : [[rule.id, settings]];
    if (!wanted.has(rule.id)) return [[rule.id, { severity: 'off', options: {} } as const]];
    // Asking for a rule by name means to see it, whatever the project decided.
    return settings === undefined ? [] : [[rule.id, settings.severity === 'off' ? { ...settings, severity: 'default' as const } : settings]];
  }));
  return {
    engine, root, projectRoot, paths,
    configuration: {
      ...configuration,
      analysis: {
        ...analysis,
        rules: chosen,
        includeTests: analysis.includeTests || request.includeTests,
        minimumSeverity: request.severity ?? analysis.minimumSeverity,
      },
    },
    patternRoot: file === undefined ? root : parentOf(file.path),
    configPath: file?.path,
  };
}

/**
 * The current folder when everything lies in it; otherwise the folder named, or the one around all that was named. Nothing above it
 * is looked at but the repository it is part of: a stray manifest further up says nothing about it.
 */
function rootsOf(cwd: string, paths: readonly string[]): { readonly root: string; readonly projectRoot: string } {
  if (paths.every((path) => isInside(cwd, path))) return { root: cwd, projectRoot: cwd };
  const [first = cwd, ...rest] = [...paths].sort(comparePaths);
  // One file alone is told relative to its project.
  if (rest.length === 0 && fileKind(first) !== 'folder') {
    const project = nearestWith(parentOf(first), ['package.json', '.git']) ?? parentOf(first);
    return { root: project, projectRoot: project };
  }
  let common = fileKind(first) === 'folder' ? first : parentOf(first);
  while (!rest.every((path) => isInside(common, path))) common = parentOf(common);
  return { root: common, projectRoot: nearestWith(common, ['.git']) ?? common };
}

/** The folder, or the nearest above it, that holds one of the names. */
function nearestWith(folder: string, names: readonly string[]): string | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    if (names.some((name) => fileKind(joinPath(at, name)) !== 'missing')) return at;
    if (parentOf(at) === at) return undefined;
  }
}

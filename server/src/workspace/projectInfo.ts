/** Finds what the engine wants to know of the project around a file: its root and the dependencies its manifests name. */
import type { Dirent } from 'node:fs';
import { readdirSync, readFileSync } from 'node:fs';
import type { ProgramKind, ProjectInfo } from '../engine/project';
import { fileKind } from './fileKind';
import { isInside, joinPath, parentOf } from './paths';
import { readPythonManifest } from './pythonManifests';

/** Memoised per folder; create a new one when manifests may have changed. */
export type ProjectReader = (path: string) => ProjectInfo;

const NO_DEPENDENCIES: ReadonlySet<string> = new Set();
const FIELDS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/**
 * No manifest above `root` is read. Roles of files are told relative to the innermost of `projects` around them, or to
 * `root`: `examples/shop`, asked for by name and with a manifest of its own, is a project and not an example.
 */
export function createProjectReader(root: string, projects: readonly string[] = []): ProjectReader {
  const byFolder = new Map<string, ProjectInfo>();
  let repository: ReadonlyMap<string, readonly string[]> | undefined;
  const packages = (): ReadonlyMap<string, readonly string[]> => (repository ??= findPackages(root));

  function ofFolder(folder: string): ProjectInfo {
    const known = byFolder.get(folder);
    if (known !== undefined) return known;
    const parent = parentOf(folder);
    const isTop = folder === root || parent === folder || !isInside(root, folder);
    const above: ProjectInfo = isTop ? { root, dependencies: NO_DEPENDENCIES, packages: NO_DEPENDENCIES } : ofFolder(parent);
    const manifest = readManifest(folder, list(folder));
    const own = manifest?.dependencies ?? [];
    const placed = projects.includes(folder) ? { ...above, root: folder } : above;
    const inner = manifest === undefined ? placed : { ...placed, program: manifest.program ?? 'application' };
    const info = own.length === 0 ? inner : { ...inner, dependencies: withNeighbours(new Set([...above.dependencies, ...own]), packages()), packages: new Set(packages().keys()) };
    byFolder.set(folder, info);
    return info;
  }

  return (path) => {
    const info = ofFolder(parentOf(path));
    // No manifest lies above the file: those beside it are the best there is.
    if (info.dependencies.size > 0 || packages().size === 0) return info;
    return { ...info, dependencies: new Set([...packages().values()].flat()), packages: new Set(packages().keys()) };
  };
}

/** Adds what packages of the same repository depend on, through any number of them. */
function withNeighbours(dependencies: Set<string>, packages: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  for (const name of dependencies) for (const further of packages.get(name) ?? []) dependencies.add(further);
  return dependencies;
}

/** Far enough for `apps/web/packages/ui`, and a bound on what a monorepo may cost. */
const DEEPEST_PACKAGE = 4;
const MOST_FOLDERS = 4000;
const NO_PACKAGES_BELOW = /^(node_modules|dist|build|out|coverage|\..*|src|test|tests|__tests__)$/;

/** Manifests below the root, by package name. */
function findPackages(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let folders = [root];
  let seen = 0;
  for (let depth = 0; depth <= DEEPEST_PACKAGE && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (seen++ > MOST_FOLDERS) return found;
      const listing = list(folder);
      const manifest = readManifest(folder, listing);
      if (manifest !== undefined) found.set(manifest.name === '' ? folder : manifest.name, manifest.dependencies);
      for (const name of listing.folders) if (!NO_PACKAGES_BELOW.test(name)) next.push(joinPath(folder, name));
    }
    folders = next;
  }
  return found;
}

/** Names of what a folder holds. */
interface Listing {
  readonly files: readonly string[];
  /** Without links, since they may lead back. */
  readonly folders: readonly string[];
}

/** A folder that cannot be read holds nothing; whoever walks it tells. */
function list(folder: string): Listing {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const isFolder = (entry: Dirent): boolean => entry.isDirectory();
    return { files: entries.filter((entry) => !isFolder(entry)).map(({ name }) => name), folders: entries.filter(isFolder).map(({ name }) => name) };
  } catch {
    return { files: [], folders: [] };
  }
}

/** Whether a folder named by the user is a project in its own right. */
export function isProject(folder: string): boolean {
  return ['package.json', 'pyproject.toml', 'setup.py'].some((name) => fileKind(joinPath(folder, name)) === 'file');
}

/** What one manifest says, or all of a folder. */
export interface Manifest {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** Undefined when the manifest does not tell. */
  readonly program: ProgramKind | undefined;
}

const SERVER_FRAMEWORK = /^(express|fastify|koa|hono|next|nuxt|nitropack|h3|elysia|polka|restify|astro|graphql-yoga|socket\.io|moleculer|@hapi\/hapi|@hono\/.+|@nestjs\/(core|common)|@remix-run\/(node|server-runtime)|@react-router\/(node|dev)|@sveltejs\/kit|@trpc\/server|@apollo\/server|apollo-server.*|@adonisjs\/core|@feathersjs\/.+)$/;
const COMMAND_LINE_LIBRARY = /^(oclif|@oclif\/core|commander|yargs|cac|clipanion)$/;

/** It can be called by name or reads its own arguments, and nothing it depends on answers requests. */
function programOf(manifest: Record<string, unknown>, dependencies: readonly string[]): ProgramKind {
  const isCalled = manifest['bin'] !== undefined || dependencies.some((name) => COMMAND_LINE_LIBRARY.test(name));
  return isCalled && !dependencies.some((name) => SERVER_FRAMEWORK.test(name)) ? 'command-line' : 'application';
}

/** What the folder's manifests say together: back end and front end may lie side by side. */
function readManifest(folder: string, { files, folders }: Listing): Manifest | undefined {
  const manifests = [
    files.includes('package.json') ? readPackage(folder) : undefined,
    readPythonManifest(folder, [...files, ...folders], { read: readText, list: (inner) => list(inner).files }),
  ].filter((manifest) => manifest !== undefined);
  return manifests.length === 0 ? undefined : {
    name: manifests.find(({ name }) => name !== '')?.name ?? '',
    dependencies: manifests.flatMap(({ dependencies }) => dependencies),
    program: manifests.find(({ program }) => program !== undefined)?.program,
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A manifest that cannot be read says nothing; a build tool will complain about it soon enough. */
function readPackage(folder: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readText(joinPath(folder, 'package.json')));
    if (!isObject(manifest)) return undefined;
    const dependencies = FIELDS.flatMap((field) => {
      const value = manifest[field];
      return isObject(value) ? Object.keys(value) : [];
    });
    return { name: typeof manifest['name'] === 'string' ? manifest['name'] : '', dependencies, program: programOf(manifest, dependencies) };
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

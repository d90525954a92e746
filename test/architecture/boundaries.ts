/** The import rules of ARCHITECTURE.md as data and one function, so that they can be tested against made-up files. */
import type { Source } from './sources';

/** For every folder of the server: which others it may import. Inner layers first. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  engine: ['text'],
  models: ['text', 'engine'],
  facts: ['text', 'engine', 'models'],
  // Frontends know no models: they say where a value comes from, the facts say what that means.
  languages: ['text', 'engine', 'facts'],
  fixes: ['text', 'engine', 'facts', 'models', 'languages'],
  rules: ['text', 'engine', 'facts', 'models', 'languages', 'fixes'],
  config: ['text', 'engine', 'facts', 'models', 'languages', 'fixes', 'rules'],
  workspace: ['text', 'engine', 'facts', 'models', 'languages', 'fixes', 'rules', 'config'],
  protocol: ['text', 'engine', 'facts', 'models', 'languages', 'fixes', 'rules', 'config', 'workspace'],
  cli: ['text', 'engine', 'facts', 'models', 'languages', 'fixes', 'rules', 'config', 'workspace'],
};
/** Files beside the folders that wire them: they may import anything, and only edge folders may import them. */
const WIRING = /^server\/src\/[^/]+\.ts$/;
const EDGE: readonly string[] = ['config', 'workspace', 'protocol', 'cli'];
const PURE: readonly string[] = ['text', 'engine', 'models', 'facts', 'fixes', 'rules'];
const PARSERS: Readonly<Record<string, readonly string[]>> = {
  ecmascript: ['@typescript-eslint/typescript-estree', '@typescript-eslint/types', 'oxc-parser', 'typescript'],
  python: ['web-tree-sitter', 'tree-sitter-python'],
};
/** Locating a parser's package is not reading a project. */
const PARSER_BUILTINS: readonly string[] = ['node:module'];
const DISK = /^(node:)?fs(\/promises)?$/;

/** Sentences about imports that break a boundary. */
export function boundaryProblems(source: Source): string[] {
  return source.imports.flatMap(({ specifier, target }) => {
    const problem = target === undefined ? packageProblem(source.path, specifier) : fileProblem(source.path, target);
    return problem === undefined ? [] : [`${source.path} imports ${specifier}: ${problem}`];
  });
}

function fileProblem(path: string, target: string): string | undefined {
  if (path.startsWith('client/')) {
    return target.startsWith('client/') || target === 'server/src/protocol/messages.ts' ? undefined : 'the client knows one server module, protocol/messages.ts';
  }
  if (!path.startsWith('server/src/')) return undefined;
  if (!target.startsWith('server/src/')) return 'server code stays inside server/src';
  const layer = layerOf(path);
  if (layer === undefined) return undefined;
  const other = layerOf(target);
  if (other === undefined) return EDGE.includes(layer) && WIRING.test(target) ? undefined : 'only the edge may import the wiring';
  if (other === layer) return siblingProblem(path, target);
  return MAY_IMPORT[layer]?.includes(other) === true ? undefined : `${layer} may not know ${other}`;
}

/** Rules do not know each other, nor do languages; what they share lies beside their folders or a layer below. */
function siblingProblem(path: string, target: string): string | undefined {
  const [own, its] = [folderOf(path), folderOf(target)];
  if (own === undefined || its === undefined || own === its) return undefined;
  if (path.startsWith('server/src/rules/')) return `rule ${own} may not know rule ${its}`;
  if (path.startsWith('server/src/languages/')) return `${own} may not know ${its}`;
  return undefined;
}

function packageProblem(path: string, specifier: string): string | undefined {
  if (path.startsWith('client/')) return /^vscode(-languageclient|-languageserver-types)?($|\/)|^node:/.test(specifier) ? undefined : 'the client needs no other package';
  const layer = layerOf(path);
  if (!path.startsWith('server/src/')) return undefined;
  if (/^vscode-languageserver/.test(specifier)) return layer === 'protocol' || path === 'server/src/server.ts' ? undefined : 'only protocol/ and server.ts know the protocol';
  if (/^vscode/.test(specifier)) return 'only the client knows VS Code';
  if (DISK.test(specifier)) return layer === 'workspace' ? undefined : 'only workspace/ reads disk';
  if (layer === undefined) return undefined;
  if (PURE.includes(layer)) return `${layer} knows no package and no Node module`;
  if (layer !== 'languages') return undefined;
  const language = folderOf(path);
  if (language !== undefined && PARSER_BUILTINS.includes(specifier)) return undefined;
  return language !== undefined && PARSERS[language]?.includes(specifier) === true ? undefined : 'a language imports its parsers only';
}

/** The folder below server/src; undefined for the wiring. */
function layerOf(path: string): string | undefined {
  return /^server\/src\/([^/]+)\//.exec(path)?.[1];
}

/** The rule or language a file belongs to; undefined for files beside those folders. */
function folderOf(path: string): string | undefined {
  return /^server\/src\/(?:rules|languages)\/([^/]+)\//.exec(path)?.[1];
}

export function knownLayers(): readonly string[] {
  return Object.keys(MAY_IMPORT);
}

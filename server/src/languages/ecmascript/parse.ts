/**
 * Text to tree. Uses oxc-parser where its native binding loads and typescript-estree everywhere else; both give TSESTree
 * with `start` and `end` on every node. The only module that knows there are two.
 */
import type { SourceFile } from '../../engine/frontend';
import type { ParseProblem } from '../../engine/summary';
import { isNestedTooDeeply } from './nesting';
import type { Comment } from '../lowering';
import type { TSESTree } from './syntax';

export const TOO_DEEP = 'nested too deeply to be read';

export interface ParsedFile {
  /** Undefined when the text does not parse. */
  readonly program: TSESTree.Program | undefined;
  readonly comments: readonly Comment[];
  readonly problems: readonly ParseProblem[];
}

export interface Parser {
  readonly name: 'oxc' | 'estree';
  parse(file: SourceFile, dialect: Dialect): ParsedFile;
}

export interface Dialect {
  readonly typescript: boolean;
  readonly jsx: boolean;
}

let loaded: Parser | undefined;

/** `preferred` is for tests; without it the fastest parser that loads is taken. */
export async function loadParser(preferred?: Parser['name']): Promise<Parser> {
  if (preferred !== undefined) return preferred === 'oxc' ? (await import('./parsers/oxc')).loadOxc() : (await import('./parsers/estree')).estree;
  loaded ??= await loadFastest();
  return loaded;
}

async function loadFastest(): Promise<Parser> {
  try {
    return await (await import('./parsers/oxc')).loadOxc();
  } catch {
    // No binding for this platform, or an installation without optional dependencies: the portable parser serves.
    return (await import('./parsers/estree')).estree;
  }
}

export function dialectOf(path: string): Dialect {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  const typescript = extension === 'ts' || extension === 'tsx' || extension === 'mts' || extension === 'cts';
  return { typescript, jsx: !typescript || extension === 'tsx' };
}

/** Never throws. */
export function parseWith(parser: Parser, file: SourceFile): ParsedFile {
  if (isNestedTooDeeply(file.text)) return withoutProgram(TOO_DEEP);
  try {
    return parser.parse(file, dialectOf(file.path));
  } catch (error) {
    return withoutProgram(error instanceof RangeError ? TOO_DEEP : error instanceof Error ? error.message : String(error));
  }
}

/** The text cannot be read at all, for a reason that belongs to no place in it. */
export function withoutProgram(message: string): ParsedFile {
  return { program: undefined, comments: [], problems: [{ message, range: { start: 0, end: 0 } }] };
}

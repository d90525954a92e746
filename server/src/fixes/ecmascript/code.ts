/** One file as a fixer sees it: text, tree, style and comments, read once and handed to the edit builders. */
import type { FixContext } from '../../engine/rule';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { isFunctionNode, rangeOf } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import { commentsOf } from './comments';
import type { Style } from './style';
import { styleOf } from './style';
import type { Place } from './tree';
import { allNodes, declaredInside, functionAround, namesIn } from './tree';

export interface Code {
  readonly path: string;
  readonly text: string;
  readonly program: TSESTree.Program;
  readonly style: Style;
  /** With their marks, in source order. */
  readonly comments: readonly Range[];
  /** Parts of template literals: white space in them is data. */
  readonly verbatim: readonly Range[];
  /** Every name that stands anywhere in the file, whatever it means there. */
  readonly names: ReadonlySet<string>;
}

export function readCode(context: FixContext): Code {
  return context.once(readAll);
}

function readAll({ path, text, tree }: FixContext): Code {
  const program = tree as TSESTree.Program;
  const nodes = allNodes(program);
  const verbatim = nodes.filter(({ type }) => type === 'TemplateElement').map(rangeOf);
  return { path, text, program, style: styleOf(text, nodes), comments: commentsOf(text, nodes), verbatim, names: namesIn(program) };
}

export function sourceOf(code: Code, node: Node): string {
  const { start, end } = rangeOf(node);
  return code.text.slice(start, end);
}

export function commentsWithin({ comments }: Code, range: Range): Range[] {
  return comments.filter((comment) => range.start <= comment.start && comment.end <= range.end);
}

/** Names a new declaration at this place must not take: those its function mentions and those the module declares. */
export function takenAround({ program, names }: Code, place: Place): Set<string> {
  const owner = functionAround(place);
  if (owner === undefined) return new Set(names);
  const taken = namesIn(owner);
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') for (const { local } of statement.specifiers) taken.add(local.name);
    else for (const name of topLevelNames(statement)) taken.add(name);
  }
  return taken;
}

function topLevelNames(statement: Node): Iterable<string> {
  const declared = statement.type === 'ExportNamedDeclaration' && statement.declaration !== null ? statement.declaration : statement;
  if (isFunctionNode(declared) || declared.type === 'ClassDeclaration') return declared.id == null ? [] : [declared.id.name];
  return declaredInside(declared);
}

/** The range with the parentheses directly around it, which a name in its place does not need. */
export function withParentheses({ text }: Code, range: Range): Range {
  const before = /\(\s*$/.exec(text.slice(0, range.start));
  const after = /^\s*\)/.exec(text.slice(range.end));
  if (before === null || after === null || /[\w$)\]>]\s*$/.test(text.slice(0, before.index))) return range;
  return { start: before.index, end: range.end + after[0].length };
}

/** A name the file does not use yet: the wished one, or with a number behind it. */
export function freshName(taken: ReadonlySet<string>, wish: string): string {
  if (!taken.has(wish) && !RESERVED.has(wish)) return wish;
  for (let number = 2; ; number++) if (!taken.has(`${wish}${number}`)) return `${wish}${number}`;
}

/**
 * Fixes of two findings may be applied together, each unaware of the other: a name that both would declare in one function
 * is told apart by how many such places stand before. `ordinal` counts them.
 */
export function claimName(taken: ReadonlySet<string>, wish: string, ordinal: number): string {
  const name = taken.has(wish) ? `loaded${wish.charAt(0).toUpperCase()}${wish.slice(1)}` : wish;
  return freshName(taken, ordinal === 0 ? name : `${name}${ordinal + 1}`);
}

const RESERVED: ReadonlySet<string> = new Set(['arguments', 'await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'default', 'delete', 'do', 'else', 'enum', 'export', 'for', 'function', 'if', 'import', 'in', 'interface', 'let', 'new', 'package', 'return', 'static', 'switch', 'this', 'throw', 'try', 'type', 'typeof', 'var', 'void', 'while', 'with', 'yield']);

/** One file as a fixer sees it: text, tree, style and comments, read once and handed to the edit builders. */
import type { FixContext } from '../../engine/rule';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { rangeOf } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import { commentsOf } from './comments';
import type { Style } from './style';
import { styleOf } from './style';
import { namesIn, someInside } from './tree';

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

export function readCode({ path, text, tree }: FixContext): Code {
  const program = tree as TSESTree.Program;
  const verbatim: Range[] = [];
  someInside(program, (node) => {
    if (node.type === 'TemplateElement') verbatim.push(rangeOf(node));
    return false;
  }, 'enter');
  return { path, text, program, style: styleOf(text, program), comments: commentsOf(text, program), verbatim, names: namesIn(program) };
}

export function sourceOf(code: Code, node: Node): string {
  const { start, end } = rangeOf(node);
  return code.text.slice(start, end);
}

export function commentsWithin({ comments }: Code, range: Range): Range[] {
  return comments.filter((comment) => range.start <= comment.start && comment.end <= range.end);
}

/** A name the file does not use yet: the wished one, or with a number behind it. */
export function freshName(taken: ReadonlySet<string>, wish: string): string {
  if (!taken.has(wish) && !RESERVED.has(wish)) return wish;
  for (let number = 2; ; number++) if (!taken.has(`${wish}${number}`)) return `${wish}${number}`;
}

const RESERVED: ReadonlySet<string> = new Set(['arguments', 'await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'default', 'delete', 'do', 'else', 'enum', 'export', 'for', 'function', 'if', 'import', 'in', 'interface', 'let', 'new', 'package', 'return', 'static', 'switch', 'this', 'throw', 'try', 'type', 'typeof', 'var', 'void', 'while', 'with', 'yield']);

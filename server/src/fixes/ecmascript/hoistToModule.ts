/** Moves `const x = …` out of a function to the top level of its module. Knows no libraries. */
import type { TextEdit } from '../../text/edits';
import { patternNames } from '../../languages/ecmascript/scopes';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { isFunctionNode, rangeOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import type { Code } from './code';
import { commentsWithin, sourceOf } from './code';
import { attachedComments, movedText } from '../lines';
import { removalOf } from './layout';
import type { Place, StatementPlace } from './tree';
import { collect, functionAround, namesIn, onlyDeclarator, someInside, statementAround } from './tree';

export interface Declared {
  readonly name: string;
  readonly statement: StatementPlace;
  readonly declarator: TSESTree.VariableDeclarator & { readonly init: Node };
}

/** The `const` of a function's own statements that holds this expression, perhaps awaited, and nothing more. */
export function constantOf(place: Place): Declared | undefined {
  const statement = statementAround(place);
  const declared = statement === undefined ? undefined : onlyDeclarator(statement.node);
  if (statement === undefined || declared === undefined || declared.declaration.kind !== 'const' || functionAround(statement) === undefined) return undefined;
  const { declarator } = declared;
  const init = unwrap(declarator.init);
  const whole = init.type === 'AwaitExpression' ? unwrap(init.argument) : init;
  return whole === place.node && declarator.id.type === 'Identifier' ? { name: declarator.id.name, statement, declarator } : undefined;
}

/**
 * Undefined when the value uses something of the function, or a name of the module that may change or is taken. `value` is the
 * text the constant gets at its new place, its own when left out.
 */
export function hoistToModule(code: Code, { name, statement, declarator }: Declared, value?: string): TextEdit[] | undefined {
  const { program, text, style } = code;
  const { init } = declarator;
  if (usesOwn(statement, init)) return undefined;
  const used = namesIn(declarator);
  used.delete(name);
  const last = lastNeeded(program, used);
  if (last === undefined) return undefined;
  const attached = attachedComments(code, rangeOf(statement.node));
  const moved = value === undefined ? movedText(code, attached.range, '') : replacedText(code, attached.range, rangeOf(init), value);
  if (moved === undefined) return undefined;
  const removal: TextEdit = { range: removalOf(text, attached.range), newText: '' };
  const there = program.body.find((node) => declares(node, name));
  // The same constant was moved before, out of another function: one is enough.
  if (there !== undefined) return sourceOf(code, there) === moved ? [removal] : undefined;
  const anchor = attachedComments(code, rangeOf(last.node)).range.end;
  const gap = last.isImport ? style.newline + style.newline : style.newline;
  return [{ range: { start: anchor, end: anchor }, newText: gap + moved }, removal];
}

function usesOwn(statement: StatementPlace, init: Node): boolean {
  const value = init.type === 'AwaitExpression' ? init.argument : init;
  if (someInside(value, (node) => node.type === 'ThisExpression' || node.type === 'Super' || node.type === 'AwaitExpression' || node.type === 'YieldExpression' || isFunctionNode(node))) return true;
  const used = namesIn(value);
  if (used.has('arguments')) return true;
  for (const ancestor of statement.ancestors) {
    if (!isFunctionNode(ancestor)) continue;
    for (const parameter of ancestor.params) for (const own of patternNames(parameter)) if (used.has(own)) return true;
    for (const declarator of collect(ancestor.body, isDeclarator, 'enter')) for (const own of patternNames(declarator.id)) if (used.has(own)) return true;
    if (someInside(ancestor.body, (node) => (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id !== null && used.has(node.id.name), 'enter')) return true;
    if (someInside(ancestor.body, (node) => node.type === 'CatchClause' && node.param !== null && patternNames(node.param).some((own) => used.has(own)), 'enter')) return true;
    if (ancestor.typeParameters?.params.some((parameter) => used.has(parameter.name.name)) === true) return true;
  }
  return false;
}

function isDeclarator(node: Node): node is TSESTree.VariableDeclarator {
  return node.type === 'VariableDeclarator';
}

interface Anchor {
  readonly node: Node;
  readonly isImport: boolean;
}

/** The statement after which all used names are there; undefined when one of them may change, or when the module has no place. */
function lastNeeded(program: TSESTree.Program, used: ReadonlySet<string>): Anchor | undefined {
  let anchor: Anchor | undefined;
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      anchor = { node, isImport: true };
      continue;
    }
    const inner = node.type === 'ExportNamedDeclaration' && node.declaration !== null ? node.declaration : node;
    if (!namesDeclaredBy(inner).some((name) => used.has(name))) continue;
    // A type costs nothing and is there from the start.
    if (inner.type === 'TSInterfaceDeclaration' || inner.type === 'TSTypeAliasDeclaration') continue;
    if (inner.type === 'VariableDeclaration' && inner.kind !== 'const') return undefined;
    anchor = { node, isImport: false };
  }
  return anchor;
}

function declares(node: Node, name: string): boolean {
  const inner = node.type === 'ExportNamedDeclaration' && node.declaration !== null ? node.declaration : node;
  if (inner.type === 'ImportDeclaration') return inner.specifiers.some(({ local }) => local.name === name);
  return namesDeclaredBy(inner).includes(name);
}

function namesDeclaredBy(node: Node): string[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap(({ id }) => patternNames(id));
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return node.id === null ? [] : [node.id.name];
    default:
      return [];
  }
}

/** The statement with another value; undefined when a comment would be lost. */
function replacedText(code: Code, statement: Range, value: Range, text: string): string | undefined {
  if (commentsWithin(code, value).length > 0) return undefined;
  return code.text.slice(statement.start, value.start) + text + code.text.slice(value.end, statement.end);
}

/** Turns a call that is done at once into one that is awaited, and tells when nobody can notice. Knows no libraries. */
import type { TextEdit } from '../../text/edits';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, isFunctionNode, rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import type { Place } from './tree';
import { functionAround, isPlain, onlyDeclarator, parentOf, someInside, statementAround } from './tree';

/** The call with another callee and an `await` before it; undefined where no `await` can be written. */
export function awaitCall({ text, style }: Code, place: Place<TSESTree.CallExpression>, callee: string): TextEdit[] | undefined {
  const { node } = place;
  if (node.optional || !mayAwait(place)) return undefined;
  const open = needsParentheses(place);
  // Without semicolons a statement that begins with `(` would continue the line before it.
  if (open && style.semicolon === '' && opensStatement(place)) return undefined;
  const edits: TextEdit[] = [{ range: rangeOf(node.callee), newText: `${open ? '(' : ''}await ${callee}` }];
  if (open) edits.push({ range: { start: endOf(node), end: endOf(node) }, newText: ')' });
  // `return(readFileSync(p))` and the like: a keyword before the call must stay a word of its own.
  return /[\w$]/.test(text[startOf(node) - 1] ?? '') ? undefined : edits;
}

/** The function directly around it is asynchronous, and the place belongs to its body: a callback inside it does not wait. */
function mayAwait(place: Place): boolean {
  const owner = functionAround(place);
  if (owner?.async !== true) return false;
  const chain = [...place.ancestors, place.node];
  const inside = chain.slice(chain.indexOf(owner) + 1);
  return inside[0] === owner.body && !inside.some((node) => node.type === 'PropertyDefinition' || node.type === 'StaticBlock');
}

function needsParentheses(place: Place): boolean {
  const parent = parentOf(place);
  const { node } = place;
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node;
    case 'TaggedTemplateExpression':
    case 'TSNonNullExpression':
      return true;
    case 'BinaryExpression':
      return parent.operator === '**' && parent.left === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    default:
      return false;
  }
}

function opensStatement({ node, ancestors }: Place): boolean {
  return ancestors.some((ancestor) => ancestor.type === 'ExpressionStatement' && startOf(ancestor) === startOf(node));
}

/** The call is a statement, or the whole value of a `const` or `let`: nothing is evaluated around it. */
export function standsAlone(place: Place): boolean {
  const statement = statementAround(place);
  if (statement === undefined) return false;
  const { node } = statement;
  if (node.type === 'ExpressionStatement') return node.expression === place.node;
  const declared = onlyDeclarator(node);
  return declared !== undefined && declared.declaration.kind !== 'var' && unwrap(declared.declarator.init) === place.node && isSimplePattern(declared.declarator.id);
}

/** A pattern with defaults or computed keys runs code of its own. */
function isSimplePattern(pattern: Node): boolean {
  return !someInside(pattern, (node) => node.type === 'AssignmentPattern' || (node.type === 'Property' && node.computed));
}

/** An `await` certainly ran before in the same function, so nobody counts on this part running before the call returns. */
export function runsAfterAwait(place: Place): boolean {
  const owner = functionAround(place);
  for (let at = statementAround(place); at !== undefined; at = statementAround({ node: at.ancestors.at(-1) ?? at.node, ancestors: at.ancestors.slice(0, -1) })) {
    if (owner !== functionAround(at)) return false;
    if (at.list.slice(0, at.index).some(isCertainWait)) return true;
    if (at.ancestors.length === 0) return false;
  }
  return false;
}

/** `await f();`, `const x = await f();`. What is no call may be there already. */
function isCertainWait(node: Node | undefined): boolean {
  const declared = node === undefined ? undefined : onlyDeclarator(node);
  const value = node?.type === 'ExpressionStatement' ? node.expression : declared?.declarator.init;
  if (value === undefined || (declared !== undefined && !isSimplePattern(declared.declarator.id))) return false;
  const waiting = unwrap(value);
  return waiting.type === 'AwaitExpression' && unwrap(waiting.argument).type === 'CallExpression';
}

/**
 * The statement directly before is an await and the call's own arguments read only what stays: then waiting here is as if that
 * await had taken longer. No function is written before it that could set names of the function around in the meantime.
 */
export function continuesWait(place: Place<TSESTree.CallExpression>): boolean {
  const statement = statementAround(place);
  const owner = functionAround(place);
  if (statement === undefined || owner === undefined) return false;
  if (!place.node.arguments.every((argument) => isPlain(argument) && !someInside(argument, (node) => node.type === 'ThisExpression' || isFunctionNode(node)))) return false;
  const start = startOf(place.node);
  return isCertainWait(statement.list[statement.index - 1])
    && !someInside(owner.body, (node) => isFunctionNode(node) && (node.type === 'FunctionDeclaration' || startOf(node) < start), 'enter');
}

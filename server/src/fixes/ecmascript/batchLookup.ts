/** One query for all rows before a loop and a Map by key, in place of one query per element. */
import type { TextEdit } from '../../text/edits';
import type { Node } from '../../languages/ecmascript/syntax';
import { endOf, isFunctionNode, rangeOf, startOf } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import { contains } from '../../text/range';
import { addImport } from './addImport';
import type { Code } from './code';
import { claimName, commentsWithin, sourceOf, takenAround, withParentheses } from './code';
import { mayBeTakenOut } from './evaluation';
import { indentAt, opensLine } from '../lines';
import { shiftLines } from './layout';
import type { ElementLoop } from './loopElements';
import { isOutside, mapText, overElements, repeatable } from './loopElements';
import type { Lookup } from './lookups';
import { pluralOf } from './startTogether';
import type { Place } from './tree';
import { allowsAwait, countName, functionAround, isInTryWithHandler, isPlain, parentOf } from './tree';

export interface Batched {
  readonly edits: readonly TextEdit[];
  /** What is loaded: `customers`. */
  readonly rows: string;
  /** The collection must bear being walked over twice. */
  readonly walksTwice: boolean;
  /** Failures are caught per element, and no longer would be. */
  readonly leavesTry: boolean;
}

/** `place` is the awaited call, with its `await` when it has one. `ordinal` counts like queries of the function before it. */
export function batchLookup(code: Code, loop: ElementLoop, place: Place, lookup: Lookup, ordinal: number): Batched | undefined {
  if (!standsDirectlyIn(loop, place) || !mayGoBefore(code, loop)) return undefined;
  if (!lookup.others.every((other) => isPlain(other) && isOutside(loop, other)) && !lookup.others.every((other) => isOutside(loop, other) && isPlainCall(other))) return undefined;
  if (commentsWithin(code, rangeOf(place.node)).length > 0 || hasLongTemplate(code, rangeOf(place.node))) return undefined;
  const key = overElements(code, loop, lookup.key);
  const target = targetOf(code, place, lookup);
  if (key === undefined || target === undefined) return undefined;

  const taken = takenAround(code, loop.statement);
  const edits: TextEdit[] = [];
  const before: string[] = [];
  let collection = sourceOf(code, loop.collection);
  if (!repeatable(loop)) {
    const wish = loop.element.type === 'Identifier' ? pluralOf(loop.element.name) : 'elements';
    const name = claimName(taken, wish, ordinal);
    taken.add(name);
    before.push(`const ${name} = ${collection}${code.style.semicolon}`);
    edits.push({ range: rangeOf(loop.collection), newText: name });
    collection = name;
  }
  const rows = claimName(taken, pluralOf(lookup.row), ordinal);
  taken.add(rows);
  const by = claimName(taken, `${lookup.row}By${capitalised(lookup.field.replace(/^_/, ''))}`, ordinal);
  const row = isSeenBefore(code, loop, lookup.row) ? 'row' : lookup.row;
  const needed = lookup.needs === undefined ? { local: '', edits: [] } : addImport(code, lookup.needs.module, lookup.needs.name);
  const text = (value: string): string => (lookup.asText ? `String(${value})` : value);
  const parameter = code.style.arrowParens ? `(${row})` : row;
  const query = shiftLines(lookup.list(mapText(code, loop, collection, key.text), needed.local), indentAt(code.text, startOf(place.node)), indentAt(code.text, startOf(loop.statement.node)));
  before.push(
    `const ${rows} = await ${query}${code.style.semicolon}`,
    `const ${by} = new Map(${rows}.map(${parameter} => [${text(`${row}.${lookup.field}`)}, ${row}]))${code.style.semicolon}`,
  );

  const start = startOf(loop.statement.node);
  const line = code.style.newline + indentAt(code.text, start);
  edits.push(
    ...needed.edits,
    { range: { start, end: start }, newText: before.map((statement) => statement + line).join('') },
    { range: target.range, newText: target.text(`${by}.get(${text(sourceOf(code, lookup.key))})`) },
  );
  return { edits, rows: pluralOf(lookup.row), walksTwice: !loop.isArray, leavesTry: isInsideTryOf(loop, place) };
}

/** Its lines are data and must not be moved. */
export function hasLongTemplate({ text, verbatim }: Code, range: Range): boolean {
  return verbatim.some((part) => contains(range, part) && /[\r\n]/.test(text.slice(part.start, part.end)));
}

/** Before the statement nothing else may run that now runs earlier, and `await` must be allowed there. */
export function mayGoBefore(code: Code, { statement, place, form }: ElementLoop): boolean {
  return opensLine(code.text, startOf(statement.node)) && allowsAwait(statement, code.path) && (form === 'for-of' || mayBeTakenOut(statement.node, [place.node]));
}

/** In the loop's own body, not in a function that is handed on. */
export function standsDirectlyIn(loop: ElementLoop, place: Place): boolean {
  const owner = functionAround(place);
  return loop.form === 'for-of' ? owner === functionAround(loop.place) : owner !== undefined && owner.body === loop.body;
}

/** The name means something where the loop begins. */
function isSeenBefore(code: Code, loop: ElementLoop, name: string): boolean {
  const owner = functionAround(loop.statement) ?? code.program;
  return countName(owner, name) > countName(loop.place.node, name);
}

function isPlainCall(node: Node): boolean {
  // `dataSource.getRepository(User)`, `db.collection('users')`: gives the same each time.
  return isPlain(node) || (node.type === 'CallExpression' && node.arguments.every(isPlain) && node.callee.type === 'MemberExpression' && isPlainCall(node.callee.object) && /^(getRepository|collection|model|getModel)$/.test(node.callee.property.type === 'Identifier' ? node.callee.property.name : ''));
}

interface Target {
  readonly range: Range;
  readonly text: (found: string) => string;
}

/** Where the row is read, and how it is written there. */
function targetOf(code: Code, place: Place, lookup: Lookup): Target | undefined {
  if (lookup.inList) {
    const parent = parentOf(place);
    // `const [user] = await …` → `const user = …`
    if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'ArrayPattern' || parent.id.typeAnnotation != null) return undefined;
    const [only, ...more] = parent.id.elements;
    if (only?.type !== 'Identifier' || more.length > 0) return undefined;
    return { range: { start: startOf(parent.id), end: endOf(parent) }, text: (found) => `${only.name} = ${found}` };
  }
  return placedRead(code, place, lookup.missing);
}

/** In place of an expression: what a Map gives, as `null` where the call gave `null`. */
export function placedRead(code: Code, place: Place, missing: 'null' | 'undefined'): Target {
  const parent = parentOf(place);
  const own = rangeOf(place.node);
  const wrapped = withParentheses(code, own);
  const isWrapped = wrapped.start !== own.start;
  if ((parent?.type === 'MemberExpression' && parent.optional) || missing === 'undefined') return { range: wrapped, text: (found) => found };
  return { range: own, text: (found) => (isWrapped || parent === undefined || standsAlone(parent, place.node) ? `${found} ?? null` : `(${found} ?? null)`) };
}

/** Takes an operator of any precedence without parentheses. */
function standsAlone(parent: Node, node: Node): boolean {
  switch (parent.type) {
    case 'VariableDeclarator':
    case 'ReturnStatement':
    case 'Property':
    case 'ArrayExpression':
    case 'ExpressionStatement':
      return true;
    case 'AssignmentExpression':
      return parent.right === node;
    case 'CallExpression':
      return parent.callee !== node;
    default:
      return isFunctionNode(parent);
  }
}

export function isInsideTryOf(loop: ElementLoop, place: Place): boolean {
  const depth = place.ancestors.indexOf(loop.form === 'for-of' ? loop.place.node : loop.body);
  return isInTryWithHandler({ node: place.node, ancestors: place.ancestors.slice(Math.max(0, depth)) });
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}


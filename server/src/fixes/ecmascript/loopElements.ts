/**
 * A loop over a collection, whichever way it is written (`for…of`, `map`, `forEach`): what is walked over, what one element
 * is called, where the loop starts. Lets builders say "for all elements at once" before the loop.
 */
import type { FileSummary, LoopId, ValueId } from '../../engine/summary';
import { patternNames } from '../../languages/ecmascript/scopes';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { isFunctionNode, rangeOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import { sourceOf } from './code';
import type { Place, StatementPlace } from './tree';
import { isPath, isPlain, namesIn, onlyDeclarator, placeOf, someInside, statementAround } from './tree';

export interface ElementLoop {
  readonly form: 'for-of' | 'callback';
  readonly place: Place;
  /** The statement before which work for all elements may be put. */
  readonly statement: StatementPlace;
  /** What one element is bound to, without its type. */
  readonly element: Node;
  readonly collection: Node;
  readonly body: Node;
  /** `map`, `forEach`; empty for `for…of`. */
  readonly method: string;
  /** The collection is an array by its type or by how it was made. */
  readonly isArray: boolean;
}

/** Undefined for loops that are counted, walk over keys, or call a function given by name. */
export function elementLoop(code: Code, summary: FileSummary, id: LoopId): ElementLoop | undefined {
  const loop = summary.loops[id];
  if (loop === undefined) return undefined;
  if (loop.kind === 'for-of') {
    const place = placeOf(code.program, loop.range, 'ForOfStatement');
    const statement = place === undefined ? undefined : statementAround(place);
    if (place === undefined || statement?.node !== place.node || place.node.await) return undefined;
    const { left, right, body } = place.node;
    if (left.type !== 'VariableDeclaration') return undefined;
    const element = left.declarations[0]?.id;
    return element === undefined ? undefined : { form: 'for-of', place, statement, element, collection: right, body, method: '', isArray: isArrayValue(summary, loop.iterated) };
  }
  if (loop.kind !== 'callback' || !/^(map|forEach|flatMap)$/.test(loop.method)) return undefined;
  const place = placeOf(code.program, loop.range, 'CallExpression');
  const statement = place === undefined ? undefined : statementAround(place);
  if (place === undefined || statement === undefined) return undefined;
  const callee = unwrap(place.node.callee);
  const [callback, ...more] = place.node.arguments;
  if (callee.type !== 'MemberExpression' || callee.computed || more.length > 0 || callback === undefined || !isFunctionNode(callback)) return undefined;
  const [element] = callback.params;
  // `Array.from(xs, f)` and `lodash.map(xs, f)` name the collection elsewhere.
  if (element === undefined || callback.params.length !== 1) return undefined;
  return { form: 'callback', place, statement, element, collection: callee.object, body: callback.body, method: loop.method, isArray: true };
}

const MAKES_ARRAY = /^(map|filter|slice|sort|toSorted|concat|flat|flatMap|split|from|findMany|findAll|getMany|findBy|toArray|reverse|toReversed|splice)$/;

/** Of Mongoose and TypeORM; an array's own `find` gives one element and is not awaited. */
const FINDS_MANY = /\.find(\(.*\)\.(lean|exec|sort|limit|skip|select|populate))?$/;

function isArrayValue(summary: FileSummary, id: ValueId): boolean {
  let at = id;
  let awaited = false;
  for (let hops = 0; hops < 8; hops++) {
    const value = summary.values[at];
    switch (value?.kind) {
      case 'array':
        return true;
      case 'typed':
        if (isArrayType(summary, value.type)) return true;
        at = value.of;
        break;
      case 'parameter': {
        const type = summary.functions[value.function]?.parameters[value.index]?.type ?? -1;
        return isArrayType(summary, type);
      }
      case 'awaited':
        at = value.of;
        awaited = true;
        break;
      case 'result': {
        const site = summary.sites[value.site];
        return site !== undefined && (MAKES_ARRAY.test(site.name) || (awaited && FINDS_MANY.test(site.text)) || /^Object\.(keys|values|entries)$/.test(site.text));
      }
      default:
        return false;
    }
  }
  return false;
}

function isArrayType(summary: FileSummary, id: ValueId): boolean {
  const type = summary.values[id];
  const name = type?.kind === 'type' ? summary.values[type.name] : undefined;
  return name?.kind === 'global' && (name.name === 'Array' || name.name === 'ReadonlyArray');
}

/** An expression of the loop's body said for any element: over the element's own names and what stands outside the loop. */
export interface ElementExpression {
  readonly node: Node;
  /** `order.customerId`; for a local constant of the body, what it is set to. */
  readonly text: string;
}

/** Undefined when the expression calls something, or uses names of the body other than one constant that is plain itself. */
export function overElements(code: Code, loop: ElementLoop, node: Node): ElementExpression | undefined {
  if (!isPlain(node)) return undefined;
  const inner = unwrap(node);
  if (inner.type === 'Identifier') {
    const constant = constantOfBody(loop, inner.name);
    if (constant !== undefined) return overElements(code, loop, constant);
  }
  const own = new Set(patternNames(loop.element));
  const names = namesIn(node);
  const declared = declaredInBody(loop);
  if ([...names].some((name) => !own.has(name) && declared.has(name)) || ![...names].some((name) => own.has(name))) return undefined;
  return { node, text: sourceOf(code, node) };
}

/** Uses nothing that the loop declares: may be said before it. */
export function isOutside(loop: ElementLoop, node: Node): boolean {
  const names = namesIn(node);
  const declared = declaredInBody(loop);
  return ![...names].some((name) => declared.has(name)) && !patternNames(loop.element).some((name) => names.has(name));
}

function declaredInBody({ body }: ElementLoop): Set<string> {
  const names = new Set<string>();
  someInside(body, (node) => {
    if (node.type === 'VariableDeclarator') for (const name of patternNames(node.id)) names.add(name);
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id !== null) names.add(node.id.name);
    if (isFunctionNode(node)) for (const parameter of node.params) for (const name of patternNames(parameter)) names.add(name);
    return false;
  }, 'enter');
  return names;
}

function constantOfBody({ body }: ElementLoop, name: string): Node | undefined {
  if (body.type !== 'BlockStatement') return undefined;
  for (const statement of body.body) {
    const only = onlyDeclarator(statement);
    if (only?.declaration.kind === 'const' && only.declarator.id.type === 'Identifier' && only.declarator.id.name === name) return only.declarator.init;
  }
  return undefined;
}

/** The element's pattern as a parameter, without its type: `(order)`, `({ id })`. */
export function parameterText(code: Code, { element }: ElementLoop, style: 'always' | 'bare' = 'bare'): string {
  const annotated = element as TSESTree.Identifier;
  const end = annotated.typeAnnotation == null ? rangeOf(element).end : rangeOf(annotated.typeAnnotation).start;
  const text = code.text.slice(rangeOf(element).start, end).trimEnd();
  return element.type === 'Identifier' && !code.style.arrowParens && style === 'bare' ? text : `(${text})`;
}

/** `orders.map((order) => order.id)`; the collection itself when the expression is the element; `Array.from` for what may be no array. */
export function mapText(code: Code, loop: ElementLoop, collection: string, expression: string): string {
  if (loop.element.type === 'Identifier' && expression === loop.element.name) return loop.isArray ? collection : `[...${collection}]`;
  const arrow = `${narrowParameter(code, loop, expression)} => ${expression.startsWith('{') ? `(${expression})` : expression}`;
  return loop.isArray ? `${collection}.map(${arrow})` : `Array.from(${collection}, ${arrow})`;
}

/** Of a destructured element only the name that is used. */
function narrowParameter(code: Code, loop: ElementLoop, expression: string): string {
  const { element } = loop;
  if (element.type !== 'ObjectPattern' || element.properties.some((property) => property.type !== 'Property' || !property.shorthand || property.value.type !== 'Identifier')) return parameterText(code, loop);
  const used = patternNames(element).filter((name) => new RegExp(`(^|[^.\\w$])${name.replaceAll('$', '\\$')}\\b`).test(expression));
  const { braceSpace } = code.style;
  return `({${braceSpace}${used.join(', ')}${braceSpace}})`;
}

/** The collection may be written a second time without a thought. */
export function repeatable(loop: ElementLoop): boolean {
  return isPath(loop.collection);
}

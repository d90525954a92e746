/** Expressions: what they evaluate to, which calls, awaits and loops (comprehensions) they hold. */
import type { AwaitId, AwaitSummary, CallSite, SiteId, Value, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Range } from '../../text/range';
import { at, awaitsSince, decidingReads, deeper, either, fieldBinding, logRead, NOTHING, observed, readsSince, reference, shortText, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import { markSiblings, recordAwait } from '../awaits';
import { lookUp } from '../scope';
import type { MutableBinding } from '../tables';
import { lowerCall } from './lowerCalls';
import { lowerComprehension } from './lowerComprehensions';
import { lastName, lowerFunction } from './lowerDefinitions';
import { bindTarget } from './lowerStatements';
import type { PyNode } from './tree';
import { fieldOf, fieldsOf, rangeOf, stringValue, unwrap } from './tree';

export type Use = CallSite['use'];

const MOST_KEPT = 6;

export function lowerExpression(lowering: Lowering, node: PyNode, use: Use = 'value'): ValueId {
  const { tables, text } = lowering;
  switch (node.type) {
    case 'identifier':
      return reference(lowering, text.slice(node.start, node.end));
    case 'true': case 'false':
      return tables.value({ kind: 'boolean', value: node.type === 'true' });
    case 'none':
      return tables.value({ kind: 'null' });
    case 'integer': case 'float': {
      const number = Number(text.slice(node.start, node.end).replaceAll('_', ''));
      return Number.isFinite(number) ? tables.value({ kind: 'number', value: number }) : UNKNOWN;
    }
    case 'string': {
      const plain = stringValue(node, text);
      if (plain !== undefined) return tables.value({ kind: 'string', value: plain });
      for (const part of node.children) if (part.type === 'interpolation') for (const inner of part.children) lowerExpression(lowering, inner);
      return tables.value(formatted(lowering, node));
    }
    case 'concatenated_string':
      return node.children.filter(({ type }) => type === 'string').map((child) => lowerExpression(lowering, child)).reduce((left, right) => joined(lowering, left, right));
    case 'binary_operator': {
      const left = fieldOf(node, 'left');
      const right = fieldOf(node, 'right');
      if (left === undefined || right === undefined) return UNKNOWN;
      const [first, second] = [lowerExpression(lowering, left), lowerExpression(lowering, right)];
      return text.slice(left.end, right.start).trim() === '+' ? joined(lowering, first, second) : UNKNOWN;
    }
    case 'parenthesized_expression':
      return lowerExpression(lowering, unwrap(node), use);
    case 'attribute':
      return lowerAttribute(lowering, node, 'value');
    case 'call':
      return lowerCall(lowering, node, use);
    case 'await': {
      const operand = node.children[0];
      return operand === undefined ? UNKNOWN : lowerAwait(lowering, operand, rangeOf(node), 'await');
    }
    case 'yield': {
      const operand = node.children[0];
      if (operand === undefined) return UNKNOWN;
      if (isCoroutine(lowering)) return lowerAwait(lowering, operand, rangeOf(node), 'yield');
      return /^yield\s+from\b/.test(text.slice(node.start, operand.start)) ? lowerIterated(lowering, operand) : lowerExpression(lowering, operand);
    }
    case 'lambda':
      return lowerFunction(lowering, node);
    case 'list': case 'tuple': case 'set': case 'expression_list':
      return lowerList(lowering, node);
    case 'dictionary':
      return lowerDictionary(lowering, node);
    case 'list_comprehension': case 'set_comprehension': case 'dictionary_comprehension': case 'generator_expression':
      return lowerComprehension(lowering, node, use);
    case 'conditional_expression': {
      const [consequent, condition, alternative] = node.children.filter((child) => child.type !== 'comment');
      const test = observed(lowering, () => (condition === undefined ? UNKNOWN : lowerTest(lowering, condition)));
      return at(lowering, deeper(lowering, test), () => either(lowering, [consequent, alternative].flatMap((part) => (part === undefined ? [] : [lowerExpression(lowering, part, use)]))));
    }
    case 'boolean_operator': {
      const left = fieldOf(node, 'left');
      const right = fieldOf(node, 'right');
      const first = observed(lowering, () => (left === undefined ? UNKNOWN : lowerExpression(lowering, left)));
      const second = at(lowering, deeper(lowering, first), () => (right === undefined ? UNKNOWN : lowerExpression(lowering, right, use)));
      return either(lowering, [first.result, second]);
    }
    case 'named_expression': {
      const name = fieldOf(node, 'name');
      const value = fieldOf(node, 'value');
      if (name === undefined || value === undefined) return UNKNOWN;
      const found = observed(lowering, () => lowerExpression(lowering, value, 'assigned'));
      bindTarget(lowering, name, found.result, { range: rangeOf(node), reads: found.reads, awaits: found.awaits, kind: 'assign' });
      return found.result;
    }
    case 'subscript': {
      const object = fieldOf(node, 'value');
      const of = object === undefined ? UNKNOWN : lowerExpression(lowering, object);
      for (const part of fieldsOf(node, 'subscript')) lowerExpression(lowering, part);
      return tables.value({ kind: 'element', of });
    }
    case 'not_operator':
      for (const child of node.children) lowerTest(lowering, child);
      return UNKNOWN;
    case 'comparison_operator': {
      const asks = asksForAny(lowering, node);
      for (const child of node.children) lowerExpression(lowering, child, asks ? 'tested' : 'value');
      return UNKNOWN;
    }
    case 'unary_operator': {
      const [operand] = node.children;
      const value = operand === undefined ? UNKNOWN : lowerExpression(lowering, operand);
      const number = tables.valueAt(value);
      return number.kind === 'number' && text.startsWith('-', node.start) ? tables.value({ kind: 'number', value: -number.value }) : UNKNOWN;
    }
    case 'list_splat': case 'dictionary_splat':
      for (const child of node.children) lowerExpression(lowering, child);
      return UNKNOWN;
    default:
      for (const child of node.children) if (child.type !== 'comment') lowerExpression(lowering, child);
      return UNKNOWN;
  }
}

/** `f"SELECT id FROM {table} ORDER BY id"` */
function formatted({ text }: Lowering, { children }: PyNode): Value {
  const first = children.find(({ type }) => type === 'string_content' || type === 'interpolation');
  const [hole, ...more] = children.filter(({ type }) => type === 'interpolation');
  const end = children.at(-1);
  const head = first?.type === 'string_content' ? text.slice(first.start, first.end) : '';
  return { kind: 'text', head, ...(hole === undefined || more.length > 0 || end?.type !== 'string_end' ? {} : { tail: text.slice(hole.end, end.start) }) };
}

/** Texts behind each other, with `+` or without. What begins with a text is one as a whole, whatever is added. */
function joined({ tables }: Lowering, left: ValueId, right: ValueId): ValueId {
  const [first, second] = [tables.valueAt(left), tables.valueAt(right)];
  if (first.kind === 'string') {
    if (second.kind === 'string') return tables.value({ kind: 'string', value: first.value + second.value });
    return tables.value(second.kind === 'text' ? { ...second, head: first.value + second.head } : { kind: 'text', head: first.value, tail: '' });
  }
  if (first.kind !== 'text') return UNKNOWN;
  return tables.value(second.kind === 'string' && first.tail !== undefined ? { ...first, tail: first.tail + second.value } : { kind: 'text', head: first.head });
}

/** Twisted's and Tornado's generators wait at each `yield`. */
function isCoroutine(lowering: Lowering): boolean {
  const { tables, place } = lowering;
  return tables.functions[place.function]?.decorators.some((decorator) => /^(inlineCallbacks|coroutine|asynchronous)$/.test(lastName(lowering, decorator))) === true;
}

/** `value`: read; `callee`: about to be called; `write`: the target of an assignment. */
/** `recorded`: the read has a site of the caller's. */
export function lowerAttribute(lowering: Lowering, node: PyNode, access: 'value' | 'callee' | 'write' | 'recorded'): ValueId {
  const { tables, text } = lowering;
  const object = fieldOf(node, 'object');
  const attribute = fieldOf(node, 'attribute');
  if (object === undefined || attribute === undefined) return UNKNOWN;
  const name = text.slice(attribute.start, attribute.end);
  if (isSelf(lowering, object)) {
    if (access !== 'write') logRead(lowering, fieldBinding(lowering, name));
    return tables.value({ kind: 'member', of: tables.value({ kind: 'this', class: lowering.place.class }), name });
  }
  const mark = lowering.readLog.length;
  const of = lowerExpression(lowering, object, access === 'callee' ? 'chained' : 'value');
  const value = tables.value({ kind: 'member', of, name });
  if ((access === 'value' || access === 'callee') && isRowLike(lowering, object)) recordRead(lowering, node, value, name, mark, access === 'callee' ? 'chained' : 'value');
  return value;
}

export function isSelf(lowering: Lowering, node: PyNode): boolean {
  if (node.type !== 'identifier' || lowering.place.class === NONE) return false;
  const binding = lookUp(lowering.place.scope, lowering.text.slice(node.start, node.end));
  const [value] = binding === undefined ? [] : (lowering.tables.bindings[binding]?.assigned ?? []);
  return value !== undefined && lowering.tables.valueAt(value).kind === 'this';
}

/** Reading an attribute of an element of a loop, or of such an attribute, may load a relation. */
function isRowLike(lowering: Lowering, object: PyNode): boolean {
  let at = object;
  for (let hops = 0; at.type === 'attribute' && hops < 4; hops++) at = fieldOf(at, 'object') ?? at;
  if (at.type !== 'identifier') return false;
  const binding = lookUp(lowering.place.scope, lowering.text.slice(at.start, at.end));
  const found = binding === undefined ? undefined : lowering.tables.bindings[binding];
  return found !== undefined && (found.kind === 'element' || (found.kind === 'parameter' && mayBeGivenRow(lowering, found)));
}

/** What a framework gives a method for each row comes first: `get_total(self, obj)`, `item_title(self, item)`, `resolve_total(order, info)`. */
function mayBeGivenRow({ place, tables }: Lowering, { name, assigned }: MutableBinding): boolean {
  if (name === 'obj') return true;
  const value = place.class === NONE || NO_ROW.test(name) ? undefined : tables.valueAt(assigned[0] ?? UNKNOWN);
  return value?.kind === 'parameter' && value.function === place.function && value.index <= 1;
}

const NO_ROW = /^_?(request|req|info|context|ctx|kwargs|args|data|attrs|validated_data|queryset|qs|form|event|value|response|config|options|path|name|session|client|db|cls|message|msg|text|node|key|url|parser)$/;

export function recordRead(lowering: Lowering, node: PyNode, value: ValueId, name: string, mark: number, use: Use): SiteId {
  const { place, tables } = lowering;
  return tables.sites.push({
    kind: 'read', range: rangeOf(node), callee: value, text: shortText(lowering, rangeOf(node)), name, nameRange: rangeOf(node), arguments: NOTHING, argumentRanges: [],
    calleeReads: readsSince(lowering, mark), argumentReads: NOTHING, function: place.function, loop: place.loop, await: NONE, use, try: place.try, conditions: place.depth,
    conditionReads: decidingReads(lowering),
  }) - 1;
}

/** Gone through, listed, measured: what a lazy query runs at. A call says so itself; a name or attribute gets a site for it. */
export function lowerIterated(lowering: Lowering, node: PyNode): ValueId {
  const inner = unwrap(node);
  if (inner.type !== 'identifier' && inner.type !== 'attribute') return lowerExpression(lowering, inner, 'iterated');
  const mark = lowering.readLog.length;
  const value = inner.type === 'attribute' ? lowerAttribute(lowering, inner, 'recorded') : lowerExpression(lowering, inner);
  const name = inner.type === 'attribute' ? (fieldOf(inner, 'attribute') ?? inner) : inner;
  recordRead(lowering, inner, value, lowering.text.slice(name.start, name.end), mark, 'iterated');
  return value;
}

/** A condition: of what it names or calls, only whether there is something is asked. */
export function lowerTest(lowering: Lowering, node: PyNode): ValueId {
  const inner = unwrap(node);
  if (inner.type === 'boolean_operator') {
    const left = fieldOf(inner, 'left');
    const right = fieldOf(inner, 'right');
    const first = observed(lowering, () => (left === undefined ? UNKNOWN : lowerTest(lowering, left)));
    const second = at(lowering, deeper(lowering, first), () => (right === undefined ? UNKNOWN : lowerTest(lowering, right)));
    return either(lowering, [first.result, second]);
  }
  if (inner.type !== 'identifier') return lowerExpression(lowering, inner, 'tested');
  const mark = lowering.readLog.length;
  const value = lowerExpression(lowering, inner);
  if (holdsResult(lowering, inner)) recordRead(lowering, inner, value, lowering.text.slice(inner.start, inner.end), mark, 'tested');
  return value;
}

/** Other names have nothing to run when they are tested, and there are many of them. */
function holdsResult({ place, tables, text }: Lowering, name: PyNode): boolean {
  const binding = lookUp(place.scope, text.slice(name.start, name.end));
  const last = binding === undefined ? undefined : tables.bindings[binding]?.assigned.at(-1);
  return last !== undefined && tables.valueAt(last).kind === 'result';
}

/** `n > 0`, `n != 0`, `n == 0`, `n >= 1`, `n < 1`. */
function asksForAny({ text }: Lowering, { children }: PyNode): boolean {
  const [left, right] = children;
  if (left === undefined || right === undefined || children.length !== 2 || right.type !== 'integer') return false;
  return /^\s*((>|!=|==|<=)\s*0|(>=|<)\s*1)$/.test(text.slice(left.end, right.end));
}

export function lowerAwait(lowering: Lowering, operand: PyNode, range: Range, kind: AwaitSummary['kind']): ValueId {
  return recordAwait(lowering, kind, range, (mark) => {
    const inner = unwrap(operand);
    const value = inner.type === 'attribute' ? lowerAttribute(lowering, inner, 'recorded') : lowerExpression(lowering, inner, 'awaited');
    const site = lowering.siteOf.get(inner) ?? NONE;
    if (site !== NONE || inner.type !== 'attribute') return { value, site };
    return { value, site: recordRead(lowering, inner, value, lowering.text.slice(inner.start, inner.end).split('.').at(-1) ?? '', mark, 'awaited') };
  });
}

function lowerList(lowering: Lowering, node: PyNode): ValueId {
  const { tables } = lowering;
  const elements: ValueId[] = [];
  const groups: (readonly AwaitId[])[] = [];
  let length = 0;
  for (const child of node.children) {
    if (child.type === 'comment') continue;
    const mark = tables.awaits.length;
    const value = lowerExpression(lowering, child);
    if (child.type === 'list_splat') length = NONE;
    else if (length !== NONE) length++;
    if (elements.length < MOST_KEPT) elements.push(value);
    if (unwrap(child).type === 'await') groups.push(awaitsSince(lowering, mark));
  }
  markSiblings(lowering, groups, 'array', rangeOf(node));
  return tables.value({ kind: 'array', elements, length });
}

function lowerDictionary(lowering: Lowering, node: PyNode): ValueId {
  const { tables, text } = lowering;
  const properties: Record<string, ValueId> = Object.create(null) as Record<string, ValueId>;
  const groups: (readonly AwaitId[])[] = [];
  let open = false;
  for (const pair of node.children) {
    const key = fieldOf(pair, 'key');
    const entry = fieldOf(pair, 'value');
    if (key === undefined || entry === undefined) {
      if (pair.type !== 'comment') lowerExpression(lowering, pair);
      open = true;
      continue;
    }
    const name = stringValue(key, text);
    if (name === undefined) lowerExpression(lowering, key);
    const mark = tables.awaits.length;
    const value = lowerExpression(lowering, entry);
    if (unwrap(entry).type === 'await') groups.push(awaitsSince(lowering, mark));
    if (name === undefined) open = true;
    else properties[name] = value;
  }
  markSiblings(lowering, groups, 'object', rangeOf(node));
  return tables.value({ kind: 'object', properties, open });
}


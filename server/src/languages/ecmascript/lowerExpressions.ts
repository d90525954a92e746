/** Expressions: what they evaluate to, which calls and awaits they hold, which names they read and write. */
import type { AwaitId, AwaitSummary, CallSite, Flow, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Range } from '../../text/range';
import { lowerCall, promiseSource } from './lowerCalls';
import { lowerClass, lowerFunction } from './lowerFunctions';
import { assign, at, awaitsSince, decidingReads, deeper, either, fieldBinding, fieldDraft, logRead, NOTHING, observed, readsSince, recordExit, recordFlow, recordUse, reference, shortText, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import { markSiblings, recordAwait } from '../awaits';
import { bindPattern } from './lowerStatements';
import { lowerType } from './lowerTypes';
import { lookUp } from '../scope';
import { patternNames } from './scopes';
import { forEachChild, isFunctionNode, keyName, rangeOf, unwrap } from './syntax';
import type { Node, TSESTree } from './syntax';

export type Use = CallSite['use'];

const MOST_KEPT_ELEMENTS = 6;
const MOST_KEPT_PROPERTIES = 24;

export function lowerExpression(lowering: Lowering, node: Node, use: Use = 'value'): ValueId {
  const { tables } = lowering;
  switch (node.type) {
    case 'Identifier':
      return reference(lowering, node.name);
    case 'Literal':
      if (typeof node.value === 'string') return tables.value({ kind: 'string', value: node.value });
      if (typeof node.value === 'number') return tables.value({ kind: 'number', value: node.value });
      if (typeof node.value === 'boolean') return tables.value({ kind: 'boolean', value: node.value });
      return node.value === null && !('regex' in node) && !('bigint' in node) ? tables.value({ kind: 'null' }) : UNKNOWN;
    case 'TemplateLiteral': {
      const parts = node.expressions.map((expression) => lowerExpression(lowering, expression));
      return tables.assembled(node.quasis.map(({ value }) => value.cooked ?? ''), parts);
    }
    case 'ThisExpression':
      return lowering.place.class === NONE ? UNKNOWN : tables.value({ kind: 'this', class: lowering.place.class });
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return lowerExpression(lowering, node.expression, use);
    case 'TSAsExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression': {
      const value = lowerExpression(lowering, node.expression, use);
      const type = lowerType(lowering, node.typeAnnotation);
      // `as const`, `as any`, `as unknown` say nothing about where the value comes from.
      return tables.valueAt(type).kind === 'type' && !isConstAssertion(node) ? tables.value({ kind: 'typed', type, of: value }) : value;
    }
    case 'MemberExpression':
      return lowerMemberExpression(lowering, node, 'value');
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return lowerCall(lowering, node, use);
    case 'ImportExpression':
      lowerExpression(lowering, node.source);
      return node.source.type === 'Literal' && typeof node.source.value === 'string' ? tables.value({ kind: 'import', module: node.source.value, name: '*' }) : UNKNOWN;
    case 'AwaitExpression':
      return lowerAwait(lowering, node.argument, rangeOf(node), 'await');
    case 'YieldExpression':
      // A generator hands out; whoever iterates it decides what to wait for.
      if (node.argument !== null && node.argument !== undefined) lowerExpression(lowering, node.argument, 'returned');
      return UNKNOWN;
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return lowerFunction(lowering, node);
    case 'ClassExpression':
      return lowerClass(lowering, node);
    case 'ObjectExpression':
      return lowerObject(lowering, node);
    case 'ArrayExpression':
      return lowerArray(lowering, node, use === 'collected' ? 'collected' : 'value');
    case 'ConditionalExpression': {
      const test = observed(lowering, () => lowerExpression(lowering, node.test));
      return at(lowering, deeper(lowering, test), () => either(lowering, [lowerExpression(lowering, node.consequent, use), lowerExpression(lowering, node.alternate, use)]));
    }
    case 'LogicalExpression': {
      const left = observed(lowering, () => lowerExpression(lowering, node.left, node.operator === '&&' ? 'value' : use));
      const right = at(lowering, deeper(lowering, left), () => lowerExpression(lowering, node.right, use));
      return node.operator === '&&' ? right : either(lowering, [left.result, right]);
    }
    case 'AssignmentExpression':
      return lowerAssignment(lowering, node);
    case 'UpdateExpression':
      return lowerUpdate(lowering, node);
    case 'SequenceExpression':
      return node.expressions.reduce((_, expression) => lowerExpression(lowering, expression), UNKNOWN);
    case 'UnaryExpression':
      // `void f()` starts work nobody waits for.
      lowerExpression(lowering, node.argument, node.operator === 'void' ? 'discarded' : 'value');
      return node.operator === '-' && node.argument.type === 'Literal' && typeof node.argument.value === 'number' ? tables.value({ kind: 'number', value: -node.argument.value }) : UNKNOWN;
    case 'SpreadElement':
      lowerExpression(lowering, node.argument);
      return UNKNOWN;
    case 'JSXElement':
    case 'JSXFragment':
      // Most markup only shows values; handlers and awaits in it are found by their words.
      if (lowering.mayHoldWork(rangeOf(node))) forEachChild(node, (child) => lowerExpression(lowering, child));
      return UNKNOWN;
    default:
      if (node.type.startsWith('TS')) return UNKNOWN;
      forEachChild(node, (child) => {
        if (!child.type.startsWith('TS') || child.type.endsWith('Expression')) lowerExpression(lowering, child);
      });
      return UNKNOWN;
  }
}

function isConstAssertion(node: TSESTree.TSAsExpression | TSESTree.TSTypeAssertion | TSESTree.TSSatisfiesExpression): boolean {
  const type = node.typeAnnotation;
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const';
}

/** `read`: as a value; `write`: as the target of an assignment, which does not read the property. */
export function lowerMemberExpression(lowering: Lowering, node: TSESTree.MemberExpression, access: 'value' | 'callee' | 'write'): ValueId {
  const { tables } = lowering;
  const object = unwrap(node.object);
  const name = keyName(node.property, node.computed);
  if (object.type === 'ThisExpression' && name !== undefined && lowering.place.class !== NONE) {
    if (access !== 'write') logRead(lowering, fieldBinding(lowering, name));
    return tables.value({ kind: 'member', of: tables.value({ kind: 'this', class: lowering.place.class }), name });
  }
  const of = lowerExpression(lowering, node.object, access === 'callee' ? 'chained' : 'value');
  if (name === undefined) {
    lowerExpression(lowering, node.property);
    // `rows[i]`, `byId[key]`: some element of it.
    return tables.value({ kind: 'element', of });
  }
  return tables.value({ kind: 'member', of, name });
}

export function lowerAwait(lowering: Lowering, operand: Node, range: Range, kind: AwaitSummary['kind']): ValueId {
  return recordAwait(lowering, kind, range, (mark) => {
    const value = lowerExpression(lowering, operand, 'awaited');
    return { value, site: siteOfPromise(lowering, operand) ?? awaitedRead(lowering, operand, value, mark) };
  });
}

function siteOfPromise(lowering: Lowering, operand: Node): SiteId | undefined {
  return lowering.siteOf.get(promiseSource(operand));
}

/** `await user.posts`: reading the property starts the work. */
function awaitedRead(lowering: Lowering, operand: Node, value: ValueId, mark: number): SiteId {
  const { place, tables } = lowering;
  const target = unwrap(operand);
  if (target.type !== 'MemberExpression' || target.computed || target.property.type !== 'Identifier') return NONE;
  return tables.sites.push({
    kind: 'read', range: rangeOf(target), callee: value, text: shortText(lowering, rangeOf(target)), name: target.property.name, nameRange: rangeOf(target.property), arguments: NOTHING,
    argumentRanges: [], calleeReads: readsSince(lowering, mark), argumentReads: NOTHING, function: place.function, loop: place.loop, await: NONE, use: 'awaited', try: place.try,
    conditions: place.depth, conditionReads: decidingReads(lowering),
  }) - 1;
}

/** `return x` and expression bodies. */
export function returnValue(lowering: Lowering, argument: Node | null, range: Range): void {
  const { tables, place } = lowering;
  const mark = lowering.readLog.length;
  const awaitMark = tables.awaits.length;
  const value = argument === null ? UNKNOWN : lowerExpression(lowering, argument, 'returned');
  if (argument !== null) {
    const summary = tables.functions[place.function];
    if (summary !== undefined) summary.returns = [...summary.returns, value];
  }
  recordExit(lowering, 'return', range, { reads: readsSince(lowering, mark), awaits: awaitsSince(lowering, awaitMark) });
}

function lowerObject(lowering: Lowering, node: TSESTree.ObjectExpression): ValueId {
  const { tables } = lowering;
  const properties: Record<string, ValueId> = Object.create(null) as Record<string, ValueId>;
  const groups: (readonly AwaitId[])[] = [];
  let open = node.properties.length > MOST_KEPT_PROPERTIES;
  let kept = 0;
  for (const property of node.properties) {
    const mark = tables.awaits.length;
    if (property.type === 'SpreadElement') {
      lowerExpression(lowering, property.argument);
      open = true;
    } else {
      const name = keyName(property.key, property.computed);
      if (name === undefined) lowerExpression(lowering, property.key);
      const value = isFunctionNode(property.value) ? lowerFunction(lowering, property.value, name === undefined ? {} : { name }) : lowerExpression(lowering, property.value);
      if (name === undefined) open = true;
      else if (kept++ < MOST_KEPT_PROPERTIES) properties[name] = value;
      if (waitsItself(property.value)) groups.push(awaitsSince(lowering, mark));
    }
  }
  markSiblings(lowering, groups, 'object', rangeOf(node));
  return tables.value({ kind: 'object', properties, open });
}

export function lowerArray(lowering: Lowering, node: TSESTree.ArrayExpression, use: 'collected' | 'value'): ValueId {
  const { tables } = lowering;
  const groups: (readonly AwaitId[])[] = [];
  const elements: ValueId[] = [];
  let length = node.elements.length;
  for (const element of node.elements) {
    if (element === null) continue;
    const mark = tables.awaits.length;
    if (element.type === 'SpreadElement') {
      lowerExpression(lowering, element.argument, use);
      length = NONE;
    } else {
      const value = lowerExpression(lowering, element, use);
      if (elements.length < MOST_KEPT_ELEMENTS) elements.push(value);
    }
    // `Promise.all([update({ hash: await hash(x) })])`: that await is part of what one element needs.
    const counts = use === 'collected' ? unwrap(element).type === 'AwaitExpression' : waitsItself(element);
    groups.push(counts ? awaitsSince(lowering, mark) : NOTHING);
  }
  markSiblings(lowering, groups, use === 'collected' ? 'concurrent-array' : 'array', rangeOf(node));
  return tables.value({ kind: 'array', elements, length });
}

/** `await f()`, `(await f()).length`: the value is what was waited for, or a part of it. */
export function waitsItself(node: Node): boolean {
  let inner = unwrap(node);
  while (inner.type === 'MemberExpression') inner = unwrap(inner.object);
  return inner.type === 'AwaitExpression';
}

function lowerAssignment(lowering: Lowering, node: TSESTree.AssignmentExpression): ValueId {
  const mark = lowering.readLog.length;
  const awaitMark = lowering.tables.awaits.length;
  const ifAbsent = node.operator === '??=' || node.operator === '||=';
  const name = node.left.type === 'MemberExpression' ? keyName(node.left.property, node.left.computed) : node.left.type === 'Identifier' ? node.left.name : undefined;
  const lower = (): ValueId => (isFunctionNode(node.right) && name !== undefined ? lowerFunction(lowering, node.right, { name }) : lowerExpression(lowering, node.right, 'assigned'));
  const right = ifAbsent ? at(lowering, { depth: lowering.place.depth + 1 }, lower) : lower();
  const compound = node.operator !== '=' && !ifAbsent;
  return assignTo(lowering, node.left, right, { range: rangeOf(node), compound, ifAbsent, mark, awaitMark });
}

interface AssignmentPlace {
  readonly range: Range;
  readonly compound: boolean;
  readonly ifAbsent: boolean;
  readonly mark: number;
  readonly awaitMark: number;
}

export function assignTo(lowering: Lowering, left: Node, value: ValueId, { range, compound, ifAbsent, mark, awaitMark }: AssignmentPlace): ValueId {
  const { place } = lowering;
  const target = unwrap(left);
  if (target.type === 'MemberExpression') {
    const written = observed(lowering, () => lowerMemberExpression(lowering, target, 'write'));
    const object = unwrap(target.object);
    const name = keyName(target.property, target.computed);
    const ownField = object.type === 'ThisExpression' && name !== undefined && place.class !== NONE;
    const root = ownField ? fieldBinding(lowering, name) : rootBinding(lowering, target);
    if (ownField) fieldDraft(lowering, place.class, name).values.push(compound ? UNKNOWN : value);
    recordFlow(lowering, {
      kind: ownField ? 'assign' : 'mutate', range, targets: root === undefined ? [] : [root], path: shortText(lowering, rangeOf(target)),
      reads: without(readsSince(lowering, mark), compound ? undefined : root), awaits: awaitsSince(lowering, awaitMark), ifAbsent, value,
    });
    exportAssignment(lowering, target, value);
    return compound ? written.result : value;
  }
  const names = patternNames(target);
  const targets: number[] = [];
  for (const name of names) {
    const binding = lookUp(place.scope, name);
    if (binding !== undefined) targets.push(binding);
  }
  if (target.type === 'Identifier') {
    if (compound || ifAbsent) for (const binding of targets) recordUse(lowering, binding, 'read');
    for (const binding of targets) assign(lowering, binding, compound ? UNKNOWN : value);
  } else {
    bindPattern(lowering, target, value);
  }
  const reads = readsSince(lowering, mark);
  recordFlow(lowering, {
    kind: compound && isStep(lowering, value) ? 'count' : 'assign', range, targets, path: '', reads: compound ? [...new Set([...reads, ...targets])] : reads,
    awaits: awaitsSince(lowering, awaitMark), ifAbsent, value,
  });
  return value;
}

function isStep(lowering: Lowering, value: ValueId): boolean {
  return lowering.tables.valueAt(value).kind === 'number';
}

function without(reads: readonly number[], root: number | undefined): readonly number[] {
  return root === undefined ? reads : reads.filter((read) => read !== root);
}

/** The variable at the start of `a.b[c].d`. */
export function rootBinding(lowering: Lowering, node: Node): number | undefined {
  let at = unwrap(node);
  while (at.type === 'MemberExpression' || at.type === 'CallExpression') {
    if (at.type === 'MemberExpression' && unwrap(at.object).type === 'ThisExpression') {
      const name = keyName(at.property, at.computed);
      return name === undefined || lowering.place.class === NONE ? undefined : fieldBinding(lowering, name);
    }
    at = unwrap(at.type === 'MemberExpression' ? at.object : at.callee);
  }
  return at.type === 'Identifier' ? lookUp(lowering.place.scope, at.name) : undefined;
}

/** `module.exports = …`, `exports.x = …`, `module.exports.x = …`. */
function exportAssignment(lowering: Lowering, target: TSESTree.MemberExpression, value: ValueId): void {
  const { tables } = lowering;
  const name = keyName(target.property, target.computed);
  if (name === undefined) return;
  const object = unwrap(target.object);
  if (object.type === 'Identifier' && object.name === 'module' && name === 'exports') {
    const assigned = tables.valueAt(value);
    tables.exports.push({ name: 'default', value });
    if (assigned.kind === 'object') for (const [key, property] of Object.entries(assigned.properties)) tables.exports.push({ name: key, value: property });
  } else if ((object.type === 'Identifier' && object.name === 'exports') || isModuleExports(object)) {
    tables.exports.push({ name, value });
  }
}

function isModuleExports(node: Node): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'module' && keyName(node.property, node.computed) === 'exports';
}

function lowerUpdate(lowering: Lowering, node: TSESTree.UpdateExpression): ValueId {
  const target = unwrap(node.argument);
  const mark = lowering.readLog.length;
  lowerExpression(lowering, node.argument);
  const root = rootBinding(lowering, target);
  const targets = root === undefined ? [] : [root];
  if (root !== undefined && target.type === 'Identifier') assign(lowering, root, UNKNOWN);
  const kind: Flow['kind'] = target.type === 'Identifier' || unwrapsToField(target) ? 'count' : 'mutate';
  recordFlow(lowering, { kind, range: rangeOf(node), targets, path: target.type === 'Identifier' ? '' : shortText(lowering, rangeOf(target)), reads: readsSince(lowering, mark), awaits: NOTHING, ifAbsent: false, value: UNKNOWN });
  return UNKNOWN;
}

function unwrapsToField(node: Node): boolean {
  return node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression';
}

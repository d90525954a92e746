/** Functions, lambdas and classes. */
import type { ClassId, FunctionId, FunctionSummary, LoopId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { assign, at, declare, fieldDraft, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import { openScope } from '../scope';
import { lowerExpression } from './lowerExpressions';
import { lowerBlock, lowerImports } from './lowerStatements';
import { lowerAnnotation } from './lowerTypes';
import type { AssignedNames } from './names';
import { assignedNames, targetNames } from './names';
import type { PyNode } from './tree';
import { fieldOf, rangeOf } from './tree';

export interface FunctionPlace {
  readonly decorators?: readonly ValueId[];
  readonly argumentOf?: FunctionSummary['argumentOf'];
  readonly bodyOf?: LoopId;
  readonly keepsLoop?: boolean;
  readonly iterated?: ValueId;
}

export function reserveFunction(lowering: Lowering, node: PyNode): FunctionId {
  const known = lowering.hoisted.get(node);
  if (known !== undefined) return known;
  const range = rangeOf(node);
  const id = lowering.tables.functions.push({
    name: '', kind: 'function', range, nameRange: range, bodyRange: range, parent: lowering.place.function, class: lowering.place.class, async: node.async, generator: false,
    static: false, parameters: [], returns: [], decorators: [], argumentOf: undefined, bodyOf: NONE, directives: [],
  }) - 1;
  lowering.hoisted.set(node, id);
  return id;
}

export function lowerFunction(lowering: Lowering, node: PyNode, place: FunctionPlace = {}): ValueId {
  const { tables, text } = lowering;
  const id = reserveFunction(lowering, node);
  const summary = tables.functions[id];
  const body = fieldOf(node, 'body');
  if (summary === undefined) throw new Error('a function was not reserved');
  const outer = lowering.place;
  const nameNode = fieldOf(node, 'name');
  const name = nameNode === undefined ? '' : text.slice(nameNode.start, nameNode.end);
  const owner = outer.class === NONE ? undefined : tables.classes[outer.class];
  const isMethod = owner !== undefined && contains(owner.range, node) && isDirectMember(lowering, id);
  const decoratorNames = (place.decorators ?? []).map((decorator) => lastName(lowering, decorator));
  Object.assign(summary, {
    name: name === '' ? (place.argumentOf === undefined ? 'lambda' : `callback of ${tables.sites[place.argumentOf.site]?.text ?? 'call'}`) : isMethod ? `${owner.name}.${name}` : name,
    kind: node.type === 'lambda' ? 'arrow' : isMethod ? (name === '__init__' ? 'constructor' : decoratorNames.some((used) => /property$/.test(used)) ? 'getter' : 'method') : 'function',
    nameRange: nameNode === undefined ? summary.nameRange : rangeOf(nameNode), bodyRange: body === undefined ? summary.range : rangeOf(body),
    parent: outer.function, class: outer.class, async: node.async, static: decoratorNames.includes('staticmethod'), decorators: place.decorators ?? [],
    argumentOf: place.argumentOf, bodyOf: place.bodyOf ?? NONE,
  });
  at(lowering, {
    function: id, scope: openScope(functionScope(outer.scope)), loop: place.bodyOf ?? (place.keepsLoop === true ? outer.loop : NONE), statementLoop: NONE, try: NONE, inHandler: false,
    frames: [], depth: 0, breaksSwitch: false, labels: new Map(),
  }, () => {
    lowerParameters(lowering, node, id, isMethod && !decoratorNames.includes('staticmethod'), place);
    if (body === undefined || body.broken) return;
    if (node.type === 'lambda') {
      summary.returns = [lowerExpression(lowering, body, 'returned')];
      return;
    }
    lowerImports(lowering, body);
    declareNames(lowering, assignedNames(body, text));
    summary.generator = yields(body);
    lowerBlock(lowering, body.children);
  });
  return tables.value({ kind: 'function', function: id });
}

/** The body of a class is no scope for the functions in it. */
const CLASS_SCOPES = new WeakSet<object>();

function functionScope(scope: Lowering['place']['scope']): Lowering['place']['scope'] {
  let at = scope;
  while (CLASS_SCOPES.has(at) && at.parent !== undefined) at = at.parent;
  return at;
}

function isDirectMember(lowering: Lowering, id: FunctionId): boolean {
  const { class: owner } = lowering.place;
  return Object.values(lowering.tables.classes[owner]?.methods ?? {}).includes(id);
}

function contains(outer: { readonly start: number; readonly end: number }, inner: PyNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function yields(node: PyNode): boolean {
  return node.children.some((child) => child.type === 'yield' || (child.type !== 'function_definition' && child.type !== 'lambda' && child.type !== 'class_definition' && yields(child)));
}

/** The last name of a decorator: `property` of `@functools.cached_property`. */
export function lastName(lowering: Lowering, decorator: ValueId): string {
  const value = lowering.tables.valueAt(decorator);
  if (value.kind === 'result') return lowering.tables.sites[value.site]?.name ?? '';
  if (value.kind === 'member' || value.kind === 'global') return value.name;
  if (value.kind === 'import') return value.name;
  return value.kind === 'binding' ? (lowering.tables.bindings[value.binding]?.name ?? '') : '';
}

/** Every name of a function or module exists from its first line on. */
export function declareNames(lowering: Lowering, { names, functions, classes }: AssignedNames): void {
  for (const name of names) {
    if (lowering.place.scope.names.has(name)) continue;
    const id = declare(lowering, name, functions.has(name) ? 'function' : classes.has(name) ? 'class' : 'variable', NONE);
    const fn = functions.get(name);
    const owner = classes.get(name);
    if (fn !== undefined) assign(lowering, id, lowering.tables.value({ kind: 'function', function: reserveFunction(lowering, fn) }));
    if (owner !== undefined) assign(lowering, id, lowering.tables.value({ kind: 'class', class: reserveClass(lowering, owner) }));
  }
}

function lowerParameters(lowering: Lowering, node: PyNode, fn: FunctionId, hasSelf: boolean, place: FunctionPlace): void {
  const { tables, text } = lowering;
  const list = fieldOf(node, 'parameters')?.children.filter((child) => child.type !== 'comment') ?? [];
  const parameters: FunctionSummary['parameters'][number][] = [];
  list.forEach((parameter, index) => {
    const target = parameter.type === 'identifier' ? parameter : fieldOf(parameter, 'name') ?? parameter.children.find((child) => child.type === 'identifier' || child.type.endsWith('_splat_pattern') || child.type === 'tuple_pattern');
    if (target === undefined) return;
    const typeNode = fieldOf(parameter, 'type');
    const type = typeNode === undefined ? NONE : lowerAnnotation(lowering, typeNode);
    const fallback = fieldOf(parameter, 'value');
    if (fallback !== undefined) lowerExpression(lowering, fallback);
    const isElement = place.bodyOf !== undefined;
    const plain = hasSelf && index === 0 ? tables.value({ kind: 'this', class: lowering.place.class })
      : isElement && place.iterated !== undefined && index === 0 ? tables.value({ kind: 'element', of: place.iterated }) : tables.value({ kind: 'parameter', function: fn, index });
    const value = type === NONE ? plain : tables.value({ kind: 'typed', type, of: plain });
    let binding = NONE;
    for (const { start, end } of target.type === 'identifier' ? [target] : targetNames(target)) {
      binding = declare(lowering, text.slice(start, end), isElement ? 'element' : 'parameter', place.bodyOf ?? NONE);
      assign(lowering, binding, target.type === 'identifier' ? value : UNKNOWN);
    }
    if (isElement) {
      const loop = tables.loops[place.bodyOf ?? NONE];
      if (loop !== undefined && binding !== NONE) loop.elements = [...loop.elements, binding];
      if (loop !== undefined && index === 0) loop.elementName = text.slice(target.start, target.end);
    }
    parameters.push({ name: target.type === 'identifier' ? text.slice(target.start, target.end) : '', binding: target.type === 'identifier' ? binding : NONE, type });
  });
  const summary = tables.functions[fn];
  if (summary !== undefined) summary.parameters = parameters;
}

export function reserveClass(lowering: Lowering, node: PyNode): ClassId {
  const known = lowering.hoisted.get(node);
  if (known !== undefined) return known;
  const id = lowering.tables.classes.push({ name: '', range: rangeOf(node), extends: NONE, decorators: [], fields: [], methods: {} }) - 1;
  lowering.hoisted.set(node, id);
  return id;
}

export function lowerClass(lowering: Lowering, node: PyNode, decorators: readonly ValueId[] = []): ValueId {
  const { tables, text } = lowering;
  const id = reserveClass(lowering, node);
  const summary = tables.classes[id];
  const body = fieldOf(node, 'body');
  const name = fieldOf(node, 'name');
  if (summary === undefined) throw new Error('a class was not reserved');
  summary.name = name === undefined ? '' : text.slice(name.start, name.end);
  summary.decorators = decorators;
  const bases = fieldOf(node, 'superclasses')?.children.filter((child) => child.type !== 'keyword_argument' && child.type !== 'comment').map((base) => lowerExpression(lowering, base.type === 'subscript' ? (fieldOf(base, 'value') ?? base) : base)) ?? [];
  // Mixins come first as a rule; what the framework gives stands last.
  summary.extends = bases.length === 0 ? NONE : bases.length === 1 ? (bases[0] ?? NONE) : tables.value({ kind: 'either', of: [...bases].reverse().slice(0, 4) });
  if (body === undefined) return tables.value({ kind: 'class', class: id });
  const scope = openScope(lowering.place.scope);
  CLASS_SCOPES.add(scope);
  at(lowering, { class: id, scope, loop: NONE, statementLoop: NONE, frames: [], depth: 0 }, () => {
    const own = assignedNames(body, text);
    const methods: Record<string, FunctionId> = Object.create(null) as Record<string, FunctionId>;
    for (const [method, fn] of own.functions) methods[method] = reserveFunction(lowering, fn);
    summary.methods = { ...methods };
    declareNames(lowering, own);
    for (const child of body.children) if (!child.broken || child.type.endsWith('definition')) lowerMember(lowering, child);
  });
  const fields = lowering.fields.get(id) ?? new Map<string, never>();
  summary.fields = [...fields].map(([field, draft]) => ({ name: field, value: joined(lowering, draft.values), type: draft.type, decorators: draft.decorators }));
  return tables.value({ kind: 'class', class: id });
}

function joined(lowering: Lowering, values: readonly ValueId[]): ValueId {
  const distinct = [...new Set(values)].filter((value) => lowering.tables.valueAt(value).kind !== 'null');
  if (distinct.length === 0 || distinct.length > 4) return UNKNOWN;
  return distinct.length === 1 ? (distinct[0] ?? UNKNOWN) : lowering.tables.value({ kind: 'either', of: distinct });
}

/** `orders = models.ForeignKey(…)`, `id: int = 0`, nested classes and methods. */
function lowerMember(lowering: Lowering, statement: PyNode): void {
  const assignment = statement.type === 'expression_statement' ? statement.children.find((child) => child.type === 'assignment') : undefined;
  if (assignment === undefined) {
    lowerBlock(lowering, [statement]);
    return;
  }
  const left = fieldOf(assignment, 'left');
  const right = fieldOf(assignment, 'right');
  const type = fieldOf(assignment, 'type');
  const value = right === undefined ? UNKNOWN : lowerExpression(lowering, right, 'assigned');
  for (const { start, end } of targetNames(left)) {
    const name = lowering.text.slice(start, end);
    const draft = fieldDraft(lowering, lowering.place.class, name);
    if (right !== undefined) draft.values.push(value);
    if (type !== undefined) draft.type = lowerAnnotation(lowering, type);
    const binding = lowering.place.scope.names.get(name);
    if (binding !== undefined && right !== undefined) assign(lowering, binding, value);
  }
}


/** Functions and classes: parameters, bodies, fields, decorators. */
import type { ClassId, FunctionId, FunctionSummary, LoopId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { assign, at, declare, fieldDraft, shortText, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import { lowerExpression, returnValue } from './lowerExpressions';
import { bindPattern, lowerBlock } from './lowerStatements';
import { lowerAnnotation } from './lowerTypes';
import { openScope } from '../scope';
import { patternNames, varDeclarations } from './scopes';
import type { FunctionNode, Node, TSESTree } from './syntax';
import { isFunctionNode, keyName, rangeOf } from './syntax';

export interface FunctionPlace {
  readonly name?: string;
  readonly kind?: FunctionSummary['kind'];
  readonly static?: boolean;
  readonly decorators?: readonly ValueId[];
  readonly argumentOf?: FunctionSummary['argumentOf'];
  /** The loop whose body it is. */
  readonly bodyOf?: LoopId;
  /** It runs as part of the statement it stands in (`retry(() => …)`, `.then(() => …)`): the loop around still counts. */
  readonly keepsLoop?: boolean;
  /** For `reduce`: which parameter is the element. */
  readonly elementAt?: number;
  readonly iterated?: ValueId;
}

/** Gives the function an id before its body is read, so that calls to a function declared further down resolve. */
export function reserveFunction(lowering: Lowering, node: Node): FunctionId {
  const { tables } = lowering;
  const known = lowering.hoisted.get(node);
  if (known !== undefined) return known;
  const range = rangeOf(node);
  const id = tables.functions.push({
    name: '', kind: 'function', range, nameRange: range, bodyRange: range, parent: lowering.place.function, class: lowering.place.class, async: false, generator: false,
    static: false, parameters: [], returns: [], decorators: [], argumentOf: undefined, bodyOf: NONE, directives: [],
  }) - 1;
  lowering.hoisted.set(node, id);
  return id;
}

export function lowerFunction(lowering: Lowering, node: FunctionNode, place: FunctionPlace = {}): ValueId {
  const { tables } = lowering;
  const id = reserveFunction(lowering, node);
  const summary = tables.functions[id];
  if (summary === undefined) throw new Error('a function was not reserved');
  const outer = lowering.place;
  const name = place.name ?? (node.id?.name ?? '');
  Object.assign(summary, {
    name: name === '' ? anonymousName(lowering, place) : qualified(lowering, name),
    kind: place.kind ?? (node.type === 'ArrowFunctionExpression' ? 'arrow' : 'function'),
    nameRange: node.id === null || node.id === undefined ? summary.nameRange : rangeOf(node.id),
    bodyRange: node.body === null ? summary.range : rangeOf(node.body),
    parent: outer.function, class: outer.class, async: node.async, generator: node.generator === true, static: place.static ?? false,
    decorators: place.decorators ?? [], argumentOf: place.argumentOf, bodyOf: place.bodyOf ?? NONE,
  });
  const loop = place.bodyOf ?? (place.keepsLoop === true ? outer.loop : NONE);
  at(lowering, {
    function: id, scope: openScope(outer.scope), loop, statementLoop: NONE, try: place.keepsLoop === true || place.bodyOf !== undefined ? outer.try : NONE, inHandler: false,
    frames: [], depth: 0, breaksSwitch: false, labels: new Map(),
  }, () => {
    if (node.type === 'FunctionExpression' && node.id !== null) assign(lowering, declare(lowering, node.id.name, 'function'), tables.value({ kind: 'function', function: id }));
    summary.parameters = node.params.map((parameter, index) => lowerParameter(lowering, parameter, id, index, place));
    if (node.body === null || node.body === undefined) return;
    if (node.body.type === 'BlockStatement') {
      summary.directives = directivesOf(node.body.body);
      for (const variable of varDeclarations(node.body)) if (!lowering.place.scope.names.has(variable)) declare(lowering, variable, 'variable');
      lowerBlock(lowering, node.body.body);
    } else {
      returnValue(lowering, node.body, rangeOf(node.body));
    }
  });
  return tables.value({ kind: 'function', function: id });
}

function anonymousName(lowering: Lowering, { argumentOf }: FunctionPlace): string {
  if (argumentOf === undefined) return lowering.place.function === 0 ? 'anonymous function' : `function in ${lowering.tables.functions[lowering.place.function]?.name ?? 'module'}`;
  const site = lowering.tables.sites[argumentOf.site];
  return `callback of ${site?.text ?? 'call'}`;
}

function qualified(lowering: Lowering, name: string): string {
  const owner = lowering.place.class === NONE ? undefined : lowering.tables.classes[lowering.place.class];
  return owner === undefined || owner.name === '' || lowering.tables.functions[lowering.place.function]?.class === lowering.place.class && lowering.place.function !== 0 ? name : `${owner.name}.${name}`;
}

export function directivesOf(statements: readonly Node[]): string[] {
  const found: string[] = [];
  for (const statement of statements) {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'Literal' || typeof statement.expression.value !== 'string') break;
    found.push(statement.expression.value);
  }
  return found;
}

function lowerParameter(lowering: Lowering, node: TSESTree.Parameter, fn: FunctionId, index: number, place: FunctionPlace): FunctionSummary['parameters'][number] {
  const { tables } = lowering;
  let pattern: Node = node;
  let fallback: Node | undefined;
  if (node.type === 'TSParameterProperty') pattern = node.parameter;
  if (pattern.type === 'AssignmentPattern') {
    fallback = pattern.right;
    pattern = pattern.left;
  }
  const rest = pattern.type === 'RestElement';
  const target: Node = pattern.type === 'RestElement' ? pattern.argument : pattern;
  const type = 'typeAnnotation' in pattern ? lowerAnnotation(lowering, pattern.typeAnnotation) : NONE;
  const isElement = place.bodyOf !== undefined && index >= (place.elementAt ?? 0) && index <= (place.elementAt ?? 0) + 1;
  const isItem = isElement && index === (place.elementAt ?? 0);
  const plain = isItem && place.iterated !== undefined && type === NONE ? tables.value({ kind: 'element', of: place.iterated }) : tables.value({ kind: 'parameter', function: fn, index });
  const value = type === NONE ? plain : tables.value({ kind: 'typed', type, of: plain });
  const kind = isElement ? 'element' : 'parameter';
  const loop = place.bodyOf ?? NONE;
  for (const name of patternNames(target)) declare(lowering, name, kind, loop);
  bindPattern(lowering, target, rest ? UNKNOWN : value);
  if (fallback !== undefined) lowerExpression(lowering, fallback);
  if (isElement) {
    const ids = patternNames(target).map((name) => lowering.place.scope.names.get(name) ?? 0);
    const summary = tables.loops[loop];
    if (summary !== undefined) summary.elements = [...summary.elements, ...ids];
    if (isItem && summary !== undefined && target.type === 'Identifier') summary.elementName = target.name;
  }
  if (node.type === 'TSParameterProperty' && target.type === 'Identifier') {
    const draft = fieldDraft(lowering, lowering.place.class, target.name);
    draft.type = type;
    draft.values.push(value);
    draft.decorators = decoratorValues(lowering, node.decorators);
  } else if (node.type === 'Identifier' || node.type === 'AssignmentPattern') {
    for (const decorator of node.decorators ?? []) lowerExpression(lowering, decorator.expression);
  }
  return { name: target.type === 'Identifier' ? target.name : '', binding: target.type === 'Identifier' ? (lowering.place.scope.names.get(target.name) ?? NONE) : NONE, type, ...(rest ? { rest } : {}) };
}

export function decoratorValues(lowering: Lowering, decorators: readonly TSESTree.Decorator[] | undefined): ValueId[] {
  return decorators?.map((decorator) => lowerExpression(lowering, decorator.expression)) ?? [];
}

/** Reserved before its members are read, so that `this` and `new C()` resolve everywhere. */
export function reserveClass(lowering: Lowering, node: Node): ClassId {
  const known = lowering.hoisted.get(node);
  if (known !== undefined) return known;
  const id = lowering.tables.classes.push({ name: '', range: rangeOf(node), extends: NONE, decorators: [], fields: [], methods: {} }) - 1;
  lowering.hoisted.set(node, id);
  return id;
}

export function lowerClass(lowering: Lowering, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name = node.id?.name ?? ''): ValueId {
  const { tables } = lowering;
  const id = reserveClass(lowering, node);
  const summary = tables.classes[id];
  if (summary === undefined) throw new Error('a class was not reserved');
  summary.name = name;
  summary.decorators = decoratorValues(lowering, node.decorators);
  summary.extends = node.superClass === null || node.superClass === undefined ? NONE : lowerExpression(lowering, node.superClass);
  const methods: Record<string, FunctionId> = Object.create(null) as Record<string, FunctionId>;
  at(lowering, { class: id, scope: openScope(lowering.place.scope) }, () => {
    // All methods get ids first: one may call another that stands further down.
    for (const member of node.body.body) {
      const key = memberName(member);
      const fn = memberFunction(member);
      if (key !== undefined && fn !== undefined) methods[key] = reserveFunction(lowering, fn);
    }
    for (const member of node.body.body) lowerMember(lowering, member, id);
  });
  const fields = lowering.fields.get(id) ?? new Map<string, never>();
  summary.fields = [...fields].map(([field, draft]) => ({ name: field, value: joinValues(lowering, draft.values), type: draft.type, decorators: draft.decorators }));
  summary.methods = { ...methods };
  return tables.value({ kind: 'class', class: id });
}

function joinValues(lowering: Lowering, values: readonly ValueId[]): ValueId {
  const distinct = [...new Set(values)].filter((value) => lowering.tables.valueAt(value).kind !== 'null');
  if (distinct.length === 0 || distinct.length > 4) return UNKNOWN;
  return distinct.length === 1 ? (distinct[0] ?? UNKNOWN) : lowering.tables.value({ kind: 'either', of: distinct });
}

function memberName(member: Node): string | undefined {
  return member.type === 'MethodDefinition' || member.type === 'PropertyDefinition' || member.type === 'AccessorProperty' ? keyName(member.key, member.computed) : undefined;
}

function memberFunction(member: Node): FunctionNode | undefined {
  if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return undefined;
  return member.value !== null && isFunctionNode(member.value) ? member.value : undefined;
}

function lowerMember(lowering: Lowering, member: Node, classId: ClassId): void {
  const name = memberName(member) ?? '';
  switch (member.type) {
    case 'MethodDefinition': {
      if (!isFunctionNode(member.value)) return;
      const decorators = decoratorValues(lowering, member.decorators);
      const kind = member.kind === 'constructor' ? 'constructor' : member.kind === 'get' ? 'getter' : member.kind === 'set' ? 'setter' : 'method';
      lowerFunction(lowering, member.value, { name: name === '' ? shortText(lowering, rangeOf(member.key)) : name, kind, static: member.static, decorators });
      return;
    }
    case 'PropertyDefinition':
    case 'AccessorProperty': {
      const draft = fieldDraft(lowering, classId, name);
      draft.decorators = decoratorValues(lowering, member.decorators);
      if (member.typeAnnotation !== undefined) draft.type = lowerAnnotation(lowering, member.typeAnnotation);
      if (member.value === null) return;
      draft.values.push(lowerFieldInitialiser(lowering, member.value, name));
      return;
    }
    case 'StaticBlock':
      at(lowering, { scope: openScope(lowering.place.scope) }, () => lowerBlock(lowering, member.body));
      return;
    default:
  }
}

/** Runs when an instance is made, so it is not code of the enclosing function. */
function lowerFieldInitialiser(lowering: Lowering, node: Node, name: string): ValueId {
  if (isFunctionNode(node)) return lowerFunction(lowering, node, { name, kind: 'method' });
  const id = reserveFunction(lowering, node);
  const summary = lowering.tables.functions[id];
  if (summary !== undefined) {
    summary.name = qualified(lowering, name);
    summary.kind = 'field';
  }
  return at(lowering, { function: id, loop: NONE, statementLoop: NONE, frames: [], depth: 0 }, () => lowerExpression(lowering, node, 'assigned'));
}

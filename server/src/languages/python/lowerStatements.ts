/** Statements: assignments, branches, loops, ways out, imports, and the steps of blocks that wait for something. */
import type { AwaitId, BindingId, Step, TrySummary, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Range } from '../../text/range';
import { assign, at, declare, deeper, fieldBinding, fieldDraft, NOTHING, observed, recordExit, recordFlow, recordUse, shortText, UNKNOWN } from '../lowering';
import type { ConditionFrame, Lowering } from '../lowering';
import { lookUp } from '../scope';
import { lowerSteps, NO_HEAD } from '../steps';
import type { StatementSyntax } from '../steps';
import { lowerClass, lowerFunction } from './lowerDefinitions';
import { isSelf, lowerAttribute, lowerAwait, lowerExpression, lowerIterated, lowerTest } from './lowerExpressions';
import { lowerAnnotation } from './lowerTypes';
import { targetNames } from './names';
import type { PyNode } from './tree';
import { endsInExit, fieldOf, fieldsOf, rangeOf, unwrap } from './tree';

export function lowerBlock(lowering: Lowering, statements: readonly PyNode[]): void {
  lowerSteps(lowering, statements.filter(({ type, broken }) => type !== 'comment' && (!broken || type.endsWith('definition'))), SYNTAX);
}

const SYNTAX: StatementSyntax<PyNode> = {
  lower: lowerStatement,
  isStep: ({ type }) => !/definition$|^import|^future_import|^pass_statement|^global_|^nonlocal_/.test(type),
  isGuard: (statement) => statement.type === 'if_statement' && fieldOf(statement, 'alternative') === undefined && endsInExit(fieldOf(statement, 'consequence')),
  kindOf: stepKind,
  rangeOf,
  definesOf: (_, statement, last) => (stepKind(statement) === 'declare' && last?.kind === 'assign' ? last.targets : NOTHING),
};

function stepKind(statement: PyNode): Exclude<Step['kind'], 'guard'> {
  switch (statement.type) {
    case 'expression_statement': return statement.children.some((child) => child.type === 'assignment') ? 'declare' : 'expression';
    case 'return_statement': case 'raise_statement': case 'break_statement': case 'continue_statement': return 'exit';
    case 'for_statement': case 'while_statement': return 'loop';
    case 'try_statement': return 'try';
    default: return 'branch';
  }
}

export function lowerStatement(lowering: Lowering, statement: PyNode): ConditionFrame {
  switch (statement.type) {
    case 'expression_statement':
      for (const child of statement.children) lowerSimple(lowering, child);
      return NO_HEAD;
    case 'return_statement': {
      const argument = statement.children[0];
      const found = observed(lowering, () => (argument === undefined ? UNKNOWN : lowerExpression(lowering, argument, 'returned')));
      const summary = lowering.tables.functions[lowering.place.function];
      if (argument !== undefined && summary !== undefined) summary.returns = [...summary.returns, found.result];
      recordExit(lowering, 'return', rangeOf(statement), found);
      return NO_HEAD;
    }
    case 'raise_statement': {
      const found = observed(lowering, () => statement.children.forEach((child) => lowerExpression(lowering, child)));
      recordExit(lowering, 'throw', rangeOf(statement), found);
      return NO_HEAD;
    }
    case 'break_statement': case 'continue_statement':
      recordExit(lowering, statement.type === 'break_statement' ? 'break' : 'continue', rangeOf(statement), NO_HEAD);
      return NO_HEAD;
    case 'if_statement':
      return lowerIf(lowering, statement);
    case 'for_statement':
      return lowerFor(lowering, statement);
    case 'while_statement':
      return lowerWhile(lowering, statement);
    case 'try_statement':
      lowerTry(lowering, statement);
      return NO_HEAD;
    case 'with_statement':
      lowerWith(lowering, statement);
      return NO_HEAD;
    case 'match_statement': {
      const subject = observed(lowering, () => fieldsOf(statement, 'subject').forEach((child) => lowerExpression(lowering, child)));
      at(lowering, deeper(lowering, subject), () => {
        for (const clause of statement.children.flatMap((child) => (child.type === 'block' ? child.children : [child]))) lowerBranch(lowering, fieldOf(clause, 'consequence'));
      });
      return subject;
    }
    case 'function_definition':
      lowerFunction(lowering, statement);
      return NO_HEAD;
    case 'class_definition':
      lowerClass(lowering, statement);
      return NO_HEAD;
    case 'decorated_definition': {
      const decorators = statement.children.filter((child) => child.type === 'decorator').flatMap((child) => child.children).filter((child) => child.type !== 'comment').map((child) => lowerExpression(lowering, child));
      const definition = fieldOf(statement, 'definition');
      if (definition?.type === 'function_definition') lowerFunction(lowering, definition, { decorators });
      else if (definition !== undefined) lowerClass(lowering, definition, decorators);
      return NO_HEAD;
    }
    case 'import_statement': case 'import_from_statement': case 'future_import_statement': case 'pass_statement': case 'global_statement': case 'nonlocal_statement': case 'comment':
      return NO_HEAD;
    case 'block':
      lowerBlock(lowering, statement.children);
      return NO_HEAD;
    default:
      for (const child of statement.children) lowerExpression(lowering, child);
      return NO_HEAD;
  }
}

function lowerSimple(lowering: Lowering, node: PyNode): void {
  if (node.type === 'assignment') lowerAssignment(lowering, node);
  else if (node.type === 'augmented_assignment') lowerAugmented(lowering, node);
  else if (node.type !== 'comment') lowerExpression(lowering, node, 'discarded');
}

function lowerAssignment(lowering: Lowering, node: PyNode): void {
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  const typeNode = fieldOf(node, 'type');
  const type = typeNode === undefined ? NONE : lowerAnnotation(lowering, typeNode);
  if (left === undefined || right === undefined) return;
  // `a = b = f()`: the inner assignment is the right side of the outer one.
  if (right.type === 'assignment') lowerAssignment(lowering, right);
  const source = right.type === 'assignment' ? (fieldOf(right, 'right') ?? right) : right;
  const found = observed(lowering, () => (right.type === 'assignment' ? UNKNOWN : lowerExpression(lowering, source, 'assigned')));
  const value = type === NONE ? found.result : lowering.tables.value({ kind: 'typed', type, of: found.result });
  bindTarget(lowering, left, value, { range: rangeOf(node), reads: found.reads, awaits: found.awaits, kind: 'assign' });
  const loop = lowering.loopOfNode.get(unwrap(source));
  const binding = left.type === 'identifier' ? lookUp(lowering.place.scope, lowering.text.slice(left.start, left.end)) : undefined;
  if (loop !== undefined && binding !== undefined) lowering.loopOfBinding.set(binding, loop);
}

function lowerAugmented(lowering: Lowering, node: PyNode): void {
  const left = fieldOf(node, 'left');
  const right = fieldOf(node, 'right');
  if (left === undefined || right === undefined) return;
  const found = observed(lowering, () => lowerExpression(lowering, right));
  const step = lowering.tables.valueAt(found.result).kind === 'number';
  const root = rootBinding(lowering, left);
  const targets = root === undefined ? [] : [root];
  if (left.type === 'identifier') {
    for (const target of targets) {
      recordUse(lowering, target, 'read');
      assignIn(lowering, target, UNKNOWN);
    }
  }
  recordFlow(lowering, {
    kind: step ? 'count' : 'assign', range: rangeOf(node), targets, path: left.type === 'identifier' ? '' : shortText(lowering, rangeOf(left)), reads: [...new Set([...found.reads, ...targets])],
    awaits: found.awaits, ifAbsent: false, value: UNKNOWN,
  });
}

interface TargetFlow {
  readonly range: Range;
  readonly reads: readonly BindingId[];
  readonly awaits: readonly AwaitId[];
  readonly kind: 'assign' | 'iterate';
}

/** Gives every name of a target its value, and notes where the data comes from. */
export function bindTarget(lowering: Lowering, target: PyNode, value: ValueId, flow: TargetFlow): void {
  const { tables, text } = lowering;
  const inner = unwrap(target);
  if (inner.type === 'attribute' || inner.type === 'subscript') {
    const object = fieldOf(inner, inner.type === 'attribute' ? 'object' : 'value');
    const attribute = fieldOf(inner, 'attribute');
    const own = inner.type === 'attribute' && object !== undefined && attribute !== undefined && isSelf(lowering, object);
    const name = attribute === undefined ? '' : text.slice(attribute.start, attribute.end);
    if (own) fieldDraft(lowering, lowering.place.class, name).values.push(value);
    else if (inner.type === 'attribute') lowerAttribute(lowering, inner, 'write');
    else lowerExpression(lowering, inner);
    const root = own ? fieldBinding(lowering, name) : object === undefined ? undefined : rootBinding(lowering, object);
    recordFlow(lowering, {
      kind: own ? 'assign' : 'mutate', range: flow.range, targets: root === undefined ? [] : [root], path: shortText(lowering, rangeOf(inner)), reads: flow.reads.filter((read) => own || read !== root), awaits: flow.awaits,
      ifAbsent: false, value,
    });
    return;
  }
  const names = targetNames(inner);
  const whole = tables.valueAt(value);
  const targets: BindingId[] = [];
  names.forEach((name, index) => {
    const binding = lookUp(lowering.place.scope, text.slice(name.start, name.end));
    if (binding === undefined) return;
    targets.push(binding);
    const part = inner.type === 'identifier' ? value : whole.kind === 'array' ? (whole.elements[index] ?? UNKNOWN) : value === UNKNOWN ? UNKNOWN : tables.value({ kind: 'element', of: value });
    assignIn(lowering, binding, part);
  });
  for (const other of inner.children) if (other.type === 'attribute' || other.type === 'subscript') bindTarget(lowering, other, UNKNOWN, flow);
  recordFlow(lowering, { kind: flow.kind, range: flow.range, targets, path: '', reads: flow.reads, awaits: flow.awaits, ifAbsent: false, value });
}

/** A name that is only set inside a loop belongs to its iterations. */
function assignIn(lowering: Lowering, binding: BindingId, value: ValueId): void {
  const { place, tables } = lowering;
  const known = tables.bindings[binding];
  if (known === undefined) return;
  if (known.kind === 'variable' && known.function === place.function) known.loop = known.assigned.length === 0 ? place.loop : commonLoop(lowering, known.loop, place.loop);
  assign(lowering, binding, value);
}

function commonLoop(lowering: Lowering, a: number, b: number): number {
  for (let at = a; at !== NONE; at = lowering.tables.loops[at]?.parent ?? NONE) {
    for (let other = b; other !== NONE; other = lowering.tables.loops[other]?.parent ?? NONE) if (other === at) return at;
  }
  return NONE;
}

/** The variable at the start of `a.b[c].d`. */
export function rootBinding(lowering: Lowering, node: PyNode): BindingId | undefined {
  let at = unwrap(node);
  for (let hops = 0; hops < 30; hops++) {
    if (at.type === 'attribute') {
      const object = fieldOf(at, 'object');
      const attribute = fieldOf(at, 'attribute');
      if (object === undefined || attribute === undefined) return undefined;
      if (isSelf(lowering, object)) return fieldBinding(lowering, lowering.text.slice(attribute.start, attribute.end));
      at = unwrap(object);
    } else if (at.type === 'subscript' || at.type === 'call') at = unwrap(fieldOf(at, at.type === 'call' ? 'function' : 'value') ?? at.children[0] ?? at);
    else break;
  }
  return at.type === 'identifier' ? lookUp(lowering.place.scope, lowering.text.slice(at.start, at.end)) : undefined;
}

function lowerBranch(lowering: Lowering, block: PyNode | undefined): void {
  if (block !== undefined) lowerBlock(lowering, block.type === 'block' ? block.children : [block]);
}

function lowerIf(lowering: Lowering, statement: PyNode): ConditionFrame {
  const condition = fieldOf(statement, 'condition');
  const test = observed(lowering, () => (condition === undefined ? UNKNOWN : lowerTest(lowering, condition)));
  at(lowering, deeper(lowering, test), () => {
    lowerBranch(lowering, fieldOf(statement, 'consequence'));
    for (const alternative of fieldsOf(statement, 'alternative')) {
      if (alternative.type === 'elif_clause') lowerIf(lowering, alternative);
      else lowerBranch(lowering, fieldOf(alternative, 'body'));
    }
  });
  return test;
}

const WRAPPERS = new Set(['enumerate', 'list', 'tuple', 'sorted', 'reversed', 'iter', 'set', 'tqdm', 'track']);

/** What is really gone through: `orders` of `enumerate(orders)`. */
export function iteratedSource(lowering: Lowering, node: PyNode, value: ValueId): { readonly value: ValueId; readonly node: PyNode } {
  const inner = unwrap(node);
  const callee = inner.type === 'call' ? fieldOf(inner, 'function') : undefined;
  const name = callee === undefined ? '' : lowering.text.slice(callee.start, callee.end).split('.').at(-1) ?? '';
  const argument = fieldOf(inner, 'arguments')?.children.find((child) => child.type !== 'comment');
  if (!WRAPPERS.has(name) || argument === undefined) return { value, node: inner };
  const site = lowering.siteOf.get(inner);
  const [first] = site === undefined ? [] : (lowering.tables.sites[site]?.arguments ?? []);
  return iteratedSource(lowering, argument, first ?? UNKNOWN);
}

export function elementNameOf(lowering: Lowering, target: PyNode | undefined, iteratedText: string): string {
  const names = targetNames(target).map(({ start, end }) => lowering.text.slice(start, end)).filter((name) => !/^(i|j|k|n|idx|index|_|__|pos|count)$/.test(name));
  if (names.length === 1 && names[0] !== undefined) return names[0];
  const word = /([A-Za-z_]\w*)(\(\))?$/.exec(iteratedText)?.[1] ?? '';
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  return /[^s]s$/.test(word) ? word.slice(0, -1) : (names[0] ?? 'element');
}

function lowerFor(lowering: Lowering, statement: PyNode): ConditionFrame {
  const { place, tables } = lowering;
  const left = fieldOf(statement, 'left');
  const right = fieldOf(statement, 'right');
  const body = fieldOf(statement, 'body');
  const head = observed(lowering, () => (right === undefined ? UNKNOWN : statement.async ? lowerAwait(lowering, right, rangeOf(right), 'each') : lowerIterated(lowering, right)));
  const source = right === undefined ? { value: UNKNOWN, node: statement } : iteratedSource(lowering, right, head.result);
  const iteratedText = shortText(lowering, rangeOf(source.node));
  const range = constantRange(lowering, source.node);
  const id = tables.loops.push({
    kind: statement.async ? 'for-await' : 'for-of', range: rangeOf(statement), headRange: { start: statement.start, end: body?.start ?? statement.end }, bodyRange: body === undefined ? rangeOf(statement) : rangeOf(body),
    parent: place.loop, function: place.function, body: place.function, method: '', pace: 'serial', limit: 0, iterated: source.value, iteratedText: range.text ?? iteratedText, iteratedReads: head.reads, testReads: NOTHING,
    testAwaits: NOTHING, endless: false, elements: NOTHING, elementName: elementNameOf(lowering, left, iteratedText), count: range.count, step: range.step,
  }) - 1;
  const element = tables.value({ kind: 'element', of: source.value });
  at(lowering, { loop: id, statementLoop: id, frames: [], depth: 0, inHandler: false }, () => {
    const elements: BindingId[] = [];
    for (const { start, end } of targetNames(left)) {
      const binding = lookUp(lowering.place.scope, lowering.text.slice(start, end));
      const known = binding === undefined ? undefined : tables.bindings[binding];
      if (binding === undefined || known === undefined) continue;
      known.kind = 'element';
      known.loop = id;
      elements.push(binding);
    }
    const loop = tables.loops[id];
    if (loop !== undefined) loop.elements = elements;
    if (left !== undefined) bindTarget(lowering, left, element, { range: { start: statement.start, end: body?.start ?? statement.end }, reads: head.reads, awaits: head.awaits, kind: 'iterate' });
    lowerBranch(lowering, body);
  });
  const otherwise = fieldOf(statement, 'alternative');
  if (otherwise !== undefined) lowerBranch(lowering, fieldOf(otherwise, 'body'));
  return head;
}

/** `range(5)`, `range(0, n, 50)`, `range(len(xs))`. */
export function constantRange(lowering: Lowering, node: PyNode): { readonly count: number; readonly step: number; readonly text?: string } {
  const site = lowering.siteOf.get(node);
  const call = site === undefined ? undefined : lowering.tables.sites[site];
  if (call === undefined || call.text !== 'range') return { count: NONE, step: 1 };
  const numbers = call.arguments.map((argument) => {
    const value = lowering.tables.valueAt(argument);
    return value.kind === 'number' ? value.value : undefined;
  });
  const step = numbers.length < 3 ? 1 : (numbers[2] ?? 2);
  const [first, second] = numbers;
  if (numbers.length === 1) return { count: first ?? NONE, step };
  return { count: first !== undefined && second !== undefined ? Math.ceil(Math.abs(second - first) / Math.abs(step)) : NONE, step };
}

function lowerWhile(lowering: Lowering, statement: PyNode): ConditionFrame {
  const { place, tables, text } = lowering;
  const condition = fieldOf(statement, 'condition');
  const body = fieldOf(statement, 'body');
  const id = tables.loops.push({
    kind: 'while', range: rangeOf(statement), headRange: { start: statement.start, end: body?.start ?? statement.end }, bodyRange: body === undefined ? rangeOf(statement) : rangeOf(body), parent: place.loop,
    function: place.function, body: place.function, method: '', pace: 'serial', limit: 0, iterated: UNKNOWN, iteratedText: '', iteratedReads: NOTHING, testReads: NOTHING, testAwaits: NOTHING,
    endless: condition !== undefined && /^(True|1)$/.test(text.slice(condition.start, condition.end)), elements: NOTHING, elementName: 'iteration', count: NONE, step: 1,
  }) - 1;
  return at(lowering, { loop: id, statementLoop: id, frames: [], depth: 0, inHandler: false }, () => {
    const test = observed(lowering, () => (condition === undefined ? UNKNOWN : lowerExpression(lowering, condition)));
    const loop = tables.loops[id];
    if (loop !== undefined) {
      loop.testReads = test.reads;
      loop.testAwaits = test.awaits;
    }
    lowerBranch(lowering, body);
    return test;
  });
}

function lowerTry(lowering: Lowering, statement: PyNode): void {
  const { place, tables } = lowering;
  const body = fieldOf(statement, 'body');
  const handlers = statement.children.filter((child) => child.type === 'except_clause' || child.type === 'except_group_clause');
  const id = tables.tries.push({
    range: rangeOf(statement), bodyRange: body === undefined ? rangeOf(statement) : rangeOf(body), parent: place.try, function: place.function, loop: place.loop, handler: handlerKind(handlers),
  }) - 1;
  at(lowering, { try: id }, () => lowerBranch(lowering, body));
  for (const handler of handlers) {
    at(lowering, { inHandler: true }, () => {
      for (const child of handler.children) if (child.type === 'block') lowerBlock(lowering, child.children);
        else if (child.type !== 'comment') lowerExpression(lowering, child);
    });
  }
  for (const clause of statement.children) {
    if (clause.type === 'else_clause') lowerBranch(lowering, fieldOf(clause, 'body'));
    if (clause.type === 'finally_clause') lowerBranch(lowering, clause.children.find((child) => child.type === 'block'));
  }
}

function handlerKind(handlers: readonly PyNode[]): TrySummary['handler'] {
  if (handlers.length === 0) return 'none';
  const ends = handlers.map((handler) => handler.children.find((child) => child.type === 'block')?.children.filter((child) => child.type !== 'comment').at(-1)?.type ?? '');
  if (ends.every((end) => end === 'raise_statement')) return 'throws';
  if (ends.every((end) => end === 'return_statement' || end === 'break_statement')) return 'exits';
  return ends.some((end) => end === 'return_statement' || end === 'break_statement' || end === 'raise_statement') ? 'mixed' : 'continues';
}

/** `with open(p) as f`: the name holds what the call gave. */
function lowerWith(lowering: Lowering, statement: PyNode): void {
  for (const item of statement.children.filter((child) => child.type === 'with_clause').flatMap((clause) => clause.children)) {
    const value = fieldOf(item, 'value') ?? item.children[0];
    if (value === undefined) continue;
    if (value.type !== 'as_pattern') {
      lowerExpression(lowering, value, 'assigned');
      continue;
    }
    const [expression] = value.children;
    const target = value.children.find((child) => child.type === 'as_pattern_target')?.children[0];
    const found = observed(lowering, () => (expression === undefined ? UNKNOWN : lowerExpression(lowering, expression, 'assigned')));
    if (target !== undefined) bindTarget(lowering, target, heldBy(lowering, found.result), { range: rangeOf(item), reads: found.reads, awaits: found.awaits, kind: 'assign' });
  }
  lowerBranch(lowering, fieldOf(statement, 'body'));
}

/** `with closing(connection) as c`: the name holds what was handed in. */
function heldBy({ tables }: Lowering, id: ValueId): ValueId {
  const value = tables.valueAt(id);
  const call = value.kind === 'result' ? tables.sites[value.site] : undefined;
  return call !== undefined && /^a?closing$/.test(call.name) ? (call.arguments[0] ?? id) : id;
}

/** All imports of a file or function, wherever they stand. Modules are written with slashes, as packages are elsewhere. */
export function lowerImports(lowering: Lowering, node: PyNode): void {
  for (const child of node.children) {
    if (child.type === 'import_statement') lowerImport(lowering, child);
    else if (child.type === 'import_from_statement') lowerFromImport(lowering, child);
    else if (child.type !== 'function_definition' && child.type !== 'class_definition' && child.type !== 'lambda') lowerImports(lowering, child);
  }
}

function lowerImport(lowering: Lowering, node: PyNode): void {
  const { tables, text } = lowering;
  for (const name of fieldsOf(node, 'name')) {
    const dotted = name.type === 'aliased_import' ? fieldOf(name, 'name') : name;
    const alias = name.type === 'aliased_import' ? fieldOf(name, 'alias') : undefined;
    if (dotted === undefined) continue;
    const module = text.slice(dotted.start, dotted.end);
    const local = alias === undefined ? (module.split('.')[0] ?? module) : text.slice(alias.start, alias.end);
    assign(lowering, declare(lowering, local, 'import', NONE), tables.value({ kind: 'import', module: (alias === undefined ? local : module).replaceAll('.', '/'), name: '*' }));
  }
}

function lowerFromImport(lowering: Lowering, node: PyNode): void {
  const { tables, text } = lowering;
  const from = fieldOf(node, 'module_name');
  if (from === undefined) return;
  const module = modulePath(text.slice(from.start, from.end));
  for (const name of fieldsOf(node, 'name')) {
    const imported = name.type === 'aliased_import' ? fieldOf(name, 'name') : name;
    const alias = name.type === 'aliased_import' ? fieldOf(name, 'alias') : undefined;
    if (imported === undefined) continue;
    const original = text.slice(imported.start, imported.end);
    const local = alias === undefined ? original : text.slice(alias.start, alias.end);
    assign(lowering, declare(lowering, local, 'import', NONE), tables.value({ kind: 'import', module, name: original }));
  }
}

/** `..models` → `../models`, `django.db` → `django/db`. */
function modulePath(written: string): string {
  const dots = /^\.+/.exec(written)?.[0].length ?? 0;
  const rest = written.slice(dots).replaceAll('.', '/');
  if (dots === 0) return rest;
  return `${dots === 1 ? './' : '../'.repeat(dots - 1)}${rest}`;
}

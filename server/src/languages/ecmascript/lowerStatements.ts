/** Statements: declarations, branches, loops, ways out, and the steps of blocks that wait for something. */
import type { BindingId, Flow, Step, TrySummary, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { lowerExpression, lowerMemberExpression, returnValue } from './lowerExpressions';
import { lowerClass, lowerFunction, reserveClass, reserveFunction } from './lowerFunctions';
import { assign, at, awaitsSince, declare, deeper, either, NOTHING, observed, readsSince, recordExit, recordFlow, UNKNOWN } from '../lowering';
import type { ConditionFrame, Lowering } from '../lowering';
import { lowerLoop } from './lowerLoops';
import { lowerAnnotation } from './lowerTypes';
import { openScope } from '../scope';
import { lowerSteps, NO_HEAD } from '../steps';
import type { StatementSyntax } from '../steps';
import { blockDeclarations, exportedDeclaration, patternNames } from './scopes';
import { endsInExit, isFunctionNode, keyName, rangeOf } from './syntax';
import type { Node, TSESTree } from './syntax';

/** Declares a block's names and gives its functions and classes their values before the first statement runs. */
export function hoist(lowering: Lowering, statements: readonly Node[]): void {
  const { tables, place } = lowering;
  for (const { name, kind, node } of blockDeclarations(statements)) {
    const id = place.scope.names.has(name) && kind === 'function' ? (place.scope.names.get(name) ?? 0) : declare(lowering, name, kind);
    if (node === undefined) continue;
    if (kind === 'function') assign(lowering, id, tables.value({ kind: 'function', function: reserveFunction(lowering, node) }));
    if (kind === 'class') assign(lowering, id, tables.value({ kind: 'class', class: reserveClass(lowering, node) }));
  }
}

/** A list of statements in the scope that is already open. */
export function lowerBlock(lowering: Lowering, statements: readonly Node[]): void {
  hoist(lowering, statements);
  lowerSteps(lowering, statements, SYNTAX);
}

const SYNTAX: StatementSyntax<Node> = {
  lower: lowerStatement,
  isStep: (statement) => !declaresNoWork(statement),
  isGuard: (statement) => statement.type === 'IfStatement' && statement.alternate === null && endsInExit(statement.consequent),
  kindOf: stepKind,
  rangeOf,
  definesOf: declaredHere,
};

function declaresNoWork(statement: Node): boolean {
  return statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration' || statement.type === 'ImportDeclaration' || statement.type === 'EmptyStatement'
    || statement.type.startsWith('TS') || statement.type.startsWith('Export');
}

function stepKind(statement: Node): Exclude<Step['kind'], 'guard'> {
  switch (statement.type) {
    case 'VariableDeclaration': return 'declare';
    case 'ExpressionStatement': return 'expression';
    case 'ReturnStatement': case 'ThrowStatement': case 'BreakStatement': case 'ContinueStatement': return 'exit';
    case 'ForStatement': case 'ForInStatement': case 'ForOfStatement': case 'WhileStatement': case 'DoWhileStatement': return 'loop';
    case 'TryStatement': return 'try';
    default: return 'branch';
  }
}

function declaredHere({ place }: Lowering, statement: Node, last: Flow | undefined): readonly BindingId[] {
  if (statement.type === 'VariableDeclaration') return statement.declarations.flatMap(({ id }) => patternNames(id)).map((name) => place.scope.names.get(name) ?? NONE).filter((id) => id !== NONE);
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression' || statement.expression.left.type !== 'Identifier') return NOTHING;
  return last?.kind === 'assign' ? last.targets : NOTHING;
}

export function lowerStatement(lowering: Lowering, statement: Node): ConditionFrame {
  const { tables } = lowering;
  switch (statement.type) {
    case 'ExpressionStatement':
      lowerExpression(lowering, statement.expression, 'discarded');
      return NO_HEAD;
    case 'VariableDeclaration':
      for (const declarator of statement.declarations) lowerDeclarator(lowering, declarator, statement.kind);
      return NO_HEAD;
    case 'FunctionDeclaration':
      lowerFunction(lowering, statement);
      return NO_HEAD;
    case 'ClassDeclaration':
      lowerClass(lowering, statement);
      return NO_HEAD;
    case 'ReturnStatement':
      returnValue(lowering, statement.argument ?? null, rangeOf(statement));
      return NO_HEAD;
    case 'ThrowStatement': {
      const thrown = observed(lowering, () => lowerExpression(lowering, statement.argument));
      recordExit(lowering, 'throw', rangeOf(statement), thrown);
      return NO_HEAD;
    }
    case 'BreakStatement':
    case 'ContinueStatement':
      lowerJump(lowering, statement);
      return NO_HEAD;
    case 'BlockStatement':
      at(lowering, { scope: openScope(lowering.place.scope) }, () => lowerBlock(lowering, statement.body));
      return NO_HEAD;
    case 'IfStatement': {
      const test = observed(lowering, () => lowerExpression(lowering, statement.test));
      at(lowering, deeper(lowering, test), () => {
        lowerBranch(lowering, statement.consequent);
        if (statement.alternate !== null && statement.alternate !== undefined) lowerBranch(lowering, statement.alternate);
      });
      return test;
    }
    case 'SwitchStatement':
      return lowerSwitch(lowering, statement);
    case 'TryStatement':
      lowerTry(lowering, statement);
      return NO_HEAD;
    case 'ForStatement': case 'ForInStatement': case 'ForOfStatement': case 'WhileStatement': case 'DoWhileStatement':
      return lowerLoop(lowering, statement, undefined);
    case 'LabeledStatement':
      return isLoopStatement(statement.body) ? lowerLoop(lowering, statement.body, statement.label.name) : lowerStatement(lowering, statement.body);
    case 'ImportDeclaration':
      lowerImport(lowering, statement);
      return NO_HEAD;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
      lowerExport(lowering, statement);
      return NO_HEAD;
    case 'TSImportEqualsDeclaration':
      if (statement.moduleReference.type === 'TSExternalModuleReference' && statement.moduleReference.expression.type === 'Literal') {
        assign(lowering, declare(lowering, statement.id.name, 'import'), tables.value({ kind: 'import', module: String(statement.moduleReference.expression.value), name: '*' }));
      }
      return NO_HEAD;
    case 'TSModuleDeclaration':
      if (statement.body?.type === 'TSModuleBlock') {
        const { body } = statement.body;
        at(lowering, { scope: openScope(lowering.place.scope) }, () => lowerBlock(lowering, body));
      }
      return NO_HEAD;
    case 'TSExportAssignment':
      tables.exports.push({ name: 'default', value: lowerExpression(lowering, statement.expression) });
      return NO_HEAD;
    default:
      return NO_HEAD;
  }
}

export function isLoopStatement(node: Node): node is TSESTree.ForStatement | TSESTree.ForInStatement | TSESTree.ForOfStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement {
  return node.type === 'ForStatement' || node.type === 'ForInStatement' || node.type === 'ForOfStatement' || node.type === 'WhileStatement' || node.type === 'DoWhileStatement';
}

/** The body of `if`, `for`, … with or without braces. A lone statement is a block of one step. */
export function lowerBranch(lowering: Lowering, body: Node): void {
  const statements = body.type === 'BlockStatement' ? body.body : [body];
  at(lowering, { scope: openScope(lowering.place.scope) }, () => lowerBlock(lowering, statements));
}

function lowerDeclarator(lowering: Lowering, { id, init }: TSESTree.VariableDeclarator, kind: string): void {
  const { tables, place } = lowering;
  const mark = lowering.readLog.length;
  const awaitMark = tables.awaits.length;
  const written = init === null || init === undefined ? UNKNOWN
    : isFunctionNode(init) && id.type === 'Identifier' ? lowerFunction(lowering, init, { name: id.name }) : lowerExpression(lowering, init, 'assigned');
  const type = 'typeAnnotation' in id ? lowerAnnotation(lowering, id.typeAnnotation) : NONE;
  const value = type === NONE ? written : tables.value({ kind: 'typed', type, of: written });
  // `let x;` and `let x = null` say nothing yet: the later assignment does.
  const empty = kind !== 'const' && type === NONE && (init === null || init === undefined || tables.valueAt(written).kind === 'null');
  if (!empty) bindPattern(lowering, id, value);
  if (id.type === 'Identifier' && init !== null && init !== undefined) {
    const loop = lowering.loopOfNode.get(init);
    const binding = place.scope.names.get(id.name);
    if (loop !== undefined && binding !== undefined) lowering.loopOfBinding.set(binding, loop);
  }
  if (init === null || init === undefined) return;
  const targets = patternNames(id).map((name) => lookUpOwn(lowering, name)).filter((binding) => binding !== NONE);
  recordFlow(lowering, { kind: 'declare', range: rangeOf(id), targets, path: '', reads: readsSince(lowering, mark), awaits: awaitsSince(lowering, awaitMark), ifAbsent: false, value });
}

/** `var` stands in the function's scope, everything else in the current one. */
function lookUpOwn(lowering: Lowering, name: string): BindingId {
  for (let scope: typeof lowering.place.scope | undefined = lowering.place.scope; scope !== undefined; scope = scope.parent) {
    const binding = scope.names.get(name);
    if (binding !== undefined) return binding;
  }
  return NONE;
}

/** Gives every name of a pattern its value: `{ rows: [first] }` of a value `v` binds `first` to an element of `v.rows`. */
export function bindPattern(lowering: Lowering, pattern: Node, value: ValueId): void {
  const { tables } = lowering;
  switch (pattern.type) {
    case 'Identifier': {
      const binding = lookUpOwn(lowering, pattern.name);
      if (binding !== NONE) assign(lowering, binding, value);
      return;
    }
    case 'AssignmentPattern': {
      const fallback = lowerExpression(lowering, pattern.right);
      bindPattern(lowering, pattern.left, either(lowering, [value, fallback].filter((id) => id !== UNKNOWN)));
      return;
    }
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') bindPattern(lowering, property.argument, UNKNOWN);
        else {
          const name = keyName(property.key, property.computed);
          if (name === undefined) lowerExpression(lowering, property.key);
          bindPattern(lowering, property.value, name === undefined || value === UNKNOWN ? UNKNOWN : tables.value({ kind: 'member', of: value, name }));
        }
      }
      return;
    case 'ArrayPattern': {
      const whole = tables.valueAt(value);
      pattern.elements.forEach((element, index) => {
        if (element === null) return;
        const own = whole.kind === 'array' ? whole.elements[index] : undefined;
        bindPattern(lowering, element, own ?? (value === UNKNOWN ? UNKNOWN : tables.value({ kind: 'element', of: value })));
      });
      return;
    }
    case 'RestElement':
      bindPattern(lowering, pattern.argument, value);
      return;
    case 'MemberExpression':
      lowerMemberExpression(lowering, pattern, 'write');
      return;
    default:
  }
}

function lowerJump(lowering: Lowering, statement: TSESTree.BreakStatement | TSESTree.ContinueStatement): void {
  const { place } = lowering;
  const labelled = statement.label === null || statement.label === undefined ? undefined : place.labels.get(statement.label.name);
  const leavesSwitch = statement.type === 'BreakStatement' && statement.label === null && place.breaksSwitch;
  if (leavesSwitch) return;
  // `continue outer` leaves the inner loop before its end.
  const isBreak = statement.type === 'BreakStatement' || (labelled !== undefined && labelled !== place.statementLoop);
  recordExit(lowering, isBreak ? 'break' : 'continue', rangeOf(statement), NO_HEAD);
}

function lowerSwitch(lowering: Lowering, statement: TSESTree.SwitchStatement): ConditionFrame {
  const discriminant = observed(lowering, () => lowerExpression(lowering, statement.discriminant));
  at(lowering, { ...deeper(lowering, discriminant), breaksSwitch: true, scope: openScope(lowering.place.scope) }, () => {
    hoist(lowering, statement.cases.flatMap((branch) => branch.consequent));
    for (const branch of statement.cases) {
      if (branch.test !== null) lowerExpression(lowering, branch.test);
      lowerBranch(lowering, { ...statement, type: 'BlockStatement', body: branch.consequent } as unknown as TSESTree.BlockStatement);
    }
  });
  return discriminant;
}

function lowerTry(lowering: Lowering, statement: TSESTree.TryStatement): void {
  const { tables, place } = lowering;
  const handler = statement.handler;
  const id = tables.tries.push({
    range: rangeOf(statement), bodyRange: rangeOf(statement.block), parent: place.try, function: place.function, loop: place.loop, handler: handler === null ? 'none' : handlerKind(handler.body),
  }) - 1;
  at(lowering, { try: id }, () => lowerBranch(lowering, statement.block));
  if (handler !== null) {
    at(lowering, { scope: openScope(place.scope), inHandler: true }, () => {
      if (handler.param !== null) for (const name of patternNames(handler.param)) declare(lowering, name, 'catch');
      lowerBlock(lowering, handler.body.body);
    });
  }
  if (statement.finalizer !== null && statement.finalizer !== undefined) lowerBranch(lowering, statement.finalizer);
}

function handlerKind(body: TSESTree.BlockStatement): TrySummary['handler'] {
  const last = body.body.at(-1);
  if (last?.type === 'ThrowStatement') return 'throws';
  if (last !== undefined && (last.type === 'ReturnStatement' || last.type === 'BreakStatement')) return 'exits';
  return body.body.some((statement) => statement.type === 'IfStatement' && (endsInExit(statement.consequent) || endsInExit(statement.alternate))) ? 'mixed' : 'continues';
}

function lowerImport(lowering: Lowering, statement: TSESTree.ImportDeclaration): void {
  const module = statement.source.value;
  for (const specifier of statement.specifiers) {
    const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : specifier.type === 'ImportNamespaceSpecifier' ? '*' : specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
    assign(lowering, declare(lowering, specifier.local.name, 'import'), lowering.tables.value({ kind: 'import', module, name }));
  }
}

/** Imports are hoisted: they may stand below their first use. */
export function lowerImports(lowering: Lowering, statements: readonly Node[]): void {
  for (const statement of statements) if (statement.type === 'ImportDeclaration') lowerImport(lowering, statement);
}

function lowerExport(lowering: Lowering, statement: TSESTree.ExportNamedDeclaration | TSESTree.ExportDefaultDeclaration | TSESTree.ExportAllDeclaration): void {
  const { tables } = lowering;
  if (statement.type === 'ExportAllDeclaration') {
    tables.reExports.push({ name: statement.exported === null ? '*' : exportName(statement.exported), module: statement.source.value, source: '*' });
    return;
  }
  const declaration = exportedDeclaration(statement);
  if (statement.type === 'ExportDefaultDeclaration') {
    const value = declaration.type === 'FunctionDeclaration' ? lowerFunction(lowering, declaration, declaration.id === null ? { name: 'default' } : {})
      : declaration.type === 'ClassDeclaration' ? lowerClass(lowering, declaration) : lowerExpression(lowering, declaration);
    tables.exports.push({ name: 'default', value });
    return;
  }
  if (statement.source !== null) {
    for (const specifier of statement.specifiers) tables.reExports.push({ name: exportName(specifier.exported), module: statement.source.value, source: exportName(specifier.local) });
    return;
  }
  if (statement.declaration !== null) {
    lowerStatement(lowering, declaration);
    const names = declaration.type === 'VariableDeclaration' ? declaration.declarations.flatMap(({ id }) => patternNames(id)) : 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
    for (const name of names) exportBinding(lowering, name, name);
    return;
  }
  for (const specifier of statement.specifiers) exportBinding(lowering, exportName(specifier.local), exportName(specifier.exported));
}

function exportName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function exportBinding(lowering: Lowering, local: string, exported: string): void {
  const binding = lookUpOwn(lowering, local);
  if (binding !== NONE) lowering.tables.exports.push({ name: exported, value: lowering.tables.value({ kind: 'binding', binding }) });
}

/**
 * Lexical scopes, filled as the lowering enters them: names of a block are hoisted before its first statement is read, so
 * every reference resolves in one pass. Knows declarations, no values.
 */
import type { Node, TSESTree } from './syntax';

export interface Declaration {
  readonly name: string;
  readonly kind: 'const' | 'variable' | 'function' | 'class';
  /** The function or class declared, for hoisting. */
  readonly node: Node | undefined;
}

/** Names a list of statements declares in its own scope: `let`, `const`, `class`, `function`, `enum`, `namespace`. */
export function blockDeclarations(statements: readonly Node[]): Declaration[] {
  const found: Declaration[] = [];
  for (const outer of statements) {
    const statement = exportedDeclaration(outer);
    if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
      for (const name of declaredNames(statement)) found.push({ name, kind: statement.kind === 'let' ? 'variable' : 'const', node: undefined });
    } else if ((statement.type === 'FunctionDeclaration' || statement.type === 'TSDeclareFunction') && statement.id !== null) {
      found.push({ name: statement.id.name, kind: 'function', node: statement.type === 'FunctionDeclaration' ? statement : undefined });
    } else if (statement.type === 'ClassDeclaration' && statement.id !== null) {
      found.push({ name: statement.id.name, kind: 'class', node: statement });
    } else if (statement.type === 'TSEnumDeclaration') {
      found.push({ name: statement.id.name, kind: 'const', node: undefined });
    } else if (statement.type === 'TSModuleDeclaration' && statement.id.type === 'Identifier') {
      found.push({ name: statement.id.name, kind: 'const', node: undefined });
    }
  }
  return found;
}

/** Names declared by `var` anywhere in a function body, nested functions left out. */
export function varDeclarations(body: Node): string[] {
  const names: string[] = [];
  const visit = (node: Node | null | undefined): void => {
    switch (node?.type) {
      case 'VariableDeclaration':
        if (node.kind === 'var') names.push(...declaredNames(node));
        return;
      case 'Program': case 'BlockStatement':
        return node.body.forEach(visit);
      case 'IfStatement':
        visit(node.consequent);
        return visit(node.alternate);
      case 'ForStatement':
        visit(node.init);
        return visit(node.body);
      case 'ForInStatement': case 'ForOfStatement':
        visit(node.left);
        return visit(node.body);
      case 'WhileStatement': case 'DoWhileStatement': case 'LabeledStatement': case 'WithStatement':
        return visit(node.body);
      case 'TryStatement':
        visit(node.block);
        visit(node.handler?.body);
        return visit(node.finalizer);
      case 'SwitchStatement':
        return node.cases.forEach(({ consequent }) => consequent.forEach(visit));
      case 'ExportNamedDeclaration':
        return visit(node.declaration);
      default:
    }
  };
  visit(body);
  return names;
}

export function exportedDeclaration(statement: Node): Node {
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration !== null) return statement.declaration;
  if (statement.type === 'ExportDefaultDeclaration') return statement.declaration;
  return statement;
}

function declaredNames(declaration: TSESTree.VariableDeclaration): string[] {
  return declaration.declarations.flatMap(({ id }) => patternNames(id));
}

/** Every name a binding pattern introduces, in source order. */
export function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => patternNames(property.type === 'RestElement' ? property.argument : property.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : patternNames(element)));
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    case 'TSParameterProperty':
      return patternNames(pattern.parameter);
    default:
      return [];
  }
}

/** Which names a function, class or module assigns: in Python that alone makes them its own. */
import type { PyNode } from './tree';
import { fieldOf } from './tree';

export interface AssignedNames {
  readonly names: readonly string[];
  readonly functions: ReadonlyMap<string, PyNode>;
  readonly classes: ReadonlyMap<string, PyNode>;
  /** Declared `global` or `nonlocal`: they belong to a scope around. */
  readonly outer: ReadonlySet<string>;
}

export function assignedNames(body: PyNode, text: string): AssignedNames {
  const names = new Set<string>();
  const functions = new Map<string, PyNode>();
  const classes = new Map<string, PyNode>();
  const outer = new Set<string>();
  const add = (target: PyNode | undefined): void => {
    for (const name of targetNames(target)) names.add(text.slice(name.start, name.end));
  };
  const visit = (node: PyNode): void => {
    switch (node.type) {
      case 'function_definition': case 'class_definition': {
        const name = fieldOf(node, 'name');
        if (name === undefined) return;
        const written = text.slice(name.start, name.end);
        names.add(written);
        (node.type === 'function_definition' ? functions : classes).set(written, node);
        return;
      }
      case 'lambda': case 'comment': case 'string':
        return;
      case 'list_comprehension': case 'set_comprehension': case 'dictionary_comprehension': case 'generator_expression':
        // Their variables are their own, but `:=` inside reaches out.
        for (const child of node.children) visitWalrus(child);
        return;
      case 'assignment': case 'augmented_assignment': case 'for_statement':
        add(fieldOf(node, 'left'));
        break;
      case 'named_expression':
        add(fieldOf(node, 'name'));
        break;
      case 'as_pattern_target': case 'delete_statement':
        for (const child of node.children) add(child);
        break;
      case 'global_statement': case 'nonlocal_statement':
        for (const child of node.children) outer.add(text.slice(child.start, child.end));
        return;
      default:
    }
    for (const child of node.children) visit(child);
  };
  const visitWalrus = (node: PyNode): void => {
    if (node.type === 'named_expression') add(fieldOf(node, 'name'));
    for (const child of node.children) visitWalrus(child);
  };
  for (const child of body.children) visit(child);
  return { names: [...names].filter((name) => !outer.has(name)), functions, classes, outer };
}

/** The identifiers a target introduces: `a, (b, *c)`; attributes and subscripts introduce none. */
export function targetNames(target: PyNode | undefined): PyNode[] {
  if (target === undefined) return [];
  switch (target.type) {
    case 'identifier': return [target];
    case 'pattern_list': case 'tuple_pattern': case 'list_pattern': case 'tuple': case 'list': case 'list_splat_pattern': case 'expression_list': case 'parenthesized_expression': case 'list_splat':
      return target.children.flatMap(targetNames);
    default: return [];
  }
}

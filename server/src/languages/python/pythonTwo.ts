/** Whether a text is Python 2: a whole statement that only Python 2 has, and nothing that it never had. */
import type { PyNode } from './tree';
import { fieldOf } from './tree';

/** The first thing in a tree that no Python 3 reads, though the grammar does. */
export function findPythonTwo(node: PyNode, text: string): PyNode | undefined {
  if (isPythonTwo(node, text)) return node;
  for (const child of node.children) {
    const found = findPythonTwo(child, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isPythonTwo(node: PyNode, text: string): boolean {
  switch (node.type) {
    case 'print_statement': case 'exec_statement': return true;
    case 'integer': return /^0\d*[1-9]\d*$|l$/i.test(text.slice(node.start, node.end));
    case 'string': return /^(?:`|ur)/i.test(text.slice(node.start, node.start + 2));
    case 'comparison_operator': return node.children.some((child, index) => text.slice(child.end, node.children[index + 1]?.start ?? child.end).trim() === '<>');
    case 'raise_statement': return node.children[0]?.type === 'expression_list' && node.children[0].children.length > 1;
    case 'parameters': case 'lambda_parameters': return node.children.some((child) => child.type === 'tuple_pattern' || (child.type === 'default_parameter' && fieldOf(child, 'name')?.type === 'tuple_pattern'));
    // Python 3.14 has `except A, B:` as well, for two classes.
    case 'except_clause': {
      const [, name] = node.children.filter((child) => child.field === 'value');
      return name?.type === 'identifier' && /^[a-z]/.test(text.slice(name.start, name.end));
    }
    default: return false;
  }
}

const PYTHON_THREE = /^(?:await|interpolation|keyword_separator|match_statement|named_expression|nonlocal_statement|positional_separator|type|type_alias_statement|type_parameter)$/;

/** Holds something that Python 2 never had. */
export function hasPythonThree(node: PyNode, text: string): boolean {
  return node.async || PYTHON_THREE.test(node.type) || (node.type === 'string' && /^(?:f|t|rf|rt|fr|tr)["']/i.test(text.slice(node.start, node.start + 3))) || node.children.some((child) => hasPythonThree(child, text));
}

/** Tree to summary. */
import type { FileSummary } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { createLowering } from '../lowering';
import { declareNames } from './lowerDefinitions';
import { lowerBlock, lowerImports } from './lowerStatements';
import { assignedNames } from './names';
import type { ParsedPython } from './parse';

export function summarise(text: string, { root, comments, problems }: ParsedPython): FileSummary {
  const lowering = createLowering({ language: 'python', text, comments, mayHoldWork: () => true });
  if (root === undefined) return { ...lowering.tables.finish([]), problems };
  const range = { start: 0, end: text.length };
  lowering.tables.functions.push({
    name: 'module', kind: 'module', range, nameRange: range, bodyRange: range, parent: NONE, class: NONE, async: false, generator: false, static: false,
    parameters: [], returns: [], decorators: [], argumentOf: undefined, bodyOf: NONE, directives: [],
  });
  lowerImports(lowering, root);
  declareNames(lowering, assignedNames(root, text));
  lowerBlock(lowering, root.children);
  const { tables, place } = lowering;
  // Every name of a module can be imported from it.
  for (const [name, binding] of place.scope.names) {
    if (tables.bindings[binding]?.kind !== 'import' && !name.startsWith('_')) tables.exports.push({ name, value: tables.value({ kind: 'binding', binding }) });
  }
  return tables.finish([]);
}

/** Tree to summary. */
import type { FileSummary } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { createLowering, declare } from '../lowering';
import { directivesOf } from './lowerFunctions';
import { lowerBlock, lowerImports } from './lowerStatements';
import type { ParsedFile } from './parse';
import { createWorkFinder } from './relevance';
import { varDeclarations } from './scopes';

export function summarise(text: string, { program, comments, problems }: ParsedFile): FileSummary {
  const lowering = createLowering({ language: 'ecmascript', text, comments, mayHoldWork: createWorkFinder(text) });
  if (program === undefined) return { ...lowering.tables.finish([]), problems };
  const range = { start: 0, end: text.length };
  lowering.tables.functions.push({
    name: 'module', kind: 'module', range, nameRange: range, bodyRange: range, parent: NONE, class: NONE, async: false, generator: false, static: false,
    parameters: [], returns: [], decorators: [], argumentOf: undefined, bodyOf: NONE, directives: [],
  });
  for (const name of varDeclarations(program)) declare(lowering, name, 'variable');
  lowerImports(lowering, program.body);
  lowerBlock(lowering, program.body);
  return lowering.tables.finish(directivesOf(program.body));
}

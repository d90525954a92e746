/** Tree to summary. */
import type { FileSummary, Note, ParseProblem } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { noteKindOf } from '../../engine/notes';
import { createLowering, declare } from './lowering';
import { directivesOf } from './lowerFunctions';
import { lowerBlock, lowerImports } from './lowerStatements';
import { varDeclarations } from './scopes';
import type { ParsedFile } from './parse';

export function summarise(text: string, parsed: ParsedFile): FileSummary {
  const notes: Note[] = [];
  const lowering = createLowering(text, parsed.comments, (comment) => {
    const kind = noteKindOf(comment.text);
    if (kind !== undefined) notes.push({ kind, range: comment.range, text: comment.text });
  });
  lowering.tables.notes.push(...notes);
  const { program } = parsed;
  if (program === undefined) return withProblems(lowering.tables.finish([]), parsed.problems);
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

function withProblems(summary: FileSummary, problems: readonly ParseProblem[]): FileSummary {
  return { ...summary, problems };
}

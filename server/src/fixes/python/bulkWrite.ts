/** One write per iteration → one for all: in place of a loop that does nothing else, or behind a loop that collects the rows. */
import type { PyNode } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { indentAt, opensLine } from '../lines';
import type { BulkWrite } from './bulkWrites';
import type { Code } from './code';
import { claimName, commentsWithin, sourceOf, takenAround } from './code';
import type { ElementLoop } from './loops';
import { elementNames, isOutside } from './loops';
import type { StatementPlace } from './tree';
import { collect, expressionOf, functionAround, methodCall, namesIn, someInside, statementsOf } from './tree';

/** `write` is the whole of the statement `own`, which stands in the loop's body itself. */
export function bulkWrite(code: Code, loop: ElementLoop, own: StatementPlace, write: BulkWrite): TextEdit[] | undefined {
  const { node } = loop.place;
  if (loop.form !== 'statement' || own.ancestors.at(-1) !== loop.body || !write.others.every((other) => isOutside(code, loop, other)) || !opensLine(code.text, node.start)) return undefined;
  if (write.eachNodes.some((each) => someInside(each, ({ type }) => /^(await|yield|named_expression|list_splat)$/.test(type)))) return undefined;
  const indent = indentAt(code.text, node.start);
  if (statementsOf(loop.body).length === 1) {
    if (commentsWithin(code, { start: node.start, end: node.end }).length > 0 || /[\r\n]/.test(write.each)) return collected(code, loop, own, write, indent);
    return [{ range: node, newText: listed(code, loop, write, indent) }];
  }
  return collected(code, loop, own, write, indent);
}

/** The list on one line when it fits, else the call with its list over three. */
function listed(code: Code, loop: ElementLoop, write: BulkWrite, indent: string): string {
  const { newline, unit, width } = code.style;
  const collection = sourceOf(code, loop.collection);
  const head = `for ${sourceOf(code, loop.element)} in ${collection}`;
  const isElement = loop.element.type === 'identifier' && write.each === sourceOf(code, loop.element);
  if (isElement) return write.text(/^(identifier|attribute)$/.test(loop.collection.type) ? collection : `list(${collection})`);
  const single = write.text(`[${write.each} ${head}]`);
  if (indent.length + single.length <= width) return single;
  return write.text(`[${newline}${indent}${unit}${write.each}${newline}${indent}${unit}${head}${newline}${indent}]`);
}

function collected(code: Code, loop: ElementLoop, own: StatementPlace, write: BulkWrite, indent: string): TextEdit[] | undefined {
  const { newline } = code.style;
  const { node } = loop.place;
  // Left in the middle, rows that were collected would not be written.
  if (someInside(loop.body, ({ type }) => /^(break_statement|return_statement|raise_statement|yield)$/.test(type))) return undefined;
  const list = claimName(takenAround(code, loop.statement), namesIn(loop.body, code.text).has('rows') || elementNames(code, loop).includes('row') ? 'new_rows' : 'rows', earlierLoops(code, loop, methodCall(expressionOf(own.node) ?? own.node, code.text)?.name));
  return [
    { range: { start: node.start, end: node.start }, newText: `${list} = []${newline}${indent}` },
    { range: own.node, newText: `${list}.append(${write.each})` },
    { range: behind(code, node), newText: `${newline}${indent}${write.text(list)}` },
  ];
}

/** Behind a statement and the comment that ends its last line. */
function behind({ text }: Code, { end }: PyNode): { readonly start: number; readonly end: number } {
  const at = end + (/^[ \t]*#[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
  return { start: at, end: at };
}

/** Other loops of the function that may get a list of rows as well. */
function earlierLoops(code: Code, { place }: ElementLoop, method: string | undefined): number {
  return collect(functionAround(place) ?? code.root, ({ type }) => type === 'for_statement').filter((node) => node.start < place.node.start && someInside(node, (call) => methodCall(call, code.text)?.name === method)).length;
}

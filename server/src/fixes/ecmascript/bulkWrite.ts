/** A loop whose only business is one write per element → one call that writes all. */
import type { TextEdit } from '../../text/edits';
import { patternNames } from '../../languages/ecmascript/scopes';
import type { Node } from '../../languages/ecmascript/syntax';
import { endOf, rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import { addImport } from './addImport';
import type { BulkWrite } from './bulkWrites';
import type { Code } from './code';
import { commentsWithin, sourceOf } from './code';
import { hasLongTemplate } from './batchLookup';
import { indentAt, movedText, opensLine } from '../lines';
import { shiftLines } from './layout';
import type { ElementLoop } from './loopElements';
import { isOutside, mapText } from './loopElements';
import type { Place } from './tree';
import { allowsAwait, isPlain, namesIn, parentOf, someInside } from './tree';

/** `place` is the write, with its `await` when it has one. Undefined when the loop does anything else, or the result is used. */
export function bulkWrite(code: Code, loop: ElementLoop, place: Place, write: BulkWrite): TextEdit[] | undefined {
  const { statement } = loop;
  if (!isOnlyWork(loop, place) || !opensLine(code.text, startOf(statement.node)) || !allowsAwait(statement, code.path)) return undefined;
  if (!write.others.every((other) => isOutside(loop, other)) || hasLongTemplate(code, rangeOf(place.node))) return undefined;
  if (!patternNames(loop.element).some((name) => namesIn(write.each).has(name))) return undefined;
  if (someInside(write.each, (node) => node.type === 'AwaitExpression' || node.type === 'YieldExpression')) return undefined;
  // Comments inside the row move along; others would have no place.
  const kept = rangeOf(write.each);
  if (commentsWithin(code, rangeOf(statement.node)).some((comment) => comment.start < kept.start || comment.end > kept.end)) return undefined;
  if (!isPlain(loop.collection) && unwrap(loop.collection).type !== 'CallExpression' && loop.collection.type !== 'AwaitExpression') return undefined;

  const needed = write.needs === undefined ? { local: '', edits: [] } : addImport(code, write.needs.module, write.needs.name);
  const start = startOf(statement.node);
  const source = sourceOf(code, loop.collection);
  const collection = /^(Identifier|ThisExpression|MemberExpression|CallExpression)$/.test(loop.collection.type) ? source : `(${source})`;
  const inner = indentAt(code.text, startOf(place.node));
  const rows = movedText(code, kept, inner);
  const call = shiftLines(`await ${write.text(mapText(code, loop, collection, rows), needed.local)}`, inner, indentAt(code.text, start));
  // `const made = await Promise.all(…)` would change what it holds; only a bare wait is replaced.
  return [...needed.edits, { range: { start, end: endOf(statement.node) }, newText: call + (code.text[endOf(statement.node) - 1] === ';' || loop.form === 'for-of' ? code.style.semicolon : '') }];
}

/** The write is all the body does, and nobody looks at what the loop gives. */
function isOnlyWork(loop: ElementLoop, place: Place): boolean {
  const { body } = loop;
  const only = body.type === 'BlockStatement' ? (body.body.length === 1 ? body.body[0] : undefined) : body;
  const expression = only?.type === 'ExpressionStatement' ? only.expression : only?.type === 'ReturnStatement' && loop.form === 'callback' ? only.argument : only;
  if (expression !== place.node) return false;
  return loop.form === 'for-of' ? place.node.type === 'AwaitExpression' : isBareWait(loop);
}

/** `await Promise.all(xs.map(…));` as a statement of its own. */
function isBareWait({ place, statement, method }: ElementLoop): boolean {
  const parent = parentOf(place);
  if (method !== 'map' || parent?.type !== 'CallExpression' || parent.arguments[0] !== place.node || parent.arguments.length !== 1) return false;
  const { callee } = parent;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Promise' || callee.property.type !== 'Identifier' || callee.property.name !== 'all') return false;
  const { node }: { readonly node: Node } = statement;
  return node.type === 'ExpressionStatement' && node.expression.type === 'AwaitExpression' && node.expression.argument === parent;
}

/**
 * `for (const x of xs) { … }` → a loop over slices whose elements are worked on at once, or the project's own limiter when
 * the file has one. Only the head, the end and the indentation change, so everything written inside stays as it is.
 */
import type { TextEdit } from '../../text/edits';
import type { Range } from '../../text/range';
import { patternNames } from '../../languages/ecmascript/scopes';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import { localNamesOf } from './addImport';
import type { Code } from './code';
import { claimName, commentsWithin, freshName, sourceOf, takenAround } from './code';
import { bodyEffects } from './iteration';
import { indentAt, movedText, opensLine, reindentEdits } from '../lines';
import type { ElementLoop } from './loopElements';
import { parameterText, repeatable } from './loopElements';
import { awaitedRange } from './startTogether';
import { collect, countName, functionAround, someInside, usesTransaction } from './tree';

export const AT_ONCE = 10;

export interface Bounded {
  readonly edits: readonly TextEdit[];
  /** `p-map`, `p-limit`; empty for plain code. */
  readonly helper: string;
  /** Filled or counted in another order than before. */
  readonly reordered: readonly string[];
  /** All at once: there are never more than this many. */
  readonly all: boolean;
}

/** `count` is the number of elements when the text fixes it. Undefined when the body does not fit a function. */
export function boundLoop(code: Code, loop: ElementLoop, count: number | undefined): Bounded | undefined {
  if (loop.form !== 'for-of' || loop.place.node.type !== 'ForOfStatement') return undefined;
  const statement = loop.place.node;
  const { body } = statement;
  if (!opensLine(code.text, startOf(statement)) || someInside(loop.element, ({ type }) => type === 'AssignmentPattern')) return undefined;
  if (commentsWithin(code, { start: startOf(statement), end: startOf(body) }).length > 0) return undefined;
  if (usesTransaction(body)) return undefined;
  const effects = bodyEffects(body, patternNames(loop.element));
  if (effects === undefined) return undefined;

  const collected = gatheredPush(code, body, effects.filled);
  // Filled from several places or more than once: an order that would no longer be that of the elements.
  if (effects.lists.some((name) => name !== collected?.list)) return undefined;
  const sometimes = collected !== undefined && (!collected.always || effects.continues.length > 0);
  const all = count !== undefined && count <= AT_ONCE;
  const frame = frameFor(code, loop, collected?.list, sometimes, all);
  const inner = frame.indent;
  const short = sometimes ? undefined : shortBody(code, body, collected, inner);
  const reordered = effects.filled.filter((name) => name !== collected?.list);
  const result = { helper: frame.helper, reordered, all };
  if (short !== undefined) {
    return { ...result, edits: [{ range: rangeOf(statement), newText: `${frame.head}${frame.parameter} => ${short}${frame.tail}` }] };
  }
  if (body.type !== 'BlockStatement' || !/[\r\n]/.test(sourceOf(code, body))) return undefined;
  const open = startOf(body);
  const outer = indentAt(code.text, startOf(statement));
  const edits: TextEdit[] = [
    { range: { start: startOf(statement), end: open + 1 }, newText: `${frame.head}async ${frame.parameter} => {` },
    ...reindentEdits(code, { start: open + 1, end: endOf(body) - 1 }, outer, inner),
    ...effects.continues.map((node) => ({ range: { start: startOf(node), end: startOf(node) + 'continue'.length }, newText: sometimes ? 'return []' : 'return' })),
    ...(collected === undefined ? [] : pushEdits(code, collected, sometimes)),
  ];
  const closing = lastLine(code.text, endOf(body) - 1);
  const nothing = sometimes && !collected.always ? `${inner}${code.style.unit}return []${code.style.semicolon}${code.style.newline}` : '';
  edits.push({ range: { start: closing, end: endOf(statement) }, newText: `${nothing}${inner}}${frame.tail}` });
  return { ...result, edits: edits.filter((edit, index) => index === edits.length - 1 || edit.range.end <= closing) };
}

interface Frame {
  /** Up to where the function begins. */
  readonly head: string;
  readonly parameter: string;
  /** What follows the function. */
  readonly tail: string;
  /** Of the line on which the function begins. */
  readonly indent: string;
  readonly helper: string;
}

function frameFor(code: Code, loop: ElementLoop, list: string | undefined, sometimes: boolean, all: boolean): Frame {
  const { style } = code;
  const outer = indentAt(code.text, startOf(loop.place.node));
  const taken = takenAround(code, loop.place);
  const parameter = parameterText(code, loop);
  const collection = sourceOf(code, loop.collection);
  // `results.push(...(await …))` keeps the order of the elements.
  const open = list === undefined ? 'await ' : `${list}.push(...(await `;
  const close = `${list === undefined ? '' : sometimes ? ').flat())' : '))'}${style.semicolon}`;
  const isTight = /^(Identifier|ThisExpression|CallExpression|ArrayExpression|MemberExpression|NewExpression)$/.test(loop.collection.type);
  const asArray = loop.isArray && isTight ? collection : `[...${collection}]`;
  const ordinal = earlierLoops(loop);

  const [pMap] = localNamesOf(code, 'p-map', 'default');
  if (pMap !== undefined) {
    const option = `{${style.braceSpace}concurrency: ${AT_ONCE}${style.braceSpace}}`;
    return { head: `${open}${pMap}(${collection}, `, parameter, tail: `, ${option})${close}`, indent: outer, helper: 'p-map' };
  }
  const [pLimit] = localNamesOf(code, 'p-limit', 'default');
  if (pLimit !== undefined) {
    const limit = claimName(taken, taken.has('limit') ? 'limitCalls' : 'limit', ordinal);
    const head = `const ${limit} = ${pLimit}(${AT_ONCE})${style.semicolon}${style.newline}${outer}${open}Promise.all(${asArray}.map(${parameter} => ${limit}(`;
    return { head, parameter: '()', tail: `)))${close}`, indent: outer, helper: 'p-limit' };
  }
  if (all) return { head: `${open}Promise.all(${asArray}.map(`, parameter, tail: `))${close}`, indent: outer, helper: '' };

  const keeps = loop.isArray && repeatable(loop);
  const name = keeps ? collection : claimName(taken, 'pending', ordinal);
  taken.add(name);
  const index = taken.has('i') ? freshName(taken, 'start') : 'i';
  const indent = outer + style.unit;
  const first = keeps ? '' : `const ${name} = ${loop.isArray ? collection : asArray}${style.semicolon}${style.newline}${outer}`;
  const head = `${first}for (let ${index} = 0; ${index} < ${name}.length; ${index} += ${AT_ONCE}) {${style.newline}${indent}${open}Promise.all(${name}.slice(${index}, ${index} + ${AT_ONCE}).map(`;
  return { head, parameter, tail: `))${close}${style.newline}${outer}}`, indent, helper: '' };
}

/** Other loops of the function that may get a name declared before them as well. */
function earlierLoops({ place }: ElementLoop): number {
  const owner = functionAround(place) ?? place.ancestors[0];
  const isLoop = (node: Node): node is TSESTree.ForOfStatement => node.type === 'ForOfStatement';
  return owner === undefined ? 0 : collect(owner, isLoop).filter((node) => startOf(node) < startOf(place.node)).length;
}

interface GatheredPush {
  readonly list: string;
  readonly value: Node;
  readonly statement: Node;
  /** Every iteration that is not left early comes there. */
  readonly always: boolean;
}

/** `list.push(value)` in one place, with nothing after it on its way: its values can be gathered in order. */
function gatheredPush(code: Code, body: Node, filled: readonly string[]): GatheredPush | undefined {
  const found = lastPush(body, true);
  if (found === undefined || !filled.includes(found.list) || countName(body, found.list) !== 1) return undefined;
  const { statement, value } = found;
  const before: Range = { start: startOf(statement), end: startOf(value) };
  if (commentsWithin(code, before).length > 0 || commentsWithin(code, { start: endOf(value), end: endOf(statement) }).length > 0) return undefined;
  // Parentheses around the value stay balanced because only what stands outside them is replaced.
  const opened = code.text.slice(before.start, before.end);
  return /\(\s*\(/.test(opened.slice(opened.indexOf('push'))) ? undefined : found;
}

/** Looks at ends only: of the body, of the branches of a condition that ends it, of a `try` that ends it. */
function lastPush(node: Node, always: boolean): GatheredPush | undefined {
  switch (node.type) {
    case 'BlockStatement': {
      const last = node.body.at(-1);
      return last === undefined ? undefined : lastPush(last, always);
    }
    case 'IfStatement': return lastPush(node.consequent, false) ?? (node.alternate === null ? undefined : lastPush(node.alternate, false));
    case 'TryStatement': return node.finalizer === null ? lastPush(node.block, false) : undefined;
    case 'ExpressionStatement': {
      const pushed = pushOf(node);
      return pushed === undefined ? undefined : { ...pushed, statement: node, always };
    }
    default: return undefined;
  }
}

function pushOf({ expression }: TSESTree.ExpressionStatement): Pick<GatheredPush, 'list' | 'value'> | undefined {
  if (expression.type !== 'CallExpression') return undefined;
  const { callee, arguments: [value, ...more] } = expression;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional || callee.property.type !== 'Identifier' || callee.property.name !== 'push') return undefined;
  if (callee.object.type !== 'Identifier' || value === undefined || value.type === 'SpreadElement' || more.length > 0) return undefined;
  return { list: callee.object.name, value };
}

/** Turns the statement into `return value`, or into `return [value]` where other ways return `[]`. */
function pushEdits({ style }: Code, { statement, value }: GatheredPush, sometimes: boolean): readonly TextEdit[] {
  const [open, close] = sometimes ? ['return [', ']'] : ['return ', ''];
  return [{ range: { start: startOf(statement), end: startOf(value) }, newText: open }, { range: { start: endOf(value), end: endOf(statement) }, newText: close + style.semicolon }];
}

/** The body as one expression, when it is a single call that is waited for, or a single value to gather. */
function shortBody(code: Code, body: Node, collected: GatheredPush | undefined, indent: string): string | undefined {
  const only = body.type !== 'BlockStatement' ? body : body.body.length === 1 ? body.body[0] : undefined;
  if (only?.type !== 'ExpressionStatement') return undefined;
  const value = collected?.value ?? only.expression;
  const kept = rangeOf(value);
  if (commentsWithin(code, rangeOf(body)).some((comment) => comment.start < kept.start || comment.end > kept.end)) return undefined;
  if (value.type !== 'AwaitExpression' || someInside(value.argument, ({ type }) => type === 'AwaitExpression')) return undefined;
  const call = unwrap(value.argument);
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return undefined;
  return movedText(code, awaitedRange(code, value), indent);
}

/** Where the line of an offset begins when only white space stands before it there, else the offset itself. */
function lastLine(text: string, offset: number): number {
  return opensLine(text, offset) ? offset - indentAt(text, offset).length : offset;
}

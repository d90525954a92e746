/**
 * `a = await f()`, `b = await g()` → `a, b = await asyncio.gather(f(), g())`
 *
 * The joint wait stands where the first one stood; where a later call needs something bound in between, it stands where the
 * last one stood, as long as nothing in between needs an earlier result. What stands between stays, in order.
 */
import type { PyNode } from '../../languages/python/tree';
import { endsInExit, fieldOf, unwrap } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { indentAt, movedText, opensLine } from '../lines';
import type { Code } from './code';
import { callText, commentsWithin, freshName, removalOf, sourceOf, takenAround } from './code';
import { gather, sharesHandle } from './startTogether';
import type { Place, StatementPlace } from './tree';
import { assignmentOf, boundIn, collect, expressionOf, isPlain, methodCall, namesIn, someInside, statementAround } from './tree';

export interface Joined {
  readonly edits: readonly TextEdit[];
  /** A call now starts before a statement that may leave the function. */
  readonly passesGuard: boolean;
}

interface Entry {
  readonly place: Place;
  readonly statement: StatementPlace;
  /** How its result is taken up: `target = await f()`, `await f()`, or anything else, which reads a new name then. */
  readonly form: { readonly kind: 'assign'; readonly target: PyNode } | { readonly kind: 'drop' } | { readonly kind: 'keep' };
  readonly awaited: PyNode;
}

/** `places` are `await` expressions in source order. Undefined when a statement is written in a way that cannot be taken apart without doubt. */
export function joinNeighbours(code: Code, places: readonly Place[]): Joined | undefined {
  const entries = places.flatMap((place) => entryOf(code, place) ?? []);
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined || entries.length < Math.max(2, places.length)) return undefined;
  const { list } = first.statement;
  if (entries.some(({ statement }, index) => statement.list[0] !== list[0] || statement.index <= (entries[index - 1]?.statement.index ?? -1))) return undefined;
  if (entries.some(({ place }) => sharesHandle(code, place))) return undefined;
  const together = gather(code, first.place);
  if (together === undefined) return undefined;
  const anchor = canMoveUp(code, entries, list) ? first : canMoveDown(code, entries, list) ? last : undefined;
  if (anchor === undefined) return undefined;

  const taken = takenAround(code, first.statement);
  const edits: TextEdit[] = [...together.edits];
  const targets: string[] = [];
  const calls: string[] = [];
  const indent = indentAt(code.text, anchor.statement.node.start);
  // Programs that translate their texts have a function of that name.
  const unused = code.names.has('_') ? freshName(taken, 'ignored') : '_';
  let rest = '';
  for (const entry of entries) {
    const { node } = entry.statement;
    calls.push(movedText(code, entry.awaited, indent + code.style.unit));
    if (entry.form.kind === 'keep') {
      const name = freshName(taken, resultName(code, entry.awaited));
      taken.add(name);
      targets.push(name);
      const parenthesised = isParenthesised(code, entry.place) ? { start: entry.place.node.start - 1, end: entry.place.node.end + 1 } : entry.place.node;
      if (entry === anchor) rest = code.style.newline + indent + code.text.slice(node.start, parenthesised.start) + name + code.text.slice(parenthesised.end, node.end);
      else edits.push({ range: { start: parenthesised.start, end: parenthesised.end }, newText: name });
      continue;
    }
    targets.push(entry.form.kind === 'assign' ? targetText(code, entry.form.target) : unused);
    if (entry !== anchor) edits.push({ range: removalOf(code, node), newText: '' });
  }
  const head = targets.every((target) => target === unused) ? 'await ' : `${targets.join(', ')} = await `;
  const whole = callText(code, together.local, calls, indent, indent.length + head.length, 0);
  edits.push({ range: anchor.statement.node, newText: head + whole + rest });
  const between = list.slice(first.statement.index + 1, last.statement.index).filter((node) => !entries.some(({ statement }) => statement.node === node));
  return { edits, passesGuard: anchor === first && between.some((node) => someInside(node, ({ type }) => /^(return|raise|continue|break)_statement$/.test(type))) };
}

function entryOf(code: Code, place: Place): Entry | undefined {
  const statement = statementAround(place);
  const [awaited] = place.node.children;
  if (statement === undefined || awaited === undefined || !ownsLines(code, statement.node) || commentsWithin(code, statement.node).length > 0) return undefined;
  // Another await in the statement would have to be ordered against the joint one.
  if (collect(statement.node, ({ type }) => type === 'await').length !== 1 || awaited.type !== 'call') return undefined;
  const { node } = statement;
  if (expressionOf(node) === place.node) return { place, statement, awaited, form: { kind: 'drop' } };
  const assigned = assignmentOf(node);
  if (assigned !== undefined && unwrap(assigned.value) === place.node && isTarget(assigned.target)) return { place, statement, awaited, form: { kind: 'assign', target: assigned.target } };
  return isTakenFirst(statement, place) && (assigned === undefined ? /^return_statement$/.test(node.type) : isTarget(assigned.target)) ? { place, statement, awaited, form: { kind: 'keep' } } : undefined;
}

/** The statement has its lines for itself, with nothing behind it. */
function ownsLines({ text }: Code, { start, end }: PyNode): boolean {
  return opensLine(text, start) && /^[ \t]*(\r|\n|$)/.test(text.slice(end, end + 200));
}

function isTarget(node: PyNode): boolean {
  return /^(identifier|attribute|pattern_list|tuple_pattern)$/.test(node.type) && isPlain(node.type === 'attribute' ? node : { ...node, type: 'tuple' });
}

/** Nothing but the await itself runs before what is done with its result: it begins the value of the statement. */
function isTakenFirst({ node }: StatementPlace, place: Place): boolean {
  const value = assignmentOf(node)?.value ?? node.children[0];
  const inside = place.ancestors.slice(place.ancestors.indexOf(node) + 1);
  return value !== undefined && inside.every(({ type }, index) => /^(expression_statement|assignment|attribute|call|subscript|parenthesized_expression)$/.test(type)
    && (inside[index + 1] === undefined || inside[index + 1]?.field !== 'arguments'));
}

function isParenthesised({ text }: Code, { node, ancestors }: Place): boolean {
  return ancestors.at(-1)?.type === 'parenthesized_expression' && text[node.start - 1] === '(' && text[node.end] === ')';
}

/** Unpacking inside unpacking takes parentheses. */
function targetText(code: Code, target: PyNode): string {
  return target.type === 'pattern_list' ? `(${sourceOf(code, target)})` : sourceOf(code, target);
}

/** `response` for `client.get(…)`, `orders` for `load_orders(…)`. */
function resultName(code: Code, call: PyNode): string {
  const name = methodCall(call, code.text)?.name ?? (/^\w+/.exec(sourceOf(code, call))?.[0] ?? 'result');
  const noun = /^_?(?:load|fetch|get|read|find|list|query|count)_(\w+)$/.exec(name)?.[1];
  return noun ?? (/^(get|post|put|patch|delete|request|head)$/.test(name) ? 'response' : 'result');
}

/** No later call reads what is bound or changed after the first statement began, or what a check in between is about. */
function canMoveUp(code: Code, entries: readonly Entry[], list: readonly PyNode[]): boolean {
  const from = entries[0]?.statement.index ?? 0;
  return entries.every(({ awaited, statement }) => {
    const needed = namesIn(awaited, code.text);
    return list.slice(from, statement.index).every((node) => ![...changedBy(code, node), ...checkedBy(code, node)].some((name) => needed.has(name)));
  });
}

/** `if team is None: return` lets what follows rely on `team`. */
function checkedBy({ text }: Code, statement: PyNode): Set<string> {
  const test = fieldOf(statement, 'condition');
  if (statement.type === 'assert_statement') return namesIn(statement, text);
  return statement.type === 'if_statement' && test !== undefined && endsInExit(fieldOf(statement, 'consequence')) ? namesIn(test, text) : new Set();
}

/** Nothing before the last statement reads an earlier result. */
function canMoveDown(code: Code, entries: readonly Entry[], list: readonly PyNode[]): boolean {
  const to = entries.at(-1)?.statement.index ?? 0;
  return entries.slice(0, -1).every(({ statement, form }) => {
    if (form.kind === 'keep') return false;
    const results = changedBy(code, statement.node);
    const needed = namesIn(statement.node, code.text);
    return list.slice(statement.index + 1, to).every((node) => {
      const names = namesIn(node, code.text);
      return ![...results].some((name) => names.has(name)) && ![...changedBy(code, node)].some((name) => needed.has(name));
    });
  });
}

const MUTATES = /^(append|extend|insert|pop|popitem|remove|clear|sort|reverse|add|discard|update|setdefault|write|put|put_nowait)$/;

function changedBy({ text }: Code, statement: PyNode): Set<string> {
  const names = boundIn(statement, text);
  const change = (node: PyNode | undefined): void => {
    for (const name of node === undefined ? [] : namesIn(node, text)) names.add(name);
  };
  for (const call of collect(statement, ({ type }) => type === 'call', 'enter')) {
    const method = methodCall(call, text);
    if (method !== undefined && MUTATES.test(method.name)) change(method.receiver);
  }
  for (const node of collect(statement, ({ type }) => type === 'assignment' || type === 'augmented_assignment', 'enter')) change(fieldOf(node, 'left'));
  return names;
}

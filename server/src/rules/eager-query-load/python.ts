/** Fixes of eager-query-load for Django: ask the database for the number, the existence, one column, or one row after another. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { SiteId } from '../../engine/summary';
import type { Code } from '../../fixes/python/code';
import { commentsWithin, quoted, readCode, sourceOf } from '../../fixes/python/code';
import { loopAt } from '../../fixes/python/loops';
import { chainOf, originOf, stepBehind } from '../../fixes/python/queries';
import type { Place } from '../../fixes/python/tree';
import { callNamed, isPath, methodCall, parentOf, placeOf, placeOfNode } from '../../fixes/python/tree';
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';

export const fixer: Fixer = (finding, context) => {
  const code = readCode(context);
  const id = finding.state['site'] as SiteId;
  const site = context.summary.sites[id];
  const isDjango = context.facts.effectsOf(id).some(({ kind, library, through }) => kind === 'db-query' && library === 'Django' && through.length === 0);
  const place = code === undefined || site === undefined ? undefined : placeOf(code.root, site.range, 'call', 'identifier', 'attribute');
  // Where a name is counted and tested, both would ask the database.
  if (code === undefined || place === undefined || !isDjango || finding.state['uses'] === 'several') return [];
  const query: Query = { code, place, own: originOf(code, place, place.node) };
  switch (finding.messageId) {
    case 'counted': return counted(query);
    case 'tested': return tested(query);
    case 'countTested': return countTested(query);
    case 'keys': return keys(query, String(finding.state['key']));
    case 'table': case 'nearly': return oneByOne(query);
    case 'paged': return paged(query);
    default: return [];
  }
};

interface Query {
  readonly code: Code;
  /** Where its rows are used: the query itself, or the name that holds it. */
  readonly place: Place;
  /** Where it is made, as far as the function tells. */
  readonly own: PyNode;
}

const OWN_QUERY = 'the query set has Django\'s own methods';
const ANY = 'Ask whether there is one: `exists()`';

/** `len(orders)` → `orders.count()` */
function counted(query: Query): Fix[] {
  const measured = lengthOf(query);
  return measured === undefined ? [] : asking('Let the database count: `count()`', query, measured, 'count');
}

/** `if orders:`, `bool(orders)`, `len(orders) == 0` → `orders.exists()` */
function tested(query: Query): Fix[] {
  const { code, place } = query;
  const around = argumentOf(code, place, 'bool');
  const measured = lengthOf(query);
  const compared = measured === undefined ? undefined : comparisonOf(code, measured);
  const whole = around ?? compared?.place ?? (measured === undefined ? isCondition(place) ? place : undefined : isCondition(measured) ? measured : undefined);
  return whole === undefined ? [] : asking(ANY, query, whole, 'exists', compared?.negated === true ? 'not ' : '');
}

/** `orders.count() > 0` → `orders.exists()` */
function countTested(query: Query): Fix[] {
  const { code, place } = query;
  const call = methodCall(place.node, code.text);
  const compared = comparisonOf(code, place);
  const whole = compared?.place ?? (isCondition(place) ? place : undefined);
  if (call?.name !== 'count' || call.arguments.length > 0 || whole === undefined) return [];
  const receiver = { ...query, place: placeOfNode(code.root, call.receiver) };
  return asking(ANY, receiver, whole, 'exists', compared?.negated === true ? 'not ' : '');
}

/** Puts `query.method()` in place of what asks the query now; none where a comment would be lost. */
function asking(title: string, { code, place: { node } }: Query, { node: whole, ancestors }: Place, method: string, before = ''): Fix[] {
  const [ahead, behind] = [{ start: whole.start, end: node.start }, { start: node.end, end: whole.end }];
  if (commentsWithin(code, ahead).length + commentsWithin(code, behind).length > 0) return [];
  const parent = ancestors.at(-1)?.type ?? '';
  const isPart = before !== '' && /^(comparison_operator|binary_operator|unary_operator|await|attribute|subscript)$/.test(parent);
  // What `len(…)` held together over lines needs brackets of its own.
  const spans = whole !== node && (/[\r\n]/.test(sourceOf(code, ahead)) || /[\r\n]\s*\./.test(sourceOf(code, node)));
  const [opening, closing] = spans ? [`(${/\s*$/.exec(sourceOf(code, ahead))?.[0] ?? ''}`, `${/^\s*/.exec(sourceOf(code, behind))?.[0] ?? ''})`] : ['', ''];
  const { newText: step } = stepBehind(code, node, undefined, `${method}()`);
  return [{
    title, applicability: 'unsafe', assumes: OWN_QUERY,
    edits: [{ range: ahead, newText: `${isPart ? '(' : ''}${before}${opening}` }, { range: behind, newText: `${step}${closing}${isPart ? ')' : ''}` }],
  }];
}

/** `len(query)` and `len(list(query))` */
function lengthOf({ code, place }: Query): Place | undefined {
  const list = argumentOf(code, place, 'list');
  return argumentOf(code, list ?? place, 'len');
}

/** The call of this name that is given the node and nothing else. */
function argumentOf(code: Code, { node, ancestors }: Place, name: string): Place | undefined {
  const call = ancestors.at(-1)?.type === 'argument_list' ? ancestors.at(-2) : undefined;
  const given = call === undefined ? undefined : callNamed(call, code.text, name);
  return call !== undefined && given?.length === 1 && given[0] === node ? { node: call, ancestors: ancestors.slice(0, -2) } : undefined;
}

/** `x > 0`, `x == 0`, `x != 0`, `x >= 1`, `x < 1` */
function comparisonOf(code: Code, { node, ancestors }: Place): { readonly place: Place; readonly negated: boolean } | undefined {
  const parent = ancestors.at(-1);
  if (parent?.type !== 'comparison_operator' || parent.children.length !== 2 || parent.children[0] !== node) return undefined;
  const behind = code.text.slice(node.end, parent.end).replace(/\s/g, '');
  const place = { node: parent, ancestors: ancestors.slice(0, -1) };
  return /^(>0|!=0|>=1)$/.test(behind) ? { place, negated: false } : /^(==0|<1)$/.test(behind) ? { place, negated: true } : undefined;
}

/** Only whether it is true is asked, so that `True` may stand for a number or a list. */
function isCondition({ node, ancestors }: Place): boolean {
  const parent = ancestors.at(-1);
  if (parent === undefined) return false;
  if (parent.type === 'not_operator') return true;
  if (parent.type === 'parenthesized_expression' || parent.type === 'boolean_operator') return isCondition({ node: parent, ancestors: ancestors.slice(0, -1) });
  if (parent.type === 'conditional_expression') return parent.children[1] === node;
  return /^(if_statement|elif_clause|while_statement)$/.test(parent.type) && node.field === 'condition';
}

/** Steps behind which one column may be asked for, and gives a value per row. */
const KEEPS_ROWS = /^(all|filter|exclude|order_by|reverse|select_related|using)$/;

/** A query set that is made here by Django's own steps from a model. */
function isPlainQuery({ code, own }: Query, more: RegExp = /^$/): boolean {
  const { root, calls } = chainOf(own, code.text);
  return calls.length > 0 && root.type === 'attribute' && isPath(root) && /\.(objects|_default_manager|_base_manager)$/.test(sourceOf(code, root)) && calls.every(({ name }) => KEEPS_ROWS.test(name) || more.test(name));
}

/** `[order.pk for order in query]` → `list(query.values_list("pk", flat=True))` */
function keys(query: Query, key: string): Fix[] {
  const { code, place } = query;
  const clause = parentOf(place);
  const around = place.ancestors.at(-2);
  const loop = clause?.type === 'for_in_clause' && around !== undefined ? loopAt({ node: around, ancestors: place.ancestors.slice(0, -2) }) : undefined;
  if (around === undefined || loop === undefined || loop.collection !== place.node || loop.element.type !== 'identifier' || around.children.some(({ type }) => type === 'if_clause')) return [];
  if (sourceOf(code, loop.body) !== `${sourceOf(code, loop.element)}.${key}` || commentsWithin(code, around).length > 0) return [];
  // A column's name is quoted, which a formatted text may not allow.
  if (place.ancestors.some(({ type }) => type === 'interpolation')) return [];
  // A set has each key once, whether the rows or the keys are told apart.
  const isSet = around.type === 'set_comprehension';
  if (!isPlainQuery(query, isSet ? /^distinct$/ : undefined) || (around.type !== 'list_comprehension' && !isSet)) return [];
  const column = `.values_list(${quoted(code, key)}, flat=True)`;
  const assumes = key === 'pk' ? OWN_QUERY : `${OWN_QUERY}, and \`${key}\` is a column`;
  return [{
    title: `Ask for \`${key}\` alone`, applicability: 'unsafe', assumes,
    edits: [{ range: { start: around.start, end: place.node.start }, newText: isSet ? 'set(' : 'list(' }, { range: { start: place.node.end, end: around.end }, newText: `${column})` }],
  }];
}

/** `for order in query:` → `for order in query.iterator():` */
function oneByOne(query: Query): Fix[] {
  const { place } = query;
  const statement = parentOf(place);
  // Behind a name that was refined, steps are not all in sight; the rule has looked at them.
  const known = isPlainQuery(query) || place.node.type === 'identifier';
  if (statement?.type !== 'for_statement' || fieldOf(statement, 'right') !== place.node || !known) return [];
  return [{
    title: 'Take one row after another: `iterator()`', applicability: 'unsafe', assumes: `${OWN_QUERY}, and what the loop writes changes none of the rows to come`,
    edits: [{ range: { start: place.node.end, end: place.node.end }, newText: '.iterator()' }],
  }];
}

/** `Paginator(list(query), 20)` → `Paginator(query, 20)` */
function paged({ code, place }: Query): Fix[] {
  const list = argumentOf(code, place, 'list') ?? argumentOf(code, place, 'tuple');
  if (list === undefined || list.ancestors.at(-1)?.type !== 'argument_list' || commentsWithin(code, list.node).length > commentsWithin(code, place.node).length) return [];
  return [{
    title: 'Hand over the query itself', applicability: 'unsafe', assumes: 'the query has an order, and only pages of it are read',
    edits: [{ range: { start: list.node.start, end: place.node.start }, newText: '' }, { range: { start: place.node.end, end: list.node.end }, newText: '' }],
  }];
}

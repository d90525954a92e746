/** Fixes of lazy-load-in-loop: ask for the relation where the list is queried, or read the key that the row holds already. */
import type { Fix } from '../../engine/finding';
import type { FixContext, Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { importedFrom } from '../../fixes/python/addImport';
import type { Code } from '../../fixes/python/code';
import { quoted, readCode, sourceOf } from '../../fixes/python/code';
import type { ElementLoop } from '../../fixes/python/loops';
import { elementLoop } from '../../fixes/python/loops';
import { chainOf, moreArguments, originOf, pathFrom, stepBehind } from '../../fixes/python/queries';
import type { Call, MethodCall } from '../../fixes/python/tree';
import { callOf, collect, isPath, placeOf } from '../../fixes/python/tree';
import type { PyNode } from '../../languages/python/tree';
import { stringValue } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';

/** What a finding reads: `order.customer.address` is the relation `address` behind `customer`. */
interface Read {
  readonly loop: ElementLoop;
  readonly element: string;
  readonly path: readonly string[];
}

export const fixer: Fixer = (finding, context) => {
  const site = context.summary.sites[finding.state['site'] as SiteId];
  const code = readCode(context);
  if (site?.kind !== 'read' || code === undefined) return [];
  const loop = elementLoop(code, context.summary, finding.state['loop'] as LoopId);
  const place = placeOf(code.root, site.range, 'attribute');
  if (loop?.element.type !== 'identifier' || place === undefined) return [];
  const element = sourceOf(code, loop.element);
  const path = pathFrom(code, place.node, element);
  if (path === undefined) return [];
  const read: Read = { loop, element, path };
  const library = String(finding.state['effect']).split('#')[0] ?? '';
  const effect = context.facts.effectsOf(finding.state['site'] as SiteId).find(({ kind }) => kind === 'lazy-load');
  const own = keyInstead(code, effect?.lighter?.keys, read);
  if (own !== undefined) return [own];
  if (/^pyDjango/.test(library)) return withDjango(code, read, effect?.traits.includes('joins') === true);
  return /^py(Flask)?Sqlalchemy|^pySqlmodel/i.test(library) ? withSqlalchemy(code, context, read) : [];
};

/** `order.customer.id` → `order.customer_id`, where nothing else of the relation is read. */
function keyInstead(code: Code, column: string | undefined, { loop, element, path: [relation, ...deeper] }: Read): Fix | undefined {
  if (relation === undefined || column === undefined || deeper.length > 0) return undefined;
  const { node } = loop.place;
  const reads = collect(node, (read) => isRelation(code, read, element, relation), 'enter');
  const keys = collect(node, (read) => read.type === 'attribute' && read.children[0] !== undefined && reads.includes(read.children[0]) && /^(id|pk)$/.test(sourceOf(code, read).split('.').at(-1)?.trim() ?? ''), 'enter');
  if (keys.length === 0 || keys.length < reads.length) return undefined;
  const written = `${element}.${column}`;
  return {
    title: `Read \`${written}\`, which the row holds already`, applicability: 'unsafe', assumes: `every row has a \`${relation}\`, and \`id\` is its primary key`,
    edits: keys.map((range) => ({ range, newText: written })),
  };
}

type Summary = FixContext['summary'];

function isRelation(code: Code, node: PyNode, element: string, relation: string): boolean {
  return node.type === 'attribute' && isPath(node) && sourceOf(code, node).replace(/\s/g, '') === `${element}.${relation}`;
}

const AS_LOADED = 'nobody changes the related rows between the query and their use';

const KEEPS_ROWS = /^(all|filter|exclude|order_by|distinct|annotate|alias|select_related|prefetch_related|reverse|using|extra|get_queryset|published|active|iterator)$/;
/** Rows without columns of their own, rows that are locked, and queries put together. */
const CHOOSES_COLUMNS = /^(values|values_list|only|defer|raw|union|intersection|difference|dates|datetimes|aggregate|in_bulk|select_for_update)$/;

function withDjango(code: Code, { loop, path }: Read, joins: boolean): readonly Fix[] {
  const step = joins ? 'select_related' : 'prefetch_related';
  const { root, calls } = chainOf(originOf(code, loop.place, loop.collection), code.text);
  const usable = calls.filter(({ name }) => KEEPS_ROWS.test(name) && name !== 'iterator');
  const last = usable.at(-1);
  if (last === undefined || !isPath(root) || root.type !== 'attribute' || calls.some(({ name }) => CHOOSES_COLUMNS.test(name) || !KEEPS_ROWS.test(name))) return [];
  if (!joins && calls.some(({ name }) => name === 'iterator')) return [];
  const relation = quoted(code, path.join('__'));
  const asked = calls.findLast(({ name }) => name === step);
  const edit = asked === undefined ? stepBehind(code, last.call, calls[calls.indexOf(last) + 1]?.call, `${step}(${relation})`) : alsoAsked(code, asked, relation);
  if (edit === undefined) return [];
  const rows = joins ? 'every reference leads to a row that is there' : AS_LOADED;
  return [{ title: `Load the relation with the list: \`${step}(${relation})\``, applicability: 'unsafe', assumes: rows, edits: [edit] }];
}

/** `select_related()` and `select_related(None)` mean something else. */
function alsoAsked(code: Code, call: MethodCall, relation: string): TextEdit | undefined {
  const isNamed = call.arguments.length > 0 && call.arguments.every((argument) => stringValue(argument, code.text) !== undefined || argument.type === 'call');
  return isNamed ? moreArguments(code, call, relation) : undefined;
}

/** What is read of a session's answer, and what changes nothing about its rows. */
const ANSWERS = /^(all|scalars|unique|yield_per|partitions)$/;
const RUNS = /^(scalars|execute|exec|stream|stream_scalars)$/;

function withSqlalchemy(code: Code, { summary }: FixContext, { loop, path: [relation, ...deeper] }: Read): readonly Fix[] {
  const start = selectOf(code, loop, loop.collection, relation ?? '', 0);
  if (relation === undefined || deeper.length > 0 || start === undefined) return [];
  const { call, entity } = start;
  const field = summary.classes.find(({ name }) => name === entity)?.fields.find(({ name }) => name === relation);
  // Joining to-many relations multiplies rows, which newer versions want to be told about.
  const strategy = field !== undefined && isOne(code, summary, entity, relation) ? 'joinedload' : 'selectinload';
  const place = placeOf(code.root, call, 'call');
  const imported = place === undefined ? undefined : importedFrom(code, place, 'sqlalchemy.orm', strategy);
  const next = place?.ancestors.at(-1)?.type === 'attribute' ? place.ancestors.at(-1) : undefined;
  if (imported === undefined) return [];
  const option = `${imported.local}(${entity}.${relation})`;
  return [{
    title: `Load the relation with the list: \`${strategy}(${entity}.${relation})\``, applicability: 'unsafe', assumes: AS_LOADED,
    edits: [stepBehind(code, call, next, `options(${option})`), ...imported.edits],
  }];
}

interface Select {
  readonly call: PyNode;
  readonly entity: string;
}

/** `select(Order)` or `session.query(Order)` that a collection comes from, whichever way its rows are taken. */
function selectOf(code: Code, loop: ElementLoop, node: PyNode, relation: string, hops: number): Select | undefined {
  if (hops > 3) return undefined;
  const origin = originOf(code, loop.place, node);
  const { root, calls } = chainOf(origin, code.text);
  if (calls.some(({ name }) => /^(with_entities|values|subquery|from_statement|options_from|columns|tuples|mappings|union|union_all|from_self)$/.test(name))) return undefined;
  // In another way already: part of its columns, or under an option that the rule could not read.
  if (calls.some(({ name, arguments: given }) => name === 'options' && given.some((option) => new RegExp(`\\b${relation}\\b`).test(sourceOf(code, option))))) return undefined;
  const query = calls.find(({ name }) => name === 'query');
  if (query !== undefined) return entityOf(code, query.call, query);
  const called = callOf(root);
  if (called !== undefined && /^(\w+\.)?select$/.test(sourceOf(code, called.callee))) return entityOf(code, root, called);
  const run = calls.find(({ name }, index) => RUNS.test(name) && calls.slice(index + 1).every((after) => ANSWERS.test(after.name)));
  const [statement] = run?.arguments ?? [];
  if (run !== undefined && statement !== undefined) return selectOf(code, loop, statement, relation, hops + 1);
  // `result = session.execute(…)`, then `result.scalars()`.
  const [first] = calls;
  return root.type === 'identifier' && first !== undefined && ANSWERS.test(first.name) && originOf(code, loop.place, root) !== root ? selectOf(code, loop, root, relation, hops + 1) : undefined;
}

function entityOf(code: Code, call: PyNode, { arguments: given }: Pick<Call, 'arguments'>): Select | undefined {
  const [entity, ...more] = given;
  return entity?.type === 'identifier' && more.length === 0 && /^[A-Z]/.test(sourceOf(code, entity)) ? { call, entity: sourceOf(code, entity) } : undefined;
}

/** `customer: Mapped[Customer]`: declared as one row. */
function isOne(code: Code, { classes }: Summary, entity: string, relation: string): boolean {
  const owner = classes.find(({ name }) => name === entity);
  const written = owner === undefined ? '' : code.text.slice(owner.range.start, owner.range.end);
  const type = new RegExp(`^[ \\t]+${relation}[ \\t]*:[ \\t]*Mapped\\[(.*)\\][ \\t]*=`, 'm').exec(written)?.[1];
  return type !== undefined && /^(Optional\[)?["']?(Optional\[)?[A-Z]\w*\]?(\s*\|\s*None)?["']?\]?$/.test(type) && !/^(List|Set|Sequence|Collection)/.test(type);
}

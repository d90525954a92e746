/** Fixes of write-in-loop: the library's own call for many rows, where writing one row is a statement of the loop. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { isInherited } from '../../facts/rowOrigin';
import { indentAt, lineStart, opensLine } from '../../fixes/lines';
import { bulkWrite } from '../../fixes/python/bulkWrite';
import { bulkUpdate, recogniseWrite } from '../../fixes/python/bulkWrites';
import type { Code } from '../../fixes/python/code';
import { claimName, commentsWithin, readCode, sourceOf, takenAround } from '../../fixes/python/code';
import type { ElementLoop } from '../../fixes/python/loops';
import { elementLoop, isOutside } from '../../fixes/python/loops';
import { chainOf, originOf } from '../../fixes/python/queries';
import type { MethodCall, StatementPlace } from '../../fixes/python/tree';
import { assignmentOf, expressionOf, isPath, methodCall, placeOf, someInside, statementAround, statementsOf } from '../../fixes/python/tree';
import { fieldOf, unwrap } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';

export const fixer: Fixer = (finding, context) => {
  const { summary } = context;
  const id = finding.state['loop'] as LoopId;
  const site = summary.sites[finding.state['site'] as SiteId];
  const code = readCode(context);
  // Inside another loop one statement per round would stay.
  if (code === undefined || site === undefined || site.loop !== id || summary.loops[id]?.parent !== NONE) return [];
  const place = placeOf(code.root, site.range, 'call');
  const loop = elementLoop(code, summary, id);
  const own = place === undefined ? undefined : statementAround(place);
  const call = place === undefined ? undefined : methodCall(place.node, code.text);
  if (place === undefined || loop?.form !== 'statement' || own === undefined || call === undefined || expressionOf(own.node) !== place.node) return [];
  // "unable to bulk create as we need signals"
  if (commentsWithin(code, loop.place.node).some((comment) => ON_PURPOSE.test(sourceOf(code, comment)))) return [];
  const effect = String(finding.state['effect']);
  if (/^pyDjango/.test(effect) && call.name === 'create' && isInherited(context, finding.state['site'] as SiteId)) return [];
  if (/^pyDjango/.test(effect) && call.name === 'save') return savedRows(code, loop, own, call);
  if (/sqlalchemy/i.test(effect) && call.name === 'commit') return oneCommit(code, loop, own, call);
  const write = recogniseWrite(code, place.node, effect);
  const edits = write === undefined ? undefined : bulkWrite(code, loop, own, write);
  return write === undefined || edits === undefined ? [] : [{ title: 'Write all rows with one call', applicability: 'unsafe', assumes: write.assumes.join('; '), edits }];
};

/** A comment that says why rows are written one by one. */
const ON_PURPOSE = /\b(bulk|signals?|one by one|one at a time|individually|hooks?)\b/i;

/** `for item in items: item.price = …; item.save()` → the same without `save()`, and one `update` or `bulk_update`. */
function savedRows(code: Code, loop: ElementLoop, own: StatementPlace, call: MethodCall): readonly Fix[] {
  const element = sourceOf(code, loop.element);
  const model = modelOf(code, loop);
  if (loop.element.type !== 'identifier' || sourceOf(code, call.receiver) !== element || call.arguments.length > 0 || model === undefined) return [];
  const statements = statementsOf(loop.body);
  if (own.ancestors.at(-1) !== loop.body || statements.at(-1) !== own.node || someInside(loop.body, ({ type }) => /^(continue|break|return|raise)_statement$/.test(type))) return [];
  const fields: string[] = [];
  const values: string[] = [];
  let constant = true;
  for (const statement of statements.slice(0, -1)) {
    const assigned = assignmentOf(statement);
    const [holder, name] = assigned?.target.type === 'attribute' ? [fieldOf(assigned.target, 'object'), fieldOf(assigned.target, 'attribute')] : [];
    if (assigned === undefined || holder === undefined || name === undefined || sourceOf(code, holder) !== element) return [];
    fields.push(sourceOf(code, name));
    values.push(`${sourceOf(code, name)}=${sourceOf(code, assigned.value)}`);
    constant &&= isOutside(code, loop, assigned.value) && !someInside(assigned.value, ({ type }) => type === 'call' || type === 'await');
  }
  if (fields.length === 0 || new Set(fields).size < fields.length) return [];
  const { node } = loop.place;
  const origin = unwrap(loop.collection);
  const isQuery = origin.type === 'call';
  if (constant && isQuery && commentsWithin(code, node).length === 0) {
    const query = sourceOf(code, loop.collection);
    const chain = chainOf(origin, code.text).calls;
    if (chain.every(({ name }) => /^(all|filter|exclude|select_related|prefetch_related|order_by)$/.test(name))) {
      const assumes = '`save()` is not overridden, no signal handler is needed, and no field sets itself when a row is saved';
      return [{ title: 'Update all rows with one statement', applicability: 'unsafe', assumes, edits: [{ range: node, newText: `${query}.update(${values.join(', ')})` }] }];
    }
  }
  if (!opensLine(code.text, node.start) || !opensLine(code.text, own.node.start) || commentsWithin(code, own.node).length > 0) return [];
  const indent = indentAt(code.text, node.start);
  const { newline } = code.style;
  const list = isPath(origin) ? sourceOf(code, origin) : claimName(takenAround(code, loop.statement), `${element}_list`, 0);
  const update = bulkUpdate(code, model, list, fields);
  const keep = isPath(origin) ? [] : [{ range: { start: node.start, end: node.start }, newText: `${list} = list(${sourceOf(code, loop.collection)})${newline}${indent}` }, { range: loop.collection, newText: list }];
  return [{
    title: 'Update all rows with one `bulk_update`', applicability: 'unsafe', assumes: update.assumes.join('; '),
    edits: [...keep, behindLoop(code, loop, own, update.text)],
  }];
}

/** Puts another statement behind the loop in place of the last one of its body, with the comment that stands behind that. */
function behindLoop(code: Code, { place }: ElementLoop, { node }: StatementPlace, statement: string): TextEdit {
  return { range: { start: lineStart(code.text, node.start), end: node.end }, newText: indentAt(code.text, place.node.start) + statement };
}

/** `Item` of `Item.objects.filter(…)`, whose rows the loop walks over; a query set kept under a name gives the same rows again. */
function modelOf(code: Code, loop: ElementLoop): string | undefined {
  const origin = originOf(code, loop.place, loop.collection);
  const { root, calls } = chainOf(origin, code.text);
  if (calls.length === 0 || calls.some(({ name }) => /^(iterator|values|values_list|only|defer|aggregate|raw|union)$/.test(name))) return undefined;
  return /^([A-Z]\w*)\.objects$/.exec(sourceOf(code, root))?.[1];
}

/** `session.commit()` at the end of the body → once, behind the loop. */
function oneCommit(code: Code, loop: ElementLoop, own: StatementPlace, call: MethodCall): readonly Fix[] {
  const statements = statementsOf(loop.body);
  if (own.ancestors.at(-1) !== loop.body || statements.at(-1) !== own.node || statements.length < 2 || !isOutside(code, loop, call.receiver) || call.arguments.length > 0) return [];
  // Left early, what was added would not be committed; what is handled on its own is committed on its own.
  if (someInside(loop.body, ({ type }) => /^(break_statement|return_statement|raise_statement|continue_statement|try_statement|yield)$/.test(type)) || !opensLine(code.text, own.node.start)) return [];
  return [{
    title: 'Commit once, after the loop', applicability: 'unsafe', assumes: 'a row that fails may undo all of them, and nobody needs to see the first rows before the last are written',
    edits: [behindLoop(code, loop, own, sourceOf(code, own.node))],
  }];
}

/** Fixes of query-in-loop: ask once before the loop, for the one answer all iterations share or for all rows at once. */
import type { Finding, Fix } from '../../engine/finding';
import type { FixContext, Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { batchKeys } from '../../fixes/ecmascript/batchKeys';
import { batchLookup } from '../../fixes/ecmascript/batchLookup';
import type { Code } from '../../fixes/ecmascript/code';
import { readCode } from '../../fixes/ecmascript/code';
import { hoistStatement } from '../../fixes/ecmascript/hoistStatement';
import { elementLoop } from '../../fixes/ecmascript/loopElements';
import { recogniseLookup } from '../../fixes/ecmascript/lookups';
import type { Place } from '../../fixes/ecmascript/tree';
import { allowsAwait, placeOf, statementAround } from '../../fixes/ecmascript/tree';
import { isFunctionNode } from '../../languages/ecmascript/syntax';
import { contains } from '../../text/range';

export const fixer: Fixer = (finding, context) => {
  const code = readCode(context);
  const place = placeOf(code.program, finding.range, 'AwaitExpression', 'CallExpression');
  if (place === undefined) return [];
  return finding.state['shape'] === 'invariant' ? askOnce(code, context, finding, place) : loadAll(code, context, finding, place);
};

function askOnce(code: Code, { summary }: FixContext, finding: Finding, place: Place): readonly Fix[] {
  const loop = summary.loops[finding.state['loop'] as LoopId];
  if (loop === undefined || place.node.type !== 'AwaitExpression') return [];
  const found = placeOf(code.program, loop.range, 'ForOfStatement', 'ForInStatement', 'ForStatement', 'CallExpression');
  const before = found === undefined ? undefined : statementAround(found);
  if (found === undefined || before === undefined || !allowsAwait(before, code.path)) return [];
  const callback = found.node.type === 'CallExpression' ? found.node.arguments.find((argument) => isFunctionNode(argument)) : undefined;
  const head = found.node.type === 'CallExpression' ? callback : found.node;
  if (head === undefined || (found.node.type !== 'CallExpression' && before.node !== found.node)) return [];
  const body = 'body' in head ? head.body : undefined;
  if (body == null || Array.isArray(body) || body.type !== 'BlockStatement') return [];
  const edits = hoistStatement(code, place, body, head, before);
  return edits === undefined ? [] : [{ title: 'Ask once before the loop', applicability: 'unsafe', assumes: 'the loop runs at least once and nothing in it changes the answer', edits }];
}

function loadAll(code: Code, { summary, facts }: FixContext, finding: Finding, place: Place): readonly Fix[] {
  const id = finding.state['loop'] as LoopId;
  const site = finding.state['site'] as SiteId;
  const call = summary.sites[site];
  const effect = String(finding.state['effect']);
  // Reached under a condition, its key may be missing for the other elements; inside another loop one query per round stays.
  if (call === undefined || call.loop !== id || call.conditions > 0 || call.conditionReads.length > 0 || summary.loops[id]?.parent !== NONE) return [];
  const loop = elementLoop(code, summary, id);
  const node = place.node.type === 'AwaitExpression' ? place.node.argument : place.node;
  if (loop === undefined) return [];
  const ordinal = summary.sites.filter((other, otherId) => otherId < site && other.function === call.function && other.text === call.text).length;

  const keys = batchKeys(code, loop, place, node, effect, ordinal);
  if (keys !== undefined) {
    return [{ title: `Read all keys with one \`${keys.command}\` before the loop`, applicability: keys.leavesTry ? 'display-only' : 'unsafe', assumes: 'there is at least one key, and all of them fit one command', edits: keys.edits }];
  }
  const lookup = recogniseLookup(code, node, effect);
  const batched = lookup === undefined ? undefined : batchLookup(code, loop, place, lookup, ordinal);
  if (lookup === undefined || batched === undefined) return [];
  const writes = summary.sites.some((other, otherId) => contains(summary.loops[id]?.range ?? finding.range, other.range) && facts.effectsOf(otherId).some((one) => one.kind === 'db-write'));
  const assumes = [
    `\`${lookup.field}\` tells rows apart`, `a row that is missing gives ${lookup.missing}`, `the list of ids fits one query`,
    ...(writes ? ['the loop changes none of these rows before it reads them'] : []),
    ...(batched.walksTwice ? ['the collection can be walked over twice'] : []),
    ...(lookup.widened ? [`the \`${lookup.field}\` that rows now hold as well does no harm`] : []),
    ...(batched.leavesTry ? ['no failure needs to be handled per element'] : []),
  ];
  return [{ title: `Load all ${batched.rows} in one query before the loop`, applicability: batched.leavesTry ? 'display-only' : 'unsafe', assumes: assumes.join('; '), edits: batched.edits }];
}

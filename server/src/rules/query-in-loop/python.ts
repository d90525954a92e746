/** Fixes of query-in-loop: load all rows in one query before the loop and look them up. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { batchLookup } from '../../fixes/python/batchLookup';
import { recogniseLookup } from '../../fixes/python/lookups';
import { readCode } from '../../fixes/python/code';
import { elementLoop } from '../../fixes/python/loops';
import { placeOf } from '../../fixes/python/tree';

export const fixer: Fixer = (finding, context): readonly Fix[] => {
  const { summary } = context;
  const id = finding.state['loop'] as LoopId;
  const site = summary.sites[finding.state['site'] as SiteId];
  const code = readCode(context);
  // Inside another loop one query per round stays.
  if (code === undefined || site === undefined || finding.state['shape'] !== 'per-element' || site.loop !== id || summary.loops[id]?.parent !== NONE) return [];
  const place = placeOf(code.root, finding.range, 'call', 'await');
  const loop = elementLoop(code, summary, id);
  const lookup = place === undefined ? undefined : recogniseLookup(code, place, String(finding.state['effect']));
  const ordinal = summary.sites.filter((other) => other.range.start < site.range.start && other.function === site.function && other.text === site.text).length;
  // `if is_valid(pk):` the others may be no keys at all.
  const ownNames = summary.loops[id]?.elements ?? [];
  if (site.conditionReads.some((read) => ownNames.includes(read))) return [];
  const isConditional = site.conditions > 0 || site.conditionReads.length > 0;
  const batched = place === undefined || loop === undefined || lookup === undefined ? undefined : batchLookup(code, loop, place, lookup, isConditional, ordinal);
  if (lookup === undefined || batched === undefined) return [];
  const assumes = [
    `\`${lookup.field}\` is unique, and the keys have its very type`, ...lookup.assumes, 'the keys fit one query', 'the loop changes none of these rows before it reads them',
    ...(isConditional ? ['the elements that never come to the query are keys too'] : []),
    'the collection can be walked over twice',
  ];
  return [{ title: `Load all rows of \`${lookup.model}\` in one query before the loop`, applicability: 'unsafe', assumes: assumes.join('; '), edits: batched.edits }];
};

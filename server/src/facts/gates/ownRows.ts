/** Reads of what the same iteration wrote just before: no query before the loop could know it. Language-neutral. */
import type { CallSite } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { contains } from '../../text/range';
import { chainOf } from '../statement';
import type { ElementWork } from '../perElement';
import type { Gate, GateContext } from './loopGates';
import { receiverText } from './loopGates';
import { leafOf } from './startedWork';

/** `const created = await users.create(row); await users.findOne({ id: created.id })`, in the loop or in the function it calls. */
export function readsOwnRows(context: GateContext, { site, effect, loop }: ElementWork): Gate | undefined {
  const { summary, facts, flow } = context;
  const leaf = leafOf(context, site, effect);
  const read = summary.sites[leaf];
  if (read === undefined) return undefined;
  const table = tableOf(context, leaf);
  for (const [id, write] of summary.sites.entries()) {
    if (write.function !== read.function || write.range.end > read.range.start || (leaf === site && !contains(loop.range, write.range))) continue;
    if (!facts.effectsOf(id).some(({ kind, confidence }) => kind === 'db-write' && confidence !== 'named')) continue;
    const results = write.await === NONE ? undefined : flow.resultsOf([write.await]);
    if (results !== undefined && read.argumentReads.some((name) => results.has(name))) return { gate: 'G1', reason: `it asks for what \`${write.text}\` just wrote` };
    if (table !== undefined && facts.effectsOf(id).some(({ through }) => through.length === 0) && tableOf(context, id) === table) return { gate: 'G1', reason: `\`${write.text}\` changes the same table just before` };
  }
  return undefined;
}

/** `prisma.user`, `User`, `em User`; undefined where the receiver says nothing about the table: `pool.query(…)`, `redis.get(key)`. */
function tableOf({ summary }: GateContext, site: number): string | undefined {
  const first = chainOf(summary, site).at(-1);
  if (first === undefined) return undefined;
  const receiver = receiverText(first);
  const entity = nameOfEntity(first);
  if (receiver === '' || (entity === '' && !first.arguments.some((id) => summary.values[id]?.kind === 'object') && !/(^|\.)[A-Z]\w*$/.test(receiver))) return undefined;
  return `${receiver} ${entity}`;

  function nameOfEntity(call: CallSite): string {
    const value = call.arguments.length < 2 ? undefined : summary.values[call.arguments[0] ?? NONE];
    return value?.kind === 'import' ? value.name : value?.kind === 'class' ? (summary.classes[value.class]?.name ?? '') : '';
  }
}

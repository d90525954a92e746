/** Phrases that several rules put into their messages. */
import type { Judgement } from '../engine/rule';
import type { CallSite, FileSummary, FunctionId } from '../engine/summary';
import type { Gate } from './gates/loopGates';

/** `, through `load` → `find``: the functions of the file between a call and its work. */
export function throughText(summary: FileSummary, through: readonly FunctionId[]): string {
  const names = through.map((id) => summary.functions[id]?.name ?? '').filter((name) => name !== '');
  return names.length === 0 ? '' : `, through ${names.map((name) => `\`${name}\``).join(' → ')}`;
}

/** Silence about a call, with the gate that asks for it; its reason reads on after the call and has no full stop. */
export function spareCall(call: Pick<CallSite, 'text' | 'range'>, { gate, reason }: Gate, range = call.range): Judgement {
  return { verdict: 'spare', range, gate, reason: `\`${call.text}\`: ${reason}.` };
}

/** Phrases that several rules put into their messages. */
import type { FileSummary, FunctionId } from '../engine/summary';

/** `, through `load` → `find``: the functions of the file between a call and its work. */
export function throughText(summary: FileSummary, through: readonly FunctionId[]): string {
  const names = through.map((id) => summary.functions[id]?.name ?? '').filter((name) => name !== '');
  return names.length === 0 ? '' : `, through ${names.map((name) => `\`${name}\``).join(' → ')}`;
}

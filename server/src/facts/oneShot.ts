/** Code that serves nobody who waits: commands, start-up, scripts. Its loops run once, whatever they do. Names only lower what is said. */
import type { FactsView } from '../engine/facts';
import type { FileSummary, FunctionId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { servedAs } from './hosts';

/** The function runs once in the life of a program, or in a program that somebody starts by hand. False when something that is served leads to it. */
export function isOneShot(summary: FileSummary, facts: FactsView, id: FunctionId): boolean {
  for (let at = id; at !== NONE; at = summary.functions[at]?.parent ?? NONE) {
    const fn = summary.functions[at];
    const entry = facts.entryPointOf(at);
    if (entry !== undefined) return entry.kind === 'once';
    if (fn?.kind === 'module') return at === id || isStartedByHand(summary, facts);
    if (fn?.kind === 'constructor' && LIVES_AS_LONG.test(summary.classes[fn.class]?.name ?? '')) return true;
  }
  return false;
}

/** Things a program has one of, made when it starts. */
const LIVES_AS_LONG = /(Worker|Router|Server|App|Application|Middleware|Daemon|Scheduler|Dispatcher|Plugin|Registry|Engine|Bot|Broker|Runner)$/;

/** Where Django looks for commands. */
const COMMANDS = /(^|\/)management\/commands\//;

/** A command's file, or a script: `if __name__ == "__main__": main()`, in a file that nothing serves. */
function isStartedByHand(summary: FileSummary, facts: FactsView): boolean {
  if (COMMANDS.test(facts.projectPath)) return true;
  const isMain = summary.values.some((value) => value.kind === 'string' && value.value === '__main__') && summary.sites.some((site) => site.function === 0 && site.conditions > 0);
  return isMain && !summary.functions.some((_, id) => servedAs(facts, id) !== undefined);
}

/** A call that blocks the event loop (file, process, compression, hashing) where other requests wait for it. */
import type { Effect } from '../../engine/facts';
import type { ChainStep } from '../../engine/finding';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { CallSite, SiteId } from '../../engine/summary';
import { startsDevelopmentServer } from '../../facts/developmentServer';
import { blockedHostOf, runsAtStartUp } from '../../facts/hosts';
import { keepingOf } from '../../facts/kept';
import { functionName } from '../../facts/perElement';
import { spareCall } from '../../facts/wording';

const BLOCKING = new Set<Effect['kind']>(['file-read', 'file-write', 'spawns-process', 'cpu-heavy', 'network', 'sleep']);

export const rule: Rule = {
  id: 'blocking-call-in-async',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'A blocking call stops the event loop in a request handler or an asynchronous function.',
  severity: 'warning',
  yieldsTo: ['eager-file-load'],
  messages: {
    handler: '`{call}` blocks the event loop for every {entry}: {work}, and no other request moves meanwhile.',
    asynchronous: '`{call}` blocks the event loop although `{function}` is asynchronous: {work}, and nothing else moves meanwhile.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    for (const site of facts.sitesThatMay('blocks')) {
      const call = summary.sites[site];
      const effect = facts.effectsOf(site).find((candidate) => candidate.mode === 'blocks' && candidate.through.length === 0 && BLOCKING.has(candidate.kind));
      if (call !== undefined && effect !== undefined) yield judge(context, site, call, effect);
    }
  },
};

function judge({ summary, facts }: RuleContext, site: SiteId, call: CallSite, effect: Effect): Judgement {
  const spare = (gate: string, reason: string): Judgement => spareCall(call, { gate, reason });
  if (effect.traits.includes('small')) return spare('G6', 'it takes too little time to matter');
  if (runsAtStartUp(summary, facts, call.function)) return spare('G10', 'it runs once, when the program or its owner starts');
  if (facts.program === 'command-line' || isCommandLine(summary)) return spare('G7', 'it is part of a command line, where nobody else waits');
  if (startsDevelopmentServer(summary)) return spare('G7', 'the file starts a development server, which answers one developer');
  const host = blockedHostOf(summary, facts, call.function);
  if (host === undefined) return spare('G10', 'nothing here says that others wait for it');
  if (keepingOf(summary, site) === 'kept' && call.conditions > 0) return spare('G10', 'it runs once and is kept');
  const name = summary.functions[host.function]?.name ?? '';
  const callers: ChainStep[] = host.callers.map((caller) => ({ path: facts.path, range: summary.sites[caller]?.range ?? call.range, message: `\`${summary.sites[caller]?.text ?? ''}\` is called here.` }));
  const range = summary.functions[host.entry?.function ?? host.function]?.nameRange ?? call.range;
  const start: ChainStep = { path: facts.path, range, message: host.entry === undefined ? `\`${name}\` is asynchronous.` : `Runs for every ${host.entry.title}.` };
  return {
    verdict: 'report',
    messageId: host.entry === undefined ? 'asynchronous' : 'handler',
    data: { call: call.text, work: workText(effect), entry: host.entry?.title ?? '', function: name },
    range: call.range,
    confidence: host.entry === undefined || host.entry.confidence !== 'proven' ? (effect.confidence === 'named' ? 'named' : 'likely') : effect.confidence,
    cost: host.entry === undefined ? `the event loop stands still once per call of \`${name}\`` : `the event loop stands still once per ${host.entry.title}`,
    chain: [start, ...callers],
    symbol: functionName(summary, call),
    state: { site, effect: effect.api },
  };
}

function workText(effect: Effect): string {
  switch (effect.kind) {
    case 'spawns-process': return 'a process has to start and end';
    case 'cpu-heavy': return 'the computation takes milliseconds to seconds';
    case 'file-write': return 'the disk has to take the data';
    case 'network': return 'the other side has to answer';
    case 'sleep': return 'it waits';
    default: return 'the disk has to answer';
  }
}

const COMMAND_LINE_MODULES = /^(commander|yargs|yargs\/.*|cac|oclif|@oclif\/.*|meow|inquirer|@inquirer\/.*|prompts|ora|@clack\/prompts|minimist|arg|clipanion|ink)$/;

function isCommandLine(summary: RuleContext['summary']): boolean {
  return summary.values.some((value) => value.kind === 'import' && COMMAND_LINE_MODULES.test(value.module))
    || summary.values.some((value) => value.kind === 'member' && value.name === 'argv' && isProcess(summary, value.of));
}

function isProcess(summary: RuleContext['summary'], id: number): boolean {
  const value = summary.values[id];
  return value?.kind === 'global' && value.name === 'process';
}

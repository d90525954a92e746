/** A client, pool or connection made again for every request or call, where one per process serves all. */
import type { Effect } from '../../engine/facts';
import type { ChainStep } from '../../engine/finding';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { CallSite, FileSummary, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { hostOf, runsAtStartUp } from '../../facts/hosts';
import type { Host } from '../../facts/hosts';
import { keepingOf, valueHolds } from '../../facts/kept';
import type { Keeping } from '../../facts/kept';
import { isHandedToOwner, openedClient } from '../../facts/openedClients';
import { functionName } from '../../facts/perElement';
import { spareCall } from '../../facts/wording';

export const rule: Rule = {
  id: 'connection-per-request',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'A database, cache or HTTP client is created for every request or call instead of once per process.',
  severity: 'warning',
  yieldsTo: [],
  messages: {
    perRequest: '`{call}` opens a new {library} connection for every {entry}. Make one client when the program starts and share it.',
    perCall: '`{call}` opens a new {library} connection on every call of `{function}`. If that is called per request, make one client and share it.',
    throughFactory: '`{call}` makes a new {library} client for every {entry}. Keep what it gives and share it.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    if (facts.sitesThatMay('opens-connection').length === 0) return;
    for (const [site, call] of summary.sites.entries()) {
      const effect = facts.effectsOf(site).find((candidate) => candidate.kind === 'opens-connection');
      if (effect === undefined || (call.use === 'chained' && effect.through.length > 0)) continue;
      yield effect.through.length === 0 ? judgeMaker(context, site, call, effect) : judgeFactoryCall(context, site, call, effect);
    }
  },
};

function judgeMaker(context: RuleContext, site: SiteId, call: CallSite, effect: Effect): Judgement {
  const { summary, facts } = context;
  const spare = (gate: string, reason: string): Judgement => spareCall(call, { gate, reason });
  if (runsAtStartUp(summary, facts, call.function)) return spare('G10', 'it runs once, when the program or its owner starts');
  if (isMemoised(context, call)) return spare('G6', 'its function is memoised');
  if (opensWhatWasMade(context, call)) return spare('G13', 'it opens the connection that is reported where it is made');
  const client = openedClient(summary, site);
  if (client.made === 'elsewhere') return spare('G13', 'it opens a client that is made elsewhere');
  const keeping = surest(keepingOf(summary, site), keepingOf(summary, client.by));
  if (keeping === 'kept') return spare('G6', 'it is kept for later calls');
  const host = hostOf(summary, facts, call.function);
  if (host.entry === undefined && LOADERS.test(facts.projectPath)) return spare('G10', 'loaders run once, when the program starts');
  if (host.entry === undefined && isHandedToOwner(summary, client.by)) return spare('G6', 'it is handed to the application, which keeps it');
  if (isFactory(context, call, keeping) && host.entry?.function !== call.function) return spare('G10', 'it is a factory; its callers decide how often it runs');
  if (needsOwnConnection(summary, site)) return spare('G5', 'it blocks on or subscribes through this connection, which needs one of its own');
  if (TESTS_A_CONNECTION.test(summary.functions[host.function]?.name ?? '')) return spare('G10', 'its function tries a connection out');
  return report(context, call, effect, host, host.entry === undefined ? 'perCall' : 'perRequest', site);
}

/** Folders of functions that set a module or service up. */
const LOADERS = /(^|\/)loaders\//;

/** A client and the call that opens it are one thing under two values. */
function surest(a: Keeping, b: Keeping): Keeping {
  return (['kept', 'returned', 'wrapped'] as const).find((keeping) => a === keeping || b === keeping) ?? 'local';
}

/** Gives the client back, or something around it under a name that says so; or it is a function of the module or the class, which others call as they need. */
function isFactory({ summary }: RuleContext, call: CallSite, keeping: Keeping): boolean {
  if (keeping === 'returned') return true;
  if (keeping !== 'wrapped') return false;
  const fn = summary.functions[call.function];
  return fn !== undefined && (fn.class === NONE || fn.static || FACTORY_NAME.test(fn.name));
}

/** `client.connect()` after `new Client()` in the same function. */
function opensWhatWasMade({ summary, facts }: RuleContext, call: CallSite): boolean {
  const callee = summary.values[call.callee];
  return callee?.kind === 'member' && summary.sites.some((maker, id) => maker !== call && maker.kind === 'new' && valueHolds(summary, callee.of, id, 'itself')
    && facts.effectsOf(id).some((effect) => effect.kind === 'opens-connection'));
}

const FACTORY_NAME = /(^|\.)_?#?(create|make|build|new|get|provide|open|connect|use|with|from|to)([A-Z_]\w*)?$/;

/** A helper of this file makes the client; here it is called per request. */
function judgeFactoryCall(context: RuleContext, site: SiteId, call: CallSite, effect: Effect): Judgement {
  const { summary, facts } = context;
  const spare = (gate: string, reason: string): Judgement => spareCall(call, { gate, reason });
  if (runsAtStartUp(summary, facts, call.function)) return spare('G10', 'it runs once, when the program or its owner starts');
  const maker = facts.targetOf(site);
  // Only factories hand the blame on; a helper that keeps its client to itself is reported where it makes it.
  const makesOne = maker !== undefined && summary.sites.some((inner, id) => inner.function === maker && keepingOf(summary, id) === 'returned' && facts.effectsOf(id).some((candidate) => candidate.kind === 'opens-connection'));
  if (!makesOne) return spare('', 'the connection is made further down');
  if (isMemoised(context, { function: maker }) || keepingOf(summary, site) === 'kept') return spare('G6', 'what it gives is kept for later calls');
  const host = hostOf(summary, facts, call.function);
  if (host.entry === undefined) return spare('G10', 'nothing here says that it runs per request');
  return report(context, call, effect, host, 'throughFactory', site);
}

function report({ summary, facts }: RuleContext, call: CallSite, effect: Effect, host: Host, messageId: 'perRequest' | 'perCall' | 'throughFactory', site: SiteId): Judgement {
  const title = host.entry?.title ?? '';
  const name = summary.functions[host.function]?.name ?? '';
  const callers: ChainStep[] = host.callers.map((caller) => ({ path: facts.path, range: summary.sites[caller]?.range ?? call.range, message: `\`${summary.sites[caller]?.text ?? ''}\` is called here.` }));
  const start: ChainStep[] = host.entry === undefined ? [] : [{ path: facts.path, range: summary.functions[host.entry.function]?.nameRange ?? call.range, message: `Runs for every ${title}.` }];
  return {
    verdict: 'report',
    messageId,
    data: { call: call.kind === 'new' ? `new ${call.text}` : call.text, library: effect.library, entry: title, function: name },
    range: call.range,
    confidence: host.entry === undefined ? (effect.confidence === 'proven' ? 'likely' : 'named') : host.entry.confidence === 'proven' ? effect.confidence : 'likely',
    cost: host.entry === undefined ? `1 connection per call of \`${name}\`` : `1 connection per ${title}`,
    chain: [...start, ...callers, ...facts.chain(site, effect)],
    symbol: functionName(summary, call),
    state: { site, effect: effect.api },
  };
}

function isMemoised({ summary, facts }: RuleContext, call: { readonly function: number }): boolean {
  for (let at = call.function; at !== NONE; at = summary.functions[at]?.parent ?? NONE) {
    const given = summary.functions[at]?.argumentOf?.site;
    if (given !== undefined && facts.operationTraits(given).includes('memoises')) return true;
    const wrapped = summary.sites.some((site, id) => site.arguments.some((argument) => isFunctionValue(summary, argument, at)) && facts.operationTraits(id).includes('memoises'));
    if (wrapped) return true;
  }
  return false;
}

function isFunctionValue(summary: FileSummary, value: number, id: number): boolean {
  const entry = summary.values[value];
  return entry?.kind === 'function' && entry.function === id;
}

const TESTS_A_CONNECTION = /(^|\.|_)(test|check|ping|probe|validate|verify|health)[A-Z_]?\w*(connection|credentials|database|health|status|config)?/i;
/** Commands that hold their connection until something arrives. */
const BLOCKING_COMMANDS = /^(xread|xreadgroup|blpop|brpop|blmove|bzpopmin|bzpopmax|subscribe|psubscribe|ssubscribe|pSubscribe|monitor|listen|xRead|xReadGroup|blPop|brPop)$/;

/** The same client is used for a blocking read or a subscription, perhaps in a callback. */
function needsOwnConnection(summary: FileSummary, maker: SiteId): boolean {
  return summary.sites.some((site) => {
    if (!BLOCKING_COMMANDS.test(site.name)) return false;
    const callee = summary.values[site.callee];
    return callee?.kind === 'member' && valueHolds(summary, callee.of, maker, 'itself');
  });
}

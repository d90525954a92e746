/** A client, pool or connection made again for every request or call, where one per process serves all. */
import type { Effect } from '../../engine/facts';
import type { ChainStep } from '../../engine/finding';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { CallSite, FileSummary, FunctionId, LoopId, LoopSummary, SiteId, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { withWaitsFor } from '../../facts/gates/blockingWaits';
import { createDataFlow } from '../../facts/gates/dataFlow';
import type { Gate, GateContext } from '../../facts/gates/loopGates';
import { dependsOnEarlierIteration, isKeyedCache } from '../../facts/gates/loopGates';
import { hostOf, runsAtStartUp } from '../../facts/hosts';
import type { Host } from '../../facts/hosts';
import { keepingOf, valueHolds } from '../../facts/kept';
import type { Keeping } from '../../facts/kept';
import { isHandedToOwner, openedClient } from '../../facts/openedClients';
import { isOneShot } from '../../facts/oneShot';
import { functionName, loopStep, multiplyingLoop, wordsFor } from '../../facts/perElement';
import { spareCall } from '../../facts/wording';
import { contains } from '../../text/range';

export const rule: Rule = {
  id: 'connection-per-request',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'A database, cache or HTTP client is created for every request or call instead of once per process.',
  severity: 'warning',
  // There the whole call has to change.
  yieldsTo: ['blocking-call-in-async', 'blocking-call-in-loop'],
  messages: {
    perRequest: '`{call}` opens a new {library} connection for every {entry}. Make one client when the program starts and share it.',
    perTarget: '`{call}` opens a new {library} connection for every {entry}, to what the request names. If it often names the same, keep one client for each.',
    perCall: '`{call}` opens a new {library} connection on every call of `{function}`. If that is called per request, make one client and share it.',
    unpooled: '`{call}` connects anew for every {entry} and hangs up again. Make one {library} session or client when the program starts and call that.',
    unpooledPerElement: '`{call}` connects anew for every {each} and hangs up again, to the same host. Call one {library} session or client for all.',
    unpooledPerCall: '`{call}` connects anew on every call of `{function}` and hangs up again, always to the same host. Keep one {library} session or client beside its address.',
    throughFactory: '`{call}` makes a new {library} client for every {entry}. Keep what it gives and share it.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    yield* judgeUnpooled(context);
    if (facts.sitesThatMay('opens-connection').length === 0) return;
    for (const [site, call] of summary.sites.entries()) {
      const effect = facts.effectsOf(site).find((candidate) => candidate.kind === 'opens-connection');
      if (effect === undefined || (call.use === 'chained' && effect.through.length > 0)) continue;
      yield effect.through.length === 0 ? judgeMaker(context, site, call, effect) : judgeFactoryCall(context, site, call, effect);
    }
  },
};

/** `requests.get(url)`: a connection for one call. Worth keeping where calls follow each other; one call alone is what it is for. */
function* judgeUnpooled(context: RuleContext): Iterable<Judgement> {
  const { summary, facts } = context;
  for (const site of facts.sitesThatMay('unpooled')) {
    const call = summary.sites[site];
    const effect = facts.effectsOf(site).find((candidate) => candidate.through.length === 0 && candidate.traits.includes('unpooled'));
    if (call === undefined || effect === undefined) continue;
    if (runsAtStartUp(summary, facts, call.function)) {
      yield spareCall(call, { gate: 'G10', reason: 'it runs once, when the program or its owner starts' });
      continue;
    }
    const host = hostOf(summary, facts, call.function);
    const sameHost = isSameHost(summary, call);
    const found = call.loop === NONE || !sameHost ? undefined : loopOfRequests(context, site, call);
    const loop = found !== undefined && 'loop' in found ? summary.loops[found.loop] : undefined;
    if (found !== undefined && 'carried' in found) yield spareCall(call, found.carried);
    else if (loop !== undefined) yield quietly(context, call, effect, { ...host, entry: undefined }, 'unpooledPerElement', site, loop);
    else if (host.entry !== undefined && sameHost) yield quietly(context, call, effect, host, 'unpooled', site);
    else if (isOwnHost(summary, call)) yield quietly(context, call, effect, host, 'unpooledPerCall', site);
    else yield spareCall(call, { gate: 'G11', reason: 'how often it runs, and whether always to the same host, is not known here' });
  }
}

/** The loop that repeats a request, or why its requests are not one like the other; undefined when it runs over no data. */
function loopOfRequests({ summary, facts }: RuleContext, site: SiteId, call: CallSite): { readonly loop: LoopId } | { readonly carried: Gate } | undefined {
  // The gates look for what an iteration waits for; a call that blocks is waited for as well.
  const seen = withWaitsFor(summary, [site]);
  const gates: GateContext = { summary: seen, facts, flow: createDataFlow(seen) };
  const found = multiplyingLoop(gates, call.loop);
  if ('gate' in found) return undefined;
  const carried = isKeyedCache(gates, found.loop, call) ?? dependsOnEarlierIteration(gates, found.loop);
  return carried === undefined ? found : { carried };
}

/** The address begins with a constant, or with a field of the own object. */
function isSameHost(summary: FileSummary, call: CallSite): boolean {
  return call.arguments.slice(0, 2).some((argument) => {
    const value = summary.values[argument];
    return value?.kind === 'string' ? /^https?:\/\/./.test(value.value) : value?.kind === 'text' && /^https?:\/\/[^/]+\//.test(value.head);
  }) || isOwnHost(summary, call);
}

/** `requests.post(self.url + path)`: a client of one service. */
function isOwnHost(summary: FileSummary, call: CallSite): boolean {
  return call.argumentReads.some((read) => OWN_ADDRESS.test(summary.bindings[read]?.name ?? ''));
}

const OWN_ADDRESS = /^(this|self)\.\w*(url|uri|host|endpoint|address|server|base)\w*$/i;

/** Handshakes cost, but the call is right. */
function quietly(context: RuleContext, call: CallSite, effect: Effect, host: Host, messageId: ReportedMessage, site: SiteId, loop?: LoopSummary): Judgement {
  const each = loop === undefined ? '' : wordsFor(loop).each;
  const reported = report(context, call, effect, host, messageId, site);
  return { ...reported, severity: 'information', data: { ...reported.data, each }, ...(loop === undefined ? {} : { cost: `1 connection per ${wordsFor(loop).element}`, chain: [loopStep(context.facts, loop)] }) };
}

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
  if (isAfterFailure(summary, call)) return spare('G3', 'it runs after a failure only');
  if (call.loop === NONE && isOneShot(summary, facts, call.function)) return spare('G10', 'it runs once, in a command or when the program starts');
  if (host.entry === undefined && servesLoop(summary, site)) return spare('G11', 'it serves all elements of a loop, which is many requests through one connection');
  if (triesOut(summary.functions[host.function]?.name ?? '')) return spare('G10', 'its function tries a connection out');
  if (host.entry !== undefined && isToldWhere(context, host.entry.function, call)) return { ...report(context, call, effect, host, 'perTarget', site), severity: 'information' };
  const reported = report(context, call, effect, host, host.entry === undefined ? 'perCall' : 'perRequest', site);
  // Making it takes no time; what is lost is the connection that the last request left open.
  return effect.traits.includes('opens-on-use') ? { ...reported, severity: 'information' } : reported;
}

/** `async with ClientSession() as session: for url in urls: await session.get(url)`, also through a cursor. */
function servesLoop(summary: FileSummary, site: SiteId): boolean {
  const made = summary.sites[site];
  return summary.sites.some((use) => {
    // Rounds until something ends are no elements.
    const loop = summary.loops[use.loop];
    if (loop === undefined || use.loop === made?.loop || loop.kind === 'while' || loop.kind === 'for') return false;
    let value = summary.values[use.callee];
    for (let hops = 0; hops < 12 && value !== undefined; hops++) {
      if (value.kind === 'member' || value.kind === 'typed' || value.kind === 'awaited') value = summary.values[value.of];
      else if (value.kind === 'result' && value.site !== site) value = summary.values[summary.sites[value.site]?.callee ?? NONE];
      else return value.kind === 'result';
    }
    return false;
  });
}

/** In an `except` or `catch`. */
function isAfterFailure(summary: FileSummary, call: CallSite): boolean {
  return summary.tries.some((attempt) => attempt.function === call.function && attempt.handler !== 'none' && contains(attempt.range, call.range) && attempt.bodyRange.end < call.range.start);
}

/** `new Pool({ host: request.body.host })`: what the entry point was given, or a member of it, is among the options. */
function isToldWhere({ summary }: RuleContext, entry: FunctionId, call: CallSite): boolean {
  const isGiven = (id: ValueId, depth: number): boolean => {
    const value = summary.values[id];
    if (value === undefined || depth > DEEPEST_OPTION) return false;
    switch (value.kind) {
      case 'parameter': return value.function === entry;
      case 'member': return value.name !== 'env' && isGiven(value.of, depth + 1);
      case 'awaited': case 'typed': return isGiven(value.of, depth + 1);
      case 'either': return value.of.some((part) => isGiven(part, depth + 1));
      case 'object': return Object.values(value.properties).some((part) => isGiven(part, depth + 1));
      default: return false;
    }
  };
  return call.arguments.some((argument) => isGiven(argument, 0));
}

const DEEPEST_OPTION = 8;

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

type ReportedMessage = 'perRequest' | 'perTarget' | 'perCall' | 'throughFactory' | 'unpooled' | 'unpooledPerElement' | 'unpooledPerCall';

function report({ summary, facts }: RuleContext, call: CallSite, effect: Effect, host: Host, messageId: ReportedMessage, site: SiteId): Judgement & { readonly verdict: 'report' } {
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

/** `testConnection`, `check_ldap`, `MailTestingView.post`. */
function triesOut(name: string): boolean {
  return TESTS_A_CONNECTION.test(name) || TESTING_CLASS.test(name);
}

const TESTING_CLASS = /Test(ing)?([A-Z]\w*)?\.\w+$/;
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

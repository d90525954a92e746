/** A whole file or body held in memory where a piece at a time, or one read for all requests, would do. */
import type { Effect } from '../../engine/facts';
import type { Judgement, Rule, RuleContext } from '../../engine/rule';
import type { CallSite, FileSummary, LoopSummary, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { createDataFlow } from '../../facts/gates/dataFlow';
import { startsDevelopmentServer } from '../../facts/developmentServer';
import { hostOf, runsAtStartUp } from '../../facts/hosts';
import { keepingOf } from '../../facts/kept';
import { expressionRange, functionName, loopStep, multiplyingLoop, wordsFor } from '../../facts/perElement';
import { spareCall } from '../../facts/wording';
import { contains } from '../../text/range';

export const rule: Rule = {
  id: 'eager-file-load',
  since: '0.1.0',
  languages: ['ecmascript', 'python'],
  description: 'A whole file is loaded into memory to be split, passed on or read again for every request.',
  severity: 'warning',
  yieldsTo: [],
  messages: {
    lines: '`{call}` loads the whole file only to go through it by lines: memory grows with the file. Read it line by line.',
    passedOn: '`{call}` loads the whole content only to hand it to `{sink}`: memory grows with its size. Stream it.',
    list: '`{call}` loads the file of every {each} before the first is used: memory is the sum of all. Read them one at a time where they are used.',
    reread: '`{call}` reads the same file for every {entry}. Read it once and keep it.',
  },
  options: {},
  *check(context: RuleContext): Iterable<Judgement> {
    const { summary, facts } = context;
    // A command line or a development server reads for one user.
    if (facts.sitesThatMay('whole-file').length === 0 || facts.program === 'command-line' || startsDevelopmentServer(summary)) return;
    for (const [site, call] of summary.sites.entries()) {
      const listed = listedFile(context, site, call);
      if (listed !== undefined) yield listed;
      const effect = facts.effectsOf(site).find((candidate) => candidate.through.length === 0 && candidate.traits.includes('whole-file'));
      if (effect !== undefined) yield* judge(context, site, call, effect);
    }
  },
};

/** Files that are small by their nature. */
const SMALL_FILE = /\.(json|jsonc|json5|ya?ml|toml|ini|env|conf|cfg|pem|crt|cer|key|lock|graphql|gql|sql|hbs|ejs|pug|mjml|liquid|mustache|html?|css|svg|md|txt|version|pid)$|(^|\/)\.\w+rc$|package\.json/i;
/** What Linux and its services say about themselves. */
const SYSTEM_FILE = /^\/(etc|proc|sys)\//;

function* judge(context: RuleContext, site: SiteId, call: CallSite, effect: Effect): Iterable<Judgement> {
  const { summary, facts } = context;
  const range = expressionRange(summary, call);
  const spare = (gate: string, reason: string): Judgement => spareCall(call, { gate, reason }, range);
  if (runsAtStartUp(summary, facts, call.function)) {
    yield spare('G10', 'it runs once, when the program or its owner starts');
    return;
  }
  const uses = usesOf(summary, site);
  const host = hostOf(summary, facts, call.function);
  const file = effect.kind === 'network' ? NONE : fileOf(summary, call);
  // What ships with the program is as large as its authors made it.
  const ships = isBesideProgram(summary, file, 0);
  const confidence = host.entry?.confidence === 'proven' && !ships ? effect.confidence : effect.confidence === 'named' ? 'named' : 'likely';
  const base = {
    verdict: 'report' as const, range, confidence, symbol: functionName(summary, call), chain: facts.chain(site, effect),
    state: { site, effect: effect.api },
  };
  const path = constantPath(summary, file, 0);
  const small = path !== undefined && SMALL_FILE.test(path);
  if (path !== undefined && SYSTEM_FILE.test(path)) {
    yield spare('G6', 'files of the system are small, and may say something else each time');
    return;
  }
  if (isSavedHere(summary, call)) {
    yield spare('G6', 'what it reads was in memory as a whole when it was saved here');
    return;
  }

  const lines = effect.traits.includes('lines') ? loopOverLines(summary, site, call) : undefined;
  if (lines !== undefined && !small) {
    yield { ...base, messageId: 'lines', data: { call: call.text }, cost: 'the whole file in memory instead of one line', chain: [loopStep(facts, lines)] };
    return;
  }
  const split = uses.find((use) => use.receiver && (use.name === 'splitlines' || (use.name === 'split' && splitsLines(summary, use.call))));
  if (split !== undefined && !small) {
    yield { ...base, messageId: 'lines', data: { call: call.text }, cost: 'the whole file in memory instead of one line', chain: [{ path: facts.path, range: split.call.nameRange, message: 'Split into lines here.' }] };
    return;
  }
  const sink = onlyUse(uses);
  if (sink !== undefined && ((sink.named ? TAKES_BODY : PASSES_ON).test(sink.name) || isHash(summary, sink.call)) && !small) {
    yield { ...base, messageId: 'passedOn', data: { call: call.text, sink: sink.call.text }, cost: 'the whole content in memory instead of one piece', chain: [{ path: facts.path, range: sink.call.nameRange, message: 'Only handed on here.' }] };
    return;
  }
  const loop = call.loop === NONE ? undefined : multiplyingLoop({ summary, facts, flow: createDataFlow(summary) }, call.loop);
  if (loop !== undefined && 'loop' in loop) {
    const over = summary.loops[loop.loop];
    if (over !== undefined && /^(map|flatMap)$/.test(over.method) && isGivenBack(summary, site, call)) {
      yield { ...base, messageId: 'list', data: { call: call.text, each: wordsFor(over).each }, cost: `memory for all ${wordsFor(over).element} files at once`, chain: [loopStep(facts, over)] };
      return;
    }
  }
  if (path !== undefined && host.entry !== undefined && host.entry.kind !== 'task' && keepingOf(summary, site) !== 'kept' && !guardedByCache(summary, call)) {
    yield {
      ...base, messageId: 'reread', data: { call: call.text, entry: host.entry.title }, cost: `1 read of the same file per ${host.entry.title}`,
      chain: [{ path: facts.path, range: summary.functions[host.entry.function]?.nameRange ?? range, message: `Runs for every ${host.entry.title}.` }],
    };
    return;
  }
  yield spare('G6', 'what is read is used as a whole');
}

/** `with NamedTemporaryFile() as tmp: workbook.save(tmp.name); tmp.read()`: such writers hold all of it before they write. */
function isSavedHere(summary: FileSummary, call: CallSite): boolean {
  const [file, ...others] = call.calleeReads;
  if (file === undefined || others.length > 0) return false;
  const opened = summary.values[summary.bindings[file]?.value ?? NONE];
  const maker = opened?.kind === 'result' ? summary.sites[opened.site] : undefined;
  if (maker === undefined || !MAKES_TEMPORARY.test(maker.name)) return false;
  return summary.sites.some((other) => other.function === call.function && other.range.end <= call.range.start && SAVES_WHOLE.test(other.name) && other.argumentReads.includes(file));
}

const MAKES_TEMPORARY = /^(Named|Spooled)?TemporaryFile$/;
const SAVES_WHOLE = /^(save|savefig|write_text|write_bytes|to_(csv|excel|json|parquet))$/;

/** `for line in file.readlines()`, or `lines = file.readlines()` and one loop over `lines`, which nothing else reads. */
function loopOverLines(summary: FileSummary, site: SiteId, call: CallSite): LoopSummary | undefined {
  const over = summary.loops.filter((loop) => isContent(summary, loop.iterated, site, 0));
  const [only] = over;
  if (call.use === 'iterated') return only;
  if (call.use !== 'assigned' || over.length !== 1 || only?.parent !== call.loop || only.function !== call.function) return undefined;
  const [holder, ...others] = only.iteratedReads;
  const binding = summary.bindings[holder ?? NONE];
  return binding?.kind === 'variable' && binding.function !== 0 && binding.reads === 1 && others.length === 0 ? only : undefined;
}

/** `for line in list(open(path))`: going through the file itself gives the same lines. */
function listedFile({ summary, facts }: RuleContext, site: SiteId, call: CallSite): Judgement | undefined {
  const [given, ...others] = call.arguments;
  if (given === undefined || others.length > 0 || !COPIES.test(call.text) || summary.values[call.callee]?.kind !== 'global') return undefined;
  if (call.use !== 'iterated' || !facts.traitsOf(facts.typeOf(given) ?? '').includes('lines')) return undefined;
  const range = expressionRange(summary, call);
  const loop = summary.loops.find((candidate) => contains(candidate.headRange, range));
  const opened = summary.values[given];
  const path = opened?.kind === 'result' ? constantPath(summary, summary.sites[opened.site]?.arguments[0] ?? NONE, 0) : undefined;
  if (loop === undefined || (path !== undefined && (SMALL_FILE.test(path) || SYSTEM_FILE.test(path)))) return undefined;
  return {
    verdict: 'report', messageId: 'lines', data: { call: `${call.text}(…)` }, range, confidence: 'likely', cost: 'the whole file in memory instead of one line',
    chain: [loopStep(facts, loop)], symbol: functionName(summary, call), state: { site },
  };
}

const COPIES = /^(list|tuple)$/;

interface UseOfText {
  readonly call: CallSite;
  readonly name: string;
  /** The text is what the method is called on, rather than an argument. */
  readonly receiver: boolean;
  /** It is given by name: `post(url, data=content)`. */
  readonly named: boolean;
}

const PASSES_ON = /^(send|end|write|writeFile|writeFileSync|outputFile|Response|NextResponse|HttpResponse|pipe|upload|putObject|attachment|body|update)$/;
/** Their objects take one piece after another as well; other functions of such a name may want all at once. */
const HASHES = 'hashlib';
/** With the content under one of these names. */
const BODY = /^(data|body|Body|content)$/;
const TAKES_BODY = /^(post|put|patch|request|write|Response|put_object|HttpResponse|upload\w*)$/;

/** Calls that the content goes into, by value: casts, awaits and names in between are looked through. */
function usesOf(summary: FileSummary, site: SiteId): UseOfText[] {
  const found: UseOfText[] = [];
  for (const call of summary.sites) {
    const callee = summary.values[call.callee];
    if (callee?.kind === 'member' && isContent(summary, callee.of, site, 0)) found.push({ call, name: call.name, receiver: true, named: false });
    else if (call.arguments.some((argument) => isContent(summary, argument, site, 0))) found.push({ call, name: call.name, receiver: false, named: false });
    else if (call.arguments.some((argument) => isBody(summary, argument, site))) found.push({ call, name: call.name, receiver: false, named: true });
  }
  return found;
}

function isHash(summary: FileSummary, call: CallSite): boolean {
  const callee = summary.values[call.callee];
  return callee?.kind === 'import' && callee.module === HASHES;
}

function isBody(summary: FileSummary, id: number, site: SiteId): boolean {
  const value = summary.values[id];
  return value?.kind === 'object' && Object.entries(value.properties).some(([name, part]) => BODY.test(name) && isContent(summary, part, site, 0));
}

const KEEPS_CONTENT = /^(toString|trim|from|trimEnd|trimStart)$/;

function isContent(summary: FileSummary, where: number, site: SiteId, depth: number): boolean {
  const value = summary.values[where];
  if (value === undefined || depth > 6) return false;
  if (value.kind === 'awaited' || value.kind === 'typed') return isContent(summary, value.of, site, depth + 1);
  if (value.kind !== 'result') return false;
  if (value.site === site) return true;
  // `Buffer.from(await response.arrayBuffer())`, `text.toString()`: still the whole content.
  const call = summary.sites[value.site];
  if (call === undefined || !KEEPS_CONTENT.test(call.name)) return false;
  const callee = summary.values[call.callee];
  return call.arguments.some((argument) => isContent(summary, argument, site, depth + 1)) || (callee?.kind === 'member' && isContent(summary, callee.of, site, depth + 1));
}

function onlyUse(uses: readonly UseOfText[]): UseOfText | undefined {
  const real = uses.filter((use) => !KEEPS_CONTENT.test(use.name) && use.name !== 'len');
  const [only] = real;
  return real.length === 1 && only !== undefined && !only.receiver ? only : undefined;
}

function splitsLines(summary: FileSummary, call: CallSite): boolean {
  const separator = summary.values[call.arguments[0] ?? NONE];
  // A regular expression is not kept as a value; on file text it is nearly always one for line ends.
  return separator?.kind === 'unknown' || (separator?.kind === 'string' && /^\r?\n$/.test(separator.value));
}

function isGivenBack(summary: FileSummary, site: SiteId, call: CallSite): boolean {
  if (call.use === 'returned' || call.kind === 'reference') return true;
  return summary.functions[call.function]?.returns.some((value) => mentions(summary, value, site, 0)) === true;
}

function mentions(summary: FileSummary, where: number, site: SiteId, depth: number): boolean {
  const value = summary.values[where];
  if (value === undefined || depth > 4) return false;
  if (isContent(summary, where, site, 0)) return true;
  return value.kind === 'object' && Object.values(value.properties).some((part) => mentions(summary, part, site, depth + 1));
}

/** The file's path, where it is told: by the call itself, or by what made the thing it is called on, `open(path).read()`. */
function fileOf(summary: FileSummary, call: CallSite): number {
  const [first] = call.arguments;
  if (first !== undefined && summary.values[first]?.kind !== 'object') return first;
  const callee = summary.values[call.callee];
  let opened = callee?.kind === 'member' ? summary.values[callee.of] : undefined;
  for (let hops = 0; hops < 5 && (opened?.kind === 'typed' || opened?.kind === 'awaited'); hops++) opened = summary.values[opened.of];
  if (opened?.kind !== 'result' || callee?.kind !== 'member') return NONE;
  const maker = summary.sites[opened.site];
  return maker !== undefined && BUILDS_PATH.test(maker.name) ? callee.of : (maker?.arguments[0] ?? NONE);
}

/** The file's path when the program fixes it: `'./a.json'`, `path.join(__dirname, 'a.json')`, `${__dirname}/a`. */
function constantPath(summary: FileSummary, id: number, depth: number): string | undefined {
  const value = summary.values[id];
  if (value === undefined || depth > 5) return undefined;
  switch (value.kind) {
    case 'string': return value.value;
    case 'typed': return constantPath(summary, value.of, depth + 1);
    case 'global': return PROGRAM_PATH.test(value.name) ? value.name : undefined;
    case 'result': {
      const call = summary.sites[value.site];
      if (call === undefined) return undefined;
      if (call.name === 'cwd' && call.text === 'process.cwd') return '.';
      if (!BUILDS_PATH.test(call.name)) return undefined;
      const parts = call.arguments.map((argument) => constantPath(summary, argument, depth + 1));
      return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.join('/') : undefined;
    }
    case 'member': return value.name === 'url' || value.name === 'dirname' || value.name === 'filename' ? '' : undefined;
    default: return undefined;
  }
}

const BUILDS_PATH = /^(join|resolve|normalize|URL|fileURLToPath|dirname|Path|joinpath|with_name|abspath|realpath)$/;
const PROGRAM_PATH = /^__(dirname|filename|file__)$/;

/** `path.join(process.cwd(), 'specs', area, 'openapi.yaml')`, `path.join(__dirname, name)`: starts at the program's own folder. */
function isBesideProgram(summary: FileSummary, id: number, depth: number): boolean {
  const value = summary.values[id];
  if (value === undefined || depth > 5) return false;
  switch (value.kind) {
    case 'typed': return isBesideProgram(summary, value.of, depth + 1);
    case 'global': return PROGRAM_PATH.test(value.name);
    case 'member': return value.name === 'dirname' || value.name === 'filename';
    case 'result': {
      const call = summary.sites[value.site];
      if (call === undefined) return false;
      // `new URL('./font.ttf', import.meta.url)`
      const base = call.name === 'URL' ? summary.values[call.arguments[1] ?? NONE] : undefined;
      if (base?.kind === 'member' && base.name === 'url') return true;
      return call.text === 'process.cwd' || (BUILDS_PATH.test(call.name) && isBesideProgram(summary, call.arguments[0] ?? NONE, depth + 1));
    }
    default: return false;
  }
}

/** `if (!template) template = readFileSync(…)`. */
function guardedByCache(summary: FileSummary, call: CallSite): boolean {
  return call.conditionReads.some((read) => summary.bindings[read]?.function === 0 || summary.bindings[read]?.name.startsWith('this.') === true);
}

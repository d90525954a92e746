/** Fixes of blocking-call-in-async: wait without blocking, or let a thread make the call. */
import type { Fix } from '../../engine/finding';
import type { FixContext, Fixer } from '../../engine/rule';
import type { CallSite, SiteId } from '../../engine/summary';
import { importedMember } from '../../fixes/python/addImport';
import type { Code } from '../../fixes/python/code';
import { commentsWithin, readCode, sourceOf } from '../../fixes/python/code';
import { asSketch, runsOnAsyncio } from '../../fixes/python/startTogether';
import type { Place } from '../../fixes/python/tree';
import { allowsAwait, callOf, expressionOf, isPath, parentOf, placeOf, someInside, statementAround } from '../../fixes/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { sameRange } from '../../text/range';

export const fixer: Fixer = (finding, context) => {
  const code = readCode(context);
  const site = context.summary.sites[finding.state['site'] as SiteId];
  const place = code === undefined || site === undefined ? undefined : placeOf(code.root, site.range, 'call');
  if (code === undefined || site === undefined || place === undefined || !runsOnAsyncio(code)) return [];
  const fixes = !allowsAwait(place) ? fromCaller(code, context, site.function) : site.name === 'sleep' && /#sleep$|\.sleep$/.test(String(finding.state['effect'])) ? sleep(code, place) : goesThroughElements(context, site) ? [] : inThread(code, place);
  return fixes.map((fix) => asSketch(fix, code));
};

/** Waited for one by one, the calls would only be the next thing to report: how many may run at once is the first question there. */
function goesThroughElements({ summary }: FixContext, site: CallSite): boolean {
  const kind = summary.loops[site.loop]?.kind;
  return kind !== undefined && kind !== 'while';
}

/** `time.sleep(1)` → `await asyncio.sleep(1)` */
function sleep(code: Code, place: Place): readonly Fix[] {
  const called = callOf(place.node);
  const statement = statementAround(place);
  const imported = importedMember(code, place, 'asyncio', 'sleep');
  if (called === undefined || called.arguments.length !== 1 || statement === undefined || expressionOf(statement.node) !== place.node || imported === undefined) return [];
  return [{
    title: 'Let others run meanwhile: `asyncio.sleep`', applicability: 'unsafe', assumes: 'what other tasks do during the pause does no harm',
    edits: [{ range: called.callee, newText: `await ${imported.local}` }, ...imported.edits],
  }];
}

/** `requests.get(url)` → `await asyncio.to_thread(requests.get, url)` */
function inThread(code: Code, place: Place): readonly Fix[] {
  const { node } = place;
  const called = callOf(node);
  const given = fieldOf(node, 'arguments');
  const imported = importedMember(code, place, 'asyncio', 'to_thread');
  if (called === undefined || given === undefined || imported === undefined || isOpenedFile(code, place) || commentsWithin(code, { start: called.callee.end, end: given.start + 1 }).length > 0) return [];
  // An argument that waits is evaluated first either way; one that yields would change its function.
  if (someInside(node, ({ type }) => type === 'await' || type === 'yield') || !/^(identifier|attribute)$/.test(called.callee.type)) return [];
  const first = called.arguments[0];
  const head = `${imported.local}(${sourceOf(code, called.callee)}${first === undefined ? '' : ', '}`;
  const parent = parentOf(place);
  const needsParentheses = parent !== undefined && (/^(attribute|subscript|call|binary_operator|unary_operator|list_splat|dictionary_splat)$/.test(parent.type));
  const startsOnNextLine = /^\(\s*\n/.test(code.text.slice(given.start, given.start + 200));
  const edits: TextEdit[] = [{ range: { start: node.start, end: given.start + 1 }, newText: `${needsParentheses ? '(' : ''}await ${startsOnNextLine ? `${imported.local}(` : head}` }];
  if (startsOnNextLine && first !== undefined) edits.push({ range: { start: first.start, end: first.start }, newText: `${sourceOf(code, called.callee)}, ` });
  if (startsOnNextLine && first === undefined) return [];
  if (needsParentheses) edits.push({ range: { start: node.end, end: node.end }, newText: ')' });
  return [{
    title: 'Let a thread make the call: `asyncio.to_thread`', applicability: 'unsafe',
    assumes: `\`${sourceOf(code, called.callee)}\` may run in another thread, and what other tasks do meanwhile does no harm`, edits: [...edits, ...imported.edits],
  }];
}

/** A file that is opened here is read here: only its reading would go to a thread. */
function isOpenedFile(code: Code, { node, ancestors }: Place): boolean {
  const callee = fieldOf(node, 'function');
  return (callee !== undefined && /^(\w+\.)*open$/.test(sourceOf(code, callee))) || ancestors.at(-1)?.type === 'with_item' || (ancestors.at(-1)?.type === 'as_pattern');
}

/** A helper that blocks is called in one asynchronous function: that call goes to a thread. */
function fromCaller(code: Code, { summary, facts }: FixContext, helper: number): readonly Fix[] {
  const calls = summary.sites.filter((other, id) => other.kind === 'call' && facts.targetOf(id) === helper);
  const waiting = calls.flatMap((call) => {
    const place = placeOf(code.root, call.range, 'call');
    return place !== undefined && allowsAwait(place) && sameRange(place.node, call.range) ? [place] : [];
  });
  const [place] = waiting;
  const callee = place === undefined ? undefined : fieldOf(place.node, 'function');
  if (place === undefined || callee === undefined || waiting.length > 1 || !isPath(callee)) return [];
  // Called in other plain functions as well, it may still block through them.
  return calls.length === 1 && summary.functions[helper]?.async === false && summary.functions[helper]?.generator === false ? inThread(code, place) : [];
}

/** Collections whose length is written into the program, looked up through names and through steps that keep or shorten them. */
import type { FileSummary, LoopSummary, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Gate } from './loopGates';
import { CONSTANT_NAME, LIST_NAME } from './names';

/** At most this many iterations count as small when the text fixes their number. */
export const SMALL_COUNT = 5;

/** Steps after which a list is no longer than before. */
const KEEPS_LENGTH = /^(filter|map|slice|sort|toSorted|reverse|toReversed|concat|flat|values|keys|entries)$/;
const DEEPEST = 8;

/** The most elements a value can have; undefined when it grows with data. */
function longest(summary: FileSummary, id: ValueId, depth = 0): number | undefined {
  const value = summary.values[id];
  if (value === undefined || depth > DEEPEST) return undefined;
  switch (value.kind) {
    // An empty one is filled later.
    case 'array': return value.length > 0 ? value.length : undefined;
    case 'typed': case 'awaited': return longest(summary, value.of, depth + 1);
    case 'result': {
      const call = summary.sites[value.site];
      const callee = summary.values[call?.callee ?? NONE];
      if (call === undefined || callee?.kind !== 'member') return undefined;
      const owner = summary.values[callee.of];
      if (owner?.kind === 'global' && owner.name === 'Object') return propertiesOf(summary, call.arguments[0]);
      if (!KEEPS_LENGTH.test(call.name)) return undefined;
      const before = longest(summary, callee.of, depth + 1);
      if (before === undefined) return undefined;
      if (call.name === 'flat') return flattened(summary, callee.of, before);
      if (call.name !== 'concat') return before;
      const more = call.arguments.map((argument) => longest(summary, argument, depth + 1));
      return more.reduce<number | undefined>((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), before);
    }
    default: return undefined;
  }
}

/** `Object.values({ a, b })` */
function propertiesOf(summary: FileSummary, id: ValueId | undefined): number | undefined {
  const value = summary.values[id ?? NONE];
  const plain = value?.kind === 'typed' ? summary.values[value.of] : value;
  return plain?.kind === 'object' && !plain.open ? Object.keys(plain.properties).length : undefined;
}

/** `[[a, b], [c]].flat()`: only what is written out is known. */
function flattened(summary: FileSummary, id: ValueId, length: number): number | undefined {
  const list = summary.values[id];
  if (list?.kind !== 'array' || list.elements.length < length) return undefined;
  return list.elements.reduce<number | undefined>((sum, element) => {
    const inner = summary.values[element];
    return sum === undefined || inner?.kind !== 'array' || inner.length < 0 ? undefined : sum + inner.length;
  }, 0);
}

/** `[{ … }, { … }].filter(isSet).map(…)`, `const all = Object.values(Kind); all.map(…)`, `({ kinds = KINDS }) => kinds.map(…)`. */
export function isShortCollection(summary: FileSummary, loop: LoopSummary): Gate | undefined {
  const isFilled = summary.flows.some((flow) => flow.kind === 'mutate' && flow.targets.some((target) => loop.iteratedReads.includes(target)));
  const count = isFilled ? undefined : longest(summary, loop.iterated);
  if (count !== undefined && count <= SMALL_COUNT) return { gate: 'G8', reason: `it runs at most ${count} times` };
  if (isEnumList(summary, loop.iterated)) return { gate: 'G8', reason: `\`${loop.iteratedText}\` is as long as its type` };
  return isConstantByDefault(summary, loop.iterated) ? { gate: 'G8', reason: `\`${loop.iteratedText}\` is a constant of the program unless something else is given` } : undefined;
}

/** `Object.values(Kind)` of an enum of the file or of an import named as types are; written here or held in a name. */
function isEnumList(summary: FileSummary, id: ValueId): boolean {
  // `for status in Status`: only an enumeration is gone through by its own name.
  const itself = summary.values[id];
  if (itself?.kind === 'class' || ((itself?.kind === 'import' || itself?.kind === 'member') && ENUM_NAME.test(itself.name))) return true;
  let at = id;
  for (let hops = 0; hops < DEEPEST; hops++) {
    const value = summary.values[at];
    const call = value?.kind === 'result' ? summary.sites[value.site] : undefined;
    if (call === undefined) return false;
    const callee = summary.values[call.callee];
    if (callee?.kind !== 'member') return false;
    if (/^Object\.(values|keys|entries)$/.test(call.text)) return isNamedAsType(summary, call.arguments[0], call.argumentReads);
    if (!KEEPS_LENGTH.test(call.name) || call.name === 'concat' || call.name === 'flat') return false;
    at = callee.of;
  }
  return false;
}

const TYPE_NAME = /^[A-Z]\w*$/;
const ENUM_NAME = /^[A-Z]\w*[a-z]\w*$/;

function isNamedAsType(summary: FileSummary, id: ValueId | undefined, reads: readonly number[]): boolean {
  const value = summary.values[id ?? NONE];
  if (value?.kind === 'import') return TYPE_NAME.test(value.name);
  if (value?.kind === 'global') return TYPE_NAME.test(value.name);
  // An enum of the file is a name of the module whose members are no values.
  const [read, ...more] = reads;
  const binding = summary.bindings[read ?? NONE];
  return more.length === 0 && binding !== undefined && binding.kind === 'const' && binding.function === 0 && TYPE_NAME.test(binding.name);
}

/** `status = QUEUES`: a list written out stands in for what is not given. An empty one says nothing. */
function isConstantByDefault(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  if (value?.kind !== 'either') return false;
  return value.of.some((part) => isListOfWords(summary, part)) && value.of.some((part) => isGiven(summary, part));
}

/** `['open', 'paid']`, an imported `STATES`; `[row]` is what is given, put into a list. */
function isListOfWords(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  if (value?.kind === 'typed') return isListOfWords(summary, value.of);
  if (value?.kind === 'import') return CONSTANT_NAME.test(value.name);
  return value?.kind === 'array' && value.length > 1 && value.elements.length > 0 && value.elements.every((element) => /^(string|number|member)$/.test(summary.values[element]?.kind ?? ''));
}

function isGiven(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  if (value?.kind === 'member' || value?.kind === 'typed') return isGiven(summary, value.of);
  return value?.kind === 'parameter';
}

/** `for (const [kind, rows] of Object.entries(byKind)) save(kind, rows)`: as many rounds as kinds, a list in each. */
export function isListPerKind(summary: FileSummary, loop: LoopSummary, reads: readonly number[]): boolean {
  if (!/^Object\.(entries|values|keys)\(/.test(loop.iteratedText)) return false;
  return loop.elements.some((element) => reads.includes(element) && LIST_NAME.test(summary.bindings[element]?.name ?? ''));
}

/** Few by custom: what may be one, and arguments that whoever calls writes out (`put(row, ...indexes)`). */
export function isOneOrFew(summary: FileSummary, loop: LoopSummary): boolean {
  const [list, ...others] = loop.iteratedReads;
  const isRest = list !== undefined && others.length === 0 && summary.functions.some(({ parameters }) => parameters.some(({ binding, rest }) => rest === true && binding === list));
  return isRest || isOneOrMany(summary, loop);
}

/** `const all = Array.isArray(keys) ? keys : [keys]`: whoever calls may give one, and mostly does, or no such line were there. */
function isOneOrMany(summary: FileSummary, loop: LoopSummary): boolean {
  const parts = new Set<ValueId>();
  const open: ValueId[] = [loop.iterated];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const value = summary.values[id];
    if (value === undefined || parts.has(id)) continue;
    parts.add(id);
    if (value.kind === 'either') open.push(...value.of);
    const call = value.kind === 'result' ? summary.sites[value.site] : undefined;
    const callee = summary.values[call !== undefined && KEEPS_LENGTH.test(call.name) ? call.callee : NONE];
    if (callee?.kind === 'member') open.push(callee.of);
  }
  return [...parts].some((id) => {
    const value = summary.values[id];
    return value?.kind === 'array' && value.length === 1 && parts.has(value.elements[0] ?? NONE);
  });
}

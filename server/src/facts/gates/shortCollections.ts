/** Collections whose length is written into the program, looked up through names and through steps that keep or shorten them. */
import type { FileSummary, LoopSummary, Value, ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import type { Gate } from './loopGates';
import { contains } from '../../text/range';
import { CONSTANT_NAME, LIST_NAME } from './names';

/** At most this many iterations count as small when the text fixes their number. */
export const SMALL_COUNT = 5;

/** Steps after which a list is no longer than before. */
const KEEPS_LENGTH = /^(filter|map|slice|sort|toSorted|reverse|toReversed|concat|flat|values|keys|entries|items)$/;
/** Of a mapping, in a language where it has such methods itself. */
const EACH_ENTRY = /^(items|keys|values)$/;
const DEEPEST = 8;

/** The most elements a value can have; undefined when it grows with data. */
function longest(summary: FileSummary, id: ValueId, depth = 0): number | undefined {
  const value = summary.values[id];
  if (value === undefined || depth > DEEPEST) return undefined;
  switch (value.kind) {
    // An empty one is filled later.
    case 'array': return value.length > 0 ? value.length : undefined;
    case 'typed': case 'awaited': return longest(summary, value.of, depth + 1);
    // One of several that are written out: `uris = [a]` here, `uris = [a, b]` there.
    case 'either': return most(value.of.map((part) => longest(summary, part, depth + 1)));
    // A field that its class sets once: `kinds = ["open", "paid"]`, gone through as `self.kinds`.
    case 'member': {
      const owner = summary.values[value.of];
      const field = owner?.kind === 'this' ? summary.classes[owner.class]?.fields.find(({ name }) => name === value.name) : undefined;
      return field === undefined ? most(entriesOf(summary, id, depth).map((entry) => longest(summary, entry, depth + 1))) : longest(summary, field.value, depth + 1);
    }
    case 'element': return most(entriesOf(summary, id, depth).map((entry) => longest(summary, entry, depth + 1)));
    case 'result': {
      const call = summary.sites[value.site];
      const callee = summary.values[call?.callee ?? NONE];
      if (call === undefined || callee?.kind !== 'member') return undefined;
      const owner = summary.values[callee.of];
      if (owner?.kind === 'global' && owner.name === 'Object') return propertiesOf(summary, call.arguments[0]);
      if (!KEEPS_LENGTH.test(call.name)) return undefined;
      const before = longest(summary, callee.of, depth + 1) ?? (EACH_ENTRY.test(call.name) ? propertiesOf(summary, callee.of, call.name) : undefined);
      if (before === undefined) return undefined;
      if (call.name === 'flat') return flattened(summary, callee.of, before);
      if (call.name !== 'concat') return before;
      const more = call.arguments.map((argument) => longest(summary, argument, depth + 1));
      return more.reduce<number | undefined>((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), before);
    }
    default: return undefined;
  }
}

/** `Object.values({ a, b })`, `{"a": 1, "b": 2}.items()`, `{"ip": {"a": 1}, "url": {}}[kind].items()` */
function propertiesOf(summary: FileSummary, id: ValueId | undefined, method = ''): number | undefined {
  const objects = objectsOf(summary, id ?? NONE, 0);
  // `{ keys() { … } }` has its own.
  return most(objects.map((object) => (object.open || Object.hasOwn(object.properties, method) ? undefined : Object.keys(object.properties).length)));
}

/** The objects written out that a value may be; none when it may be another. */
function objectsOf(summary: FileSummary, id: ValueId, depth: number): readonly WrittenObject[] {
  const value = summary.values[id];
  if (value === undefined || depth > DEEPEST) return [];
  switch (value.kind) {
    case 'object': return [value];
    case 'typed': return objectsOf(summary, value.of, depth + 1);
    case 'either': return everyPart(value.of.map((part) => objectsOf(summary, part, depth + 1)));
    case 'element': return everyPart(entriesOf(summary, id, depth).map((entry) => objectsOf(summary, entry, depth + 1)));
    case 'member': {
      const owner = summary.values[value.of];
      if (owner?.kind === 'this') return objectsOf(summary, summary.classes[owner.class]?.fields.find(({ name }) => name === value.name)?.value ?? NONE, depth + 1);
      return everyPart(entriesOf(summary, id, depth).map((entry) => objectsOf(summary, entry, depth + 1)));
    }
    default: return [];
  }
}

/** The entries of written-out mappings that `addresses[kind]`, `addresses.ip` may be; none when it may be another value. */
function entriesOf(summary: FileSummary, id: ValueId, depth: number): readonly ValueId[] {
  const value = summary.values[id];
  if (value?.kind !== 'element' && value?.kind !== 'member') return [];
  return everyPart(objectsOf(summary, value.of, depth + 1).map(({ open, properties }) => {
    if (value.kind === 'element') return open ? [] : Object.values(properties);
    const entry = Object.hasOwn(properties, value.name) ? properties[value.name] : undefined;
    return entry === undefined ? [] : [entry];
  }));
}

type WrittenObject = Value & { readonly kind: 'object' };

function everyPart<T>(parts: readonly (readonly T[])[]): readonly T[] {
  return parts.some(({ length }) => length === 0) ? [] : parts.flat();
}

/** Undefined when one of them is, or there is none. */
function most(counts: readonly (number | undefined)[]): number | undefined {
  return counts.reduce<number | undefined>((known, count, index) => (count === undefined || (known === undefined && index > 0) ? undefined : Math.max(known ?? 0, count)), undefined);
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
  const count = writtenOut(summary, loop);
  if (count !== undefined && count <= SMALL_COUNT) return { gate: 'G8', reason: `it runs at most ${count} times` };
  if (isEnumList(summary, loop.iterated)) return { gate: 'G8', reason: `\`${loop.iteratedText}\` is as long as its type` };
  return isConstantByDefault(summary, loop.iterated) ? { gate: 'G8', reason: `\`${loop.iteratedText}\` is a constant of the program unless something else is given` } : undefined;
}

/** How many elements are written into the program; undefined when something fills the list later. */
function writtenOut(summary: FileSummary, loop: LoopSummary): number | undefined {
  // While it is gone through, the entries of a mapping are only replaced.
  const replaces = MAPPING_ENTRIES.test(loop.iteratedText);
  const isFilled = summary.flows.some((flow) => flow.kind === 'mutate' && flow.targets.some((target) => loop.iteratedReads.includes(target)) && !(replaces && contains(loop.bodyRange, flow.range)));
  return isFilled ? undefined : longest(summary, loop.iterated);
}

const MAPPING_ENTRIES = /\.(items|keys|values)\(\)$|^Object\.(entries|keys|values)\(/;

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

/**
 * Few by custom: what may be one, arguments that whoever calls writes out (`put(row, ...indexes)`), a longer list of the program, what
 * somebody filled into a form, and the keys that Django hands to those who watch a relation.
 */
export function isOneOrFew(summary: FileSummary, loop: LoopSummary): boolean {
  const [list, ...others] = loop.iteratedReads;
  const isRest = list !== undefined && others.length === 0 && summary.functions.some(({ parameters }) => parameters.some(({ binding, rest }) => rest === true && binding === list));
  return isRest || isOneOrMany(summary, loop) || writtenOut(summary, loop) !== undefined || isTypedIn(summary, loop) || (loop.iteratedText === CHANGED_KEYS && summary.values[loop.iterated]?.kind === 'parameter');
}

/** A parameter of receivers of `m2m_changed`: the rows that one call adds or removes. */
const CHANGED_KEYS = 'pk_set';

/** `for name, value in request.POST.items()`, what a comprehension keeps of it, `range(int(request.POST["rows"]))`, a field with given choices. */
function isTypedIn(summary: FileSummary, loop: LoopSummary): boolean {
  if (FORM_ENTRIES.test(loop.iteratedText) || FORM_COUNT.test(loop.iteratedText)) return true;
  const [list, ...others] = loop.iteratedReads;
  const source = list === undefined || others.length > 0 ? undefined : summary.flows.find((flow) => flow.kind === 'assign' && flow.targets.includes(list));
  if (source !== undefined && summary.loops.some((other) => other.kind === 'comprehension' && contains(source.range, other.range) && FORM_ENTRIES.test(other.iteratedText))) return true;
  const key = CLEANED.exec(loop.iteratedText)?.[1];
  return key !== undefined && summary.classes.some(({ fields }) => fields.some(({ name, value }) => name === key && isChoices(summary, value)));
}

const FORM_ENTRIES = /\brequest\.(POST|FILES)(\.(items|keys|values|lists)\(\))?$/;
const FORM_COUNT = /^range\(.*\brequest\.(POST|GET)\b/;
const CLEANED = /\bcleaned_data(?:\[|\.get\()["'](\w+)["']/;

function isChoices(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  return value?.kind === 'result' && /^(Typed)?MultipleChoiceField$/.test(summary.sites[value.site]?.name ?? '');
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
  if ([...parts].some((id) => isTestedForOne(summary, loop, id) || isMadeList(summary, id))) return true;
  return [...parts].some((id) => {
    const value = summary.values[id];
    return value?.kind === 'array' && value.length === 1 && parts.has(value.elements[0] ?? NONE);
  });
}

/** `if isinstance(names, str)` elsewhere in the function: one name is given as itself. */
function isTestedForOne(summary: FileSummary, loop: LoopSummary, id: ValueId): boolean {
  if (summary.values[id]?.kind !== 'parameter') return false;
  return summary.sites.some((call) => {
    const type = summary.values[call.arguments[1] ?? NONE];
    return call.text === 'isinstance' && call.function === loop.function && call.arguments[0] === id && type?.kind === 'global' && type.name === 'str';
  });
}

/** `roles = ensure_list(roles)` */
function isMadeList(summary: FileSummary, id: ValueId): boolean {
  const value = summary.values[id];
  return value?.kind === 'result' && MAKES_LIST.test(summary.sites[value.site]?.name ?? '');
}

const MAKES_LIST = /^_?(ensure|force|wrap|always)_?(an?_)?(list|iterable|sequence|array|tuple)$|^(listify|arrayify|castArray)$/i;

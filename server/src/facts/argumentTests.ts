/** Chooses the alternative of an operation that holds for the arguments of a call, told from how they are written. */
import type { CallSite, FileSummary, Value, ValueId } from '../engine/summary';
import type { ArgumentTest, Operation } from '../models/model';

/** Properties under which drivers take the statement when the argument is an object: `query({ text, values })`. */
const STATEMENT_PROPERTIES = ['text', 'sql'] as const;
/** Calls that only mark a text as a statement, or lay it out. */
const STATEMENT_WRAPPERS: ReadonlySet<string> = new Set(['text', 'SQL', 'dedent', 'cleandoc']);
/** Steps that leave the beginning of a text as it is, white space aside. */
const TEXT_STEPS: ReadonlySet<string> = new Set(['format', 'strip', 'lstrip', 'rstrip', 'replace', 'format_map', 'trim']);
const LONGEST_CHAIN = 30;
const MOST_ALTERNATIVES = 20;
const DEEPEST_OPTIONS = 6;

/** Undefined when no alternative holds. */
export function chooseOperation(operation: Operation, site: CallSite, summary: FileSummary, pattern: (source: string) => RegExp): Operation | undefined {
  let at: Operation | undefined = operation;
  for (let count = 0; at !== undefined && count < MOST_ALTERNATIVES; count++) {
    if (at.when === undefined || holds(at.when, site, summary, pattern)) return at;
    at = at.orElse;
  }
  return undefined;
}

export function holds(test: ArgumentTest, site: CallSite, summary: FileSummary, pattern: (source: string) => RegExp): boolean {
  const value = argument(summary, site.arguments[test.index]);
  if (test.is !== undefined && !isOfKind(value, test.is)) return false;
  if (test.has !== undefined && !(value?.kind === 'object' && test.has.every((name) => Object.hasOwn(value.properties, name)))) return false;
  // A spread may bring the property, so nothing is lacking for sure.
  if (test.lacks !== undefined && !(value?.kind === 'object' && !value.open && test.lacks.every((name) => !Object.hasOwn(value.properties, name)))) return false;
  if (test.empties !== undefined && !(value?.kind === 'object' && test.empties.every((name) => isEmptyObject(argument(summary, value.properties[name]))))) return false;
  const places = test.inside === undefined ? [value] : value?.kind === 'object' ? test.inside.map((name) => (Object.hasOwn(value.properties, name) ? argument(summary, value.properties[name]) : undefined)) : [];
  const { contains, lists } = test;
  if (contains !== undefined && !places.some((place) => hasProperty(summary, place, contains, () => true, 0))) return false;
  if (lists !== undefined && !places.some((place) => hasProperty(summary, place, lists, ({ kind }) => kind !== 'array', 0))) return false;
  if (test.matches !== undefined) {
    const text = textOf(summary, value);
    if (text === undefined || !pattern(test.matches).test(text.head)) return false;
  }
  if (test.calls !== undefined && !chainNames(summary, value).some((name) => pattern(test.calls ?? '').test(name))) return false;
  // Names mind case, so this one is compiled here: classes are told from values by it.
  if (test.named !== undefined && !new RegExp(test.named).test(nameOf(summary, value))) return false;
  return test.constructs === undefined || pattern(test.constructs).test(constructedName(summary, value));
}

export interface StatementText {
  /** The constant text of the statement, or its constant beginning. */
  readonly text: string;
  /** Nothing is filled in. */
  readonly complete: boolean;
  /** More than one part is filled in after the beginning. */
  readonly goesOn: boolean;
}

/** Undefined for what is no text. */
export function statementText(summary: FileSummary, id: ValueId | undefined): StatementText | undefined {
  const value = argument(summary, id);
  const text = textOf(summary, value);
  if (text === undefined) return undefined;
  return { text: text.head, complete: value?.kind === 'string', goesOn: text.holes > 1 };
}

function isEmptyObject(value: Value | undefined): boolean {
  return value?.kind === 'object' && !value.open && Object.keys(value.properties).length === 0;
}

function argument(summary: FileSummary, id: ValueId | undefined): Value | undefined {
  let value = id === undefined ? undefined : summary.values[id];
  for (let hops = 0; hops < 5 && value !== undefined && (value.kind === 'typed' || value.kind === 'awaited'); hops++) value = summary.values[value.of];
  return value;
}

/** Looks for one of the properties at any depth, through lists as well. */
function hasProperty(summary: FileSummary, value: Value | undefined, names: readonly string[], accepts: (value: Value) => boolean, depth: number): boolean {
  if (value === undefined || depth > DEEPEST_OPTIONS) return false;
  if (value.kind === 'array') return value.elements.some((element) => hasProperty(summary, argument(summary, element), names, accepts, depth + 1));
  if (value.kind !== 'object') return false;
  return Object.entries(value.properties).some(([name, id]) => {
    const held = argument(summary, id);
    return (names.includes(name) && held !== undefined && accepts(held)) || hasProperty(summary, held, names, accepts, depth + 1);
  });
}

function isOfKind(value: Value | undefined, kind: NonNullable<ArgumentTest['is']>): boolean {
  switch (kind) {
    case 'missing': return value === undefined;
    case 'string': return value?.kind === 'string' || value?.kind === 'text';
    case 'function': return value?.kind === 'function';
    case 'array': return value?.kind === 'array';
    case 'object': return value?.kind === 'object';
  }
}

interface Text {
  readonly head: string;
  readonly holes: number;
}

function textOf(summary: FileSummary, value: Value | undefined, depth = 0): Text | undefined {
  if (value?.kind === 'string') return { head: value.value, holes: 0 };
  if (value?.kind === 'text') return { head: value.head, holes: value.holes ?? 1 };
  if (value?.kind === 'result') return textOfCall(summary, summary.sites[value.site], depth);
  if (value?.kind !== 'object') return undefined;
  for (const name of STATEMENT_PROPERTIES) {
    const text = Object.hasOwn(value.properties, name) ? textOf(summary, argument(summary, value.properties[name])) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A statement written by a tag (sql`UPDATE …`), wrapped (`text('UPDATE …')`) or filled in (`'UPDATE …'.format(…)`). */
function textOfCall(summary: FileSummary, site: CallSite | undefined, depth: number): Text | undefined {
  if (site === undefined || depth > DEEPEST_OPTIONS) return undefined;
  if (site.kind === 'template' || STATEMENT_WRAPPERS.has(site.name)) return textOf(summary, argument(summary, site.arguments[0]), depth + 1);
  const callee = summary.values[site.callee];
  return callee?.kind === 'member' && TEXT_STEPS.has(site.name) ? textOf(summary, argument(summary, callee.of), depth + 1) : undefined;
}

/** Names called along a chain, outermost first. */
function chainNames(summary: FileSummary, value: Value | undefined): string[] {
  const names: string[] = [];
  for (let at = value, hops = 0; at !== undefined && hops < LONGEST_CHAIN; hops++) {
    if (at.kind === 'result') {
      const site: CallSite | undefined = summary.sites[at.site];
      if (site !== undefined) names.push(site.name);
      at = site === undefined ? undefined : summary.values[site.callee];
    } else at = at.kind === 'member' || at.kind === 'typed' || at.kind === 'awaited' ? summary.values[at.of] : undefined;
  }
  return names;
}

function nameOf(summary: FileSummary, value: Value | undefined): string {
  switch (value?.kind) {
    case 'import': case 'global': case 'member': return value.name;
    case 'class': return summary.classes[value.class]?.name ?? '';
    default: return '';
  }
}

function constructedName(summary: FileSummary, value: Value | undefined): string {
  if (value?.kind !== 'result') return '';
  const site = summary.sites[value.site];
  return site?.kind === 'new' ? site.name : '';
}

/** What a value is known to be. The vocabulary shared by typing, effects and entry points; rules see only library types of it. */
import type { Confidence } from '../engine/finding';
import type { ClassId, FunctionId, SiteId, ValueId } from '../engine/summary';
import type { LibraryModel } from '../models/model';
import type { Row } from './modelIndex';

export type Meaning =
  /** Nothing is known; a shape may still tell. */
  | { readonly kind: 'unknown' }
  /** Comes from another file of the project, which is not read here; a shape may still tell. */
  | { readonly kind: 'project' }
  /** Comes from somewhere that rules shapes out, but is not described. `foreign`: from a package no model describes. */
  | { readonly kind: 'opaque'; readonly foreign: boolean }
  /** A module that models describe: `import * as pg`, `import pg`. */
  | { readonly kind: 'module'; readonly module: string; readonly name: '*' | 'default' }
  /** Something of a modelled library: with a type, with the row of the export or property it is, or both. */
  | {
    readonly kind: 'library'; readonly type: string | undefined; readonly row: Row | undefined; readonly confidence: Confidence;
    /** Takes a callback by itself and was turned into a function that is awaited. */
    readonly promisified?: true;
  }
  /** A package no model describes, itself or what is imported from it. `scoped`: `@acme/db` may well be a package of the same repository. */
  | { readonly kind: 'package'; readonly scoped: boolean }
  /** A value of the language itself: `Array`, `Map`, `string`. `holds`: values its elements may be; `settled`: they have been waited for. */
  | { readonly kind: 'builtin'; readonly name: string; readonly holds: readonly ValueId[]; readonly settled?: true }
  | { readonly kind: 'builtin-method'; readonly of: Meaning; readonly name: string }
  /** `.then`, `.catch` or `.finally` of something. */
  | { readonly kind: 'promise-step'; readonly of: Meaning; readonly name: string }
  | { readonly kind: 'class'; readonly class: ClassId }
  | { readonly kind: 'instance'; readonly class: ClassId }
  | { readonly kind: 'function'; readonly function: FunctionId }
  | { readonly kind: 'object'; readonly value: ValueId }
  /** Made by an operation that runs the given function once per key. */
  | { readonly kind: 'memoised'; readonly site: SiteId };

export const UNKNOWN: Meaning = { kind: 'unknown' };
export const PROJECT: Meaning = { kind: 'project' };
export const OPAQUE: Meaning = { kind: 'opaque', foreign: false };
export const FOREIGN: Meaning = { kind: 'opaque', foreign: true };

/** Says something that another source of knowledge should not overrule. */
export function isInformative(meaning: Meaning): boolean {
  return meaning.kind !== 'unknown' && meaning.kind !== 'project' && meaning.kind !== 'opaque' && meaning.kind !== 'package';
}

/** Provenance leaves room for a guess by the receiver's name. */
export function leavesRoomForShape(meaning: Meaning): boolean {
  return meaning.kind === 'unknown' || meaning.kind === 'project' || (meaning.kind === 'package' && meaning.scoped);
}

export function sameMeaning(a: Meaning, b: Meaning): boolean {
  if (a === b) return true;
  if (a.kind === 'library' && b.kind === 'library') return a.type === b.type && a.row?.api === b.row?.api;
  if (a.kind === 'builtin' && b.kind === 'builtin') return a.name === b.name;
  if (a.kind === 'function' && b.kind === 'function') return a.function === b.function;
  if ((a.kind === 'instance' && b.kind === 'instance') || (a.kind === 'class' && b.kind === 'class')) return a.class === b.class;
  return a.kind === b.kind && (a.kind === 'unknown' || a.kind === 'project');
}

const ORDER: readonly Confidence[] = ['proven', 'likely', 'named'];

export function leastSure(a: Confidence, b: Confidence): Confidence {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

export function isSurer(a: Confidence, b: Confidence): boolean {
  return ORDER.indexOf(a) < ORDER.indexOf(b);
}

export function libraryValue(library: LibraryModel, type: string | undefined, row: Row | undefined, confidence: Confidence): Meaning {
  const own = type ?? row?.member.type;
  return { kind: 'library', type: own === undefined ? undefined : own.includes('#') ? own : `${library.id}#${own}`, row, confidence };
}

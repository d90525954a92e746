/** Values of the language itself: enough to know that `map.get()` is no query, and what collections hand on. */
import type { Meaning } from './meaning';
import { OPAQUE, UNKNOWN } from './meaning';

const BUILTINS = new Set([
  'Array', 'ReadonlyArray', 'Map', 'ReadonlyMap', 'Set', 'ReadonlySet', 'WeakMap', 'WeakSet', 'WeakRef', 'Object', 'String', 'Number', 'Boolean', 'BigInt', 'Symbol', 'Date',
  'RegExp', 'Error', 'TypeError', 'RangeError', 'AggregateError', 'Math', 'JSON', 'Reflect', 'Proxy', 'Intl', 'Promise', 'URL', 'URLSearchParams', 'Headers', 'FormData', 'Blob',
  'Buffer', 'ArrayBuffer', 'Uint8Array', 'DataView', 'TextEncoder', 'TextDecoder', 'AbortController', 'AbortSignal', 'Iterator', 'console', 'performance',
  'structuredClone', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI', 'atob', 'btoa',
  'Record', 'Iterable', 'IterableIterator', 'Generator', 'string', 'number', 'boolean', 'bigint', 'symbol',
]);

/** Types that stand for what they are given: `Readonly<X>` has the members of `X`, and promises are transparent. */
const TRANSPARENT_TYPES = new Set(['Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Omit', 'Pick', 'Exclude', 'Extract', 'WeakRef']);

/** Objects whose properties are the global names. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'global', 'window', 'self']);

const ELEMENT_METHODS = new Set(['find', 'findLast', 'at', 'pop', 'shift', 'get']);
const SAME_METHODS = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'concat', 'values', 'splice']);

export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}

export function isTransparentType(name: string): boolean {
  return TRANSPARENT_TYPES.has(name);
}

export function isGlobalObject(name: string): boolean {
  return GLOBAL_OBJECTS.has(name);
}

/** Which of a generic type's arguments its elements are: the values of a map, the elements of the others. */
export function elementArgument(name: string): number {
  return name === 'Map' || name === 'ReadonlyMap' || name === 'WeakMap' || name === 'Record' ? 1 : 0;
}

/** What a method of a built-in gives; `elementOf` tells what the collection holds. */
export function builtinResult(of: Meaning, name: string, elementOf: (meaning: Meaning) => Meaning): Meaning {
  if (of.kind !== 'builtin') return OPAQUE;
  if (ELEMENT_METHODS.has(name)) return elementOf(of);
  if (SAME_METHODS.has(name)) return of;
  if (name === 'map' || name === 'flatMap' || name === 'keys' || name === 'entries' || name === 'split') return { kind: 'builtin', name: 'Array', holds: [] };
  if (name === 'then') return UNKNOWN;
  return OPAQUE;
}

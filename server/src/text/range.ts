/**
 * Offsets and ranges. Every position inside the server is a UTF-16 code unit offset into one text; lines and columns
 * exist only at the edge (protocol, command line), converted through a LineIndex.
 */

/** Half-open: `start` is included, `end` is not. Both are UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function containsOffset(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

export function sameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

export function textOf(text: string, range: Range): string {
  return text.slice(range.start, range.end);
}

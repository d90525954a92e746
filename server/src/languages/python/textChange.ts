/** What changed between two versions of a text, as one replacement: the way a parser wants to be told of an edit. */
export interface TextPlace {
  /** In UTF-16 units. */
  readonly index: number;
  /** Zero-based; only a line feed ends a row, as in tree-sitter. */
  readonly position: { readonly row: number; readonly column: number };
}

export interface TextChange {
  readonly start: TextPlace;
  readonly oldEnd: TextPlace;
  readonly newEnd: TextPlace;
}

/** The smallest replacement that turns one text into the other; no surrogate pair is cut. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (isHighSurrogate(before, start - 1)) start--;
  let tail = 0;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  if (tail > 0 && (isHighSurrogate(before, before.length - tail - 1) || isHighSurrogate(after, after.length - tail - 1))) tail--;
  return { start: placeAt(after, start), oldEnd: placeAt(before, before.length - tail), newEnd: placeAt(after, after.length - tail) };
}

function isHighSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff;
}

function placeAt(text: string, index: number): TextPlace {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', lineStart)) {
    row++;
    lineStart = at + 1;
  }
  return { index, position: { row, column: index - lineStart } };
}

/** How a file is written, so that new code looks like the code around it. Read from the text, not from any tool's settings. */
import type { PyNode } from '../../languages/python/tree';

export interface Style {
  /** One level: four spaces when nothing is indented. */
  readonly unit: string;
  readonly quote: '\'' | '"';
  readonly newline: '\n' | '\r\n';
  /** Lists over several lines end with a comma. */
  readonly trailingComma: boolean;
  /** Lines longer than this are broken. */
  readonly width: number;
}

const NARROW = 79;
const WIDE = 120;

/** `nodes`: all of the file's. */
export function styleOf(text: string, nodes: readonly PyNode[]): Style {
  let single = 0;
  let double = 0;
  const units = new Map<string, number>();
  for (const node of nodes) {
    if (node.type === 'string_start') {
      const mark = text.slice(node.start, node.end).replace(/^\w+/, '');
      if (mark === '"') double++;
      if (mark === '\'') single++;
    }
    if (node.type !== 'block') continue;
    // The outermost blocks only: one level deep, white space is one unit.
    const white = /(?:^|\n)([ \t]+)$/.exec(text.slice(Math.max(0, node.start - 20), node.start))?.[1];
    if (white !== undefined) units.set(white, (units.get(white) ?? 0) + 1);
  }
  const lines = text.split('\n').slice(0, 5000);
  return {
    unit: shortest([...units.keys()]),
    quote: single > double ? '\'' : '"',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    trailingComma: /,[ \t]*\r?\n\s*[\])}]/.test(text) || !/[^\s,({[][ \t]*\r?\n\s*[\])}]/.test(text),
    width: Math.min(WIDE, Math.max(NARROW, ...lines.map((line) => line.length))),
  };
}

function shortest(units: readonly string[]): string {
  const [first] = [...units].sort((a, b) => a.length - b.length);
  return first ?? '    ';
}

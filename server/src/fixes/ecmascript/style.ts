/** How a file is written, so that new code looks like the code around it. Read from the text, not from any tool's settings. */
import type { Node } from '../../languages/ecmascript/syntax';
import { endOf, startOf } from '../../languages/ecmascript/syntax';

export interface Style {
  /** One level: two spaces when nothing is indented. */
  readonly unit: string;
  readonly quote: '\'' | '"';
  readonly semicolon: ';' | '';
  readonly newline: '\n' | '\r\n';
  /** Lists over several lines end with a comma. */
  readonly trailingComma: boolean;
  /** `{ a }` rather than `{a}`. */
  readonly braceSpace: ' ' | '';
  /** `(x) => y` rather than `x => y`. */
  readonly arrowParens: boolean;
  /** Lines longer than this are broken. */
  readonly width: number;
}

const NARROW = 80;
const WIDE = 120;

/** `nodes`: all of the file's. */
export function styleOf(text: string, nodes: readonly Node[]): Style {
  let single = 0;
  let double = 0;
  let withSemicolon = 0;
  let withoutSemicolon = 0;
  let spaced = 0;
  let tight = 0;
  let parens = 0;
  let bare = 0;
  for (const node of nodes) {
    if (isText(node)) text[startOf(node)] === '"' ? double++ : single++;
    if (endsWithSemicolon(node)) text[endOf(node) - 1] === ';' ? withSemicolon++ : withoutSemicolon++;
    if ((node.type === 'ObjectExpression' || node.type === 'ObjectPattern') && node.properties.length > 0) {
      const after = text[startOf(node) + 1];
      if (after === ' ') spaced++;
      else if (after !== '\n' && after !== '\r') tight++;
    }
    if (node.type === 'ArrowFunctionExpression' && !node.async && node.params.length === 1 && node.params[0]?.type === 'Identifier' && node.params[0].typeAnnotation == null) {
      text[startOf(node)] === '(' ? parens++ : bare++;
    }
  }
  const lines = text.split('\n');
  return {
    unit: unitOf(lines),
    quote: double > single ? '"' : '\'',
    semicolon: withoutSemicolon > withSemicolon ? '' : ';',
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    trailingComma: /,[ \t]*\r?\n\s*[\])}]/.test(text) || !/[^\s,({[][ \t]*\r?\n\s*\]/.test(text),
    braceSpace: tight > spaced ? '' : ' ',
    arrowParens: bare <= parens,
    width: Math.min(WIDE, Math.max(NARROW, ...lines.slice(0, 5000).map((line) => line.length))),
  };
}

function isText(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'string';
}

function endsWithSemicolon(node: Node): boolean {
  return node.type === 'ExpressionStatement' || node.type === 'ImportDeclaration' || node.type === 'ReturnStatement';
}

function unitOf(lines: readonly string[]): string {
  let least = 0;
  for (const line of lines) {
    const match = /^(\t+| +)\S/.exec(line);
    const white = match?.[1];
    if (white === undefined || line.startsWith(' *')) continue;
    if (white.startsWith('\t')) return '\t';
    if (white.length >= 2 && (least === 0 || white.length < least)) least = white.length;
  }
  return ' '.repeat(least === 0 || least > 8 ? 2 : least);
}

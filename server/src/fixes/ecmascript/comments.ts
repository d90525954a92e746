/** Comments of a text, told with the help of its tree: what stands in no string, template, pattern or JSX text. */
import type { Node } from '../../languages/ecmascript/syntax';
import { rangeOf } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';

/** Comments with their marks, in source order. `nodes`: all of the file's. */
export function commentsOf(text: string, nodes: readonly Node[]): Range[] {
  const opaque = nodes.filter(({ type }) => type === 'Literal' || type === 'TemplateElement' || type === 'JSXText').map(rangeOf);
  opaque.sort((a, b) => a.start - b.start);
  const comments: Range[] = [];
  let next = 0;
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at)) {
    while (next < opaque.length && (opaque[next]?.end ?? 0) <= at) next++;
    const inside = opaque[next];
    if (inside !== undefined && inside.start <= at) {
      at = inside.end;
      continue;
    }
    const after = text[at + 1];
    if (after !== '/' && after !== '*') {
      at++;
      continue;
    }
    const end = after === '/' ? endOfLine(text, at) : text.indexOf('*/', at + 2) + 2;
    if (end < at + 2) break;
    comments.push({ start: at, end });
    at = end;
  }
  return comments;
}

function endOfLine(text: string, from: number): number {
  const match = /[\r\n]/g;
  match.lastIndex = from;
  return match.exec(text)?.index ?? text.length;
}

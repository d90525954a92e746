/** typescript-estree: slower, portable, needs no binding. */
import { parse, TSError } from '@typescript-eslint/typescript-estree';
import type { Parser } from '../parse';
import { forEachChild } from '../syntax';
import type { Node } from '../syntax';

export const estree: Parser = {
  name: 'estree',
  parse(file, { jsx }) {
    try {
      const program = parse(file.text, { comment: true, range: true, jsx, suppressDeprecatedPropertyWarnings: true, errorOnUnknownASTType: false });
      addOffsets(program);
      const comments = (program.comments ?? []).map((comment) => ({ text: comment.value, range: { start: comment.range[0], end: comment.range[1] } }));
      return { program, comments, problems: [] };
    } catch (error) {
      if (!(error instanceof TSError)) throw error;
      return { program: undefined, comments: [], problems: [{ message: error.message, range: { start: error.location.start.offset, end: error.location.end.offset } }] };
    }
  },
};

/** The rest of the frontend reads `start` and `end`, as oxc writes them. */
function addOffsets(root: Node): void {
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    Object.assign(node, { start: node.range[0], end: node.range[1] });
    forEachChild(node, (child) => pending.push(child));
  }
}

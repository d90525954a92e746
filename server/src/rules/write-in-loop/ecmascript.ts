/** Fix of write-in-loop: the library's own call for many rows, where writing one row is all the loop does. */
import type { Fixer } from '../../engine/rule';
import type { LoopId, SiteId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { bulkWrite } from '../../fixes/ecmascript/bulkWrite';
import { recogniseWrite } from '../../fixes/ecmascript/bulkWrites';
import { readCode } from '../../fixes/ecmascript/code';
import { elementLoop } from '../../fixes/ecmascript/loopElements';
import { placeOf } from '../../fixes/ecmascript/tree';

export const fixer: Fixer = (finding, context) => {
  const { summary } = context;
  const id = finding.state['loop'] as LoopId;
  // Inside another loop one statement per round would stay.
  if (summary.sites[finding.state['site'] as SiteId]?.loop !== id || summary.loops[id]?.parent !== NONE) return [];
  const code = readCode(context);
  const place = placeOf(code.program, finding.range, 'AwaitExpression', 'CallExpression');
  const loop = elementLoop(code, summary, id);
  if (place === undefined || loop === undefined) return [];
  const node = place.node.type === 'AwaitExpression' ? place.node.argument : place.node;
  const write = recogniseWrite(code, node, String(finding.state['effect']));
  const edits = write === undefined ? undefined : bulkWrite(code, loop, place, write);
  if (write === undefined || edits === undefined) return [];
  return [{ title: 'Write all rows with one call', applicability: 'unsafe', assumes: write.assumes.join('; '), edits }];
};

/** Redis: one `MGET` for all keys before a loop and a Map by key, in place of one `GET` per element. */
import type { TextEdit } from '../../text/edits';
import type { Node } from '../../languages/ecmascript/syntax';
import { rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import { mayGoBefore, placedRead, standsDirectlyIn, isInsideTryOf } from './batchLookup';
import type { Code } from './code';
import { claimName, commentsWithin, sourceOf, takenAround } from './code';
import { indentAt } from '../lines';
import type { ElementLoop } from './loopElements';
import { isOutside, mapText, overElements, repeatable } from './loopElements';
import type { Place } from './tree';
import { isPath } from './tree';

export interface BatchedKeys {
  readonly edits: readonly TextEdit[];
  readonly command: 'mget' | 'mGet';
  readonly leavesTry: boolean;
}

const COMMANDS: Readonly<Record<string, 'mget' | 'mGet'>> = { 'ioredis#Redis.get': 'mget', 'redis#Client.get': 'mGet' };

export function batchKeys(code: Code, loop: ElementLoop, place: Place, node: Node, effect: string, ordinal: number): BatchedKeys | undefined {
  const command = COMMANDS[effect];
  const call = unwrap(node);
  if (command === undefined || call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.arguments.length !== 1) return undefined;
  const { callee: { object: receiver }, arguments: [argument] } = call;
  if (argument === undefined || !isPath(receiver) || !isOutside(loop, receiver) || !repeatable(loop)) return undefined;
  if (!standsDirectlyIn(loop, place) || !mayGoBefore(code, loop) || commentsWithin(code, rangeOf(place.node)).length > 0) return undefined;
  const key = overElements(code, loop, argument);
  if (key === undefined) return undefined;

  const taken = takenAround(code, loop.statement);
  const collection = sourceOf(code, loop.collection);
  const mapped = mapText(code, loop, collection, key.text);
  const keys = mapped === collection ? collection : claimName(taken, 'keys', ordinal);
  taken.add(keys);
  const values = claimName(taken, 'values', ordinal);
  taken.add(values);
  const by = claimName(taken, 'valueByKey', ordinal);
  const { semicolon, newline } = code.style;
  const lines = [
    ...(keys === collection ? [] : [`const ${keys} = ${mapped}${semicolon}`]),
    `const ${values} = await ${sourceOf(code, receiver)}.${command}(${keys})${semicolon}`,
    `const ${by} = new Map(${keys}.map((key, index) => [key, ${values}[index]]))${semicolon}`,
  ];
  const start = startOf(loop.statement.node);
  const line = newline + indentAt(code.text, start);
  const target = placedRead(code, place, 'null');
  return {
    command, leavesTry: isInsideTryOf(loop, place),
    edits: [
      { range: { start, end: start }, newText: lines.map((statement) => statement + line).join('') },
      { range: target.range, newText: target.text(`${by}.get(${sourceOf(code, argument)})`) },
    ],
  };
}

/** Where a chain step stands, as a Markdown link that editors open at the line. */
import type { ChainStep } from '../engine/finding';
import type { LineIndex } from '../text/lineIndex';
import { relativeTo } from '../engine/engine';
import { uriOf } from './uris';

export interface PlaceContext {
  readonly path: string;
  readonly uri: string;
  readonly lines: LineIndex;
  readonly root: string;
}

export function placeOf(step: ChainStep, { path, uri, lines, root }: PlaceContext): string {
  if (step.path !== path) return `[${relativeTo(root, step.path)}](${uriOf(step.path)})`;
  const line = lines.positionAt(step.range.start).line + 1;
  return `[line ${line}](${uri}#L${line})`;
}

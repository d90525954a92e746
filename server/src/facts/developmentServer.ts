/** Whether a file starts the server of a build tool, which answers the developer who started it and nobody else. */
import type { FileSummary } from '../engine/summary';

/** `vite.createServer(…)`, `{ server: { middlewareMode: true } }`. */
export function startsDevelopmentServer(summary: FileSummary): boolean {
  return summary.values.some((value) => (value.kind === 'object' && Object.hasOwn(value.properties, 'middlewareMode')) || (value.kind === 'import' && value.module === 'vite' && value.name === 'createServer'));
}

/** Where the time of a scan went; for `--stats`. */
import type { ScanResult } from '../../workspace/scan';
import { errorCode } from '../../workspace/skipped';
import type { ReportNotes } from '../report';

/** CPU in milliseconds over all threads, peak memory in bytes. */
export interface ProcessUse {
  readonly cpu: number;
  readonly peakMemory: number;
}

export function formatStats(result: ScanResult, notes: ReportNotes, use: ProcessUse): string {
  const { timings } = result;
  const rows: readonly (readonly [string, string])[] = [
    ['discover', ms(timings.discover)],
    ['read', ms(timings.read)],
    ['parse', ms(timings.parse)],
    ['summarise', ms(timings.summarise)],
    ['rules', ms(timings.rules)],
    ...(timings.fixes > 1 ? [['fixes', ms(timings.fixes)] as const] : []),
    ['cache', ms(timings.cache)],
    ['total (wall)', ms(timings.total)],
    ['total (CPU, with start-up)', ms(use.cpu)],
    ['threads', String(result.threads)],
    ['parsed / from cache', `${result.parsed} / ${result.cached}`],
    ['peak memory', `${Math.round(use.peakMemory / 1024 ** 2)} MiB`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  if (result.cacheError !== undefined) lines.push(`  The cache was not written: ${errorCode(result.cacheError)}`);
  for (const { path, rule, message } of notes.internalErrors) lines.push(`  ${rule} on ${path}: ${message}`);
  return ['Time by step, summed over threads:', ...lines, ''].join('\n');
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** The report as it is. */
import type { ScanReport } from '../report';

export function formatJson(report: ScanReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

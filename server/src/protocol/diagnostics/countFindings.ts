/** Tells the status how many findings are shown: those of open documents, and of the last scan for other files. */
import type { Session } from '../session';

export function countFindings({ documents, analyses, scanned, status }: Session): void {
  let findings = 0;
  let files = 0;
  const add = (count: number): void => {
    findings += count;
    if (count > 0) files++;
  };
  for (const { uri } of documents.all()) add(analyses.last(uri)?.findings.length ?? 0);
  for (const { path, diagnostics } of scanned.all()) if (documents.at(path) === undefined) add(diagnostics.length);
  status.counts(findings, files);
}

/**
 * `perfHints/scan`: analyses every file of the workspace as it is on disk. Findings go to the scan store; what the
 * client sees comes from there, or from a document's own requests while it is open.
 */
import type { CancellationToken as ProtocolToken } from 'vscode-languageserver/node';
import type { CancellationToken } from '../engine/cancellation';
import { CancelledError } from '../engine/cancellation';
import type { FileResult } from '../workspace/analyseFile';
import type { Folder } from './configuration';
import { placedToDiagnostics } from './convert';
import { countFindings } from './diagnostics/countFindings';
import type { ScanParams, ScanResult } from './messages';
import { ScanRequest } from './messages';
import type { Session } from './session';

/** How often progress is told and found hints are shown while a scan runs. */
const REPORT_MS = 300;

/** Something that shows how far the scan is. */
export interface ScanProgress {
  report(percentage: number, message: string): void;
}

export function registerScan(session: Session): void {
  const { connection, guard } = session;
  connection.onRequest(ScanRequest, (params: ScanParams | undefined, token: ProtocolToken) =>
    guard.request<ScanResult>('the scan', EMPTY, token, async (own) => {
      // The type says text only; numbers are as good to the protocol, and the token is passed on unread.
      const progress = connection.window.attachWorkDoneProgress(params?.workDoneToken as string | undefined);
      progress.begin('Scanning for performance hints', 0, 'looking for files', true);
      try {
        return await scanWorkspace(session, progress, own);
      } finally {
        progress.done();
      }
    }));
}

const EMPTY: ScanResult = { files: 0, findings: 0, filesWithFindings: 0, skipped: {}, milliseconds: 0, cancelled: false };

/** Never throws for cancellation: what was found until then stays and is told. */
export async function scanWorkspace(session: Session, progress: ScanProgress, token: CancellationToken): Promise<ScanResult> {
  const { configuration, host, scanned, status, push } = session;
  const begun = performance.now();
  let reported = begun;
  const counts = { files: 0, findings: 0, filesWithFindings: 0 };
  const skipped: Record<string, number> = {};
  const covered = new Set<string>();
  let fresh: string[] = [];

  function show(): void {
    push.scanned(fresh);
    fresh = [];
    scanned.changed();
    countFindings(session);
    reported = performance.now();
  }

  function take(file: FileResult): void {
    if (file.skipped !== undefined) return;
    counts.files++;
    counts.findings += file.findings.length;
    if (file.findings.length > 0) counts.filesWithFindings++;
    store(session, file);
    covered.add(file.path);
    fresh.push(file.path);
  }

  async function scanFolder(folder: Folder): Promise<void> {
    const { enabled } = await configuration.of(folder.root);
    if (!enabled) return;
    const left = await host.scan({
      root: folder.root, paths: [folder.root], editor: await configuration.editorSettings(folder), token,
      onFiles(files, done, total) {
        // A file of a nested workspace folder is taken with that folder's settings.
        for (const file of files) if (configuration.folderOf(file.path)?.root === folder.root) take(file);
        if (performance.now() - reported < REPORT_MS) return;
        progress.report(total === 0 ? 100 : Math.floor((100 * done) / total), `${done} of ${plural(total, 'file')}, ${plural(counts.findings, 'hint')}`);
        show();
      },
    });
    for (const { reason } of left) skipped[reason] = (skipped[reason] ?? 0) + 1;
  }

  status.recovered();
  status.state('scanning');
  let cancelled = false;
  try {
    for (const folder of configuration.folders()) await scanFolder(folder);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    cancelled = true;
  } finally {
    status.state('ready');
  }
  if (!cancelled) {
    fresh.push(...scanned.paths().filter((path) => !covered.has(path)));
    scanned.retain(covered);
  }
  show();
  return { ...counts, skipped, milliseconds: Math.round(performance.now() - begun), cancelled };
}

/** Brings what the last scan said of these files up to date with the disk; files it did not cover are left alone. */
export async function rescan(session: Session, paths: readonly string[], token: CancellationToken): Promise<void> {
  const { configuration, host, push, scanned } = session;
  const known = paths.filter((path) => scanned.covers(path));
  if (known.length === 0) return;
  const remaining = new Set(known);
  for (const folder of configuration.folders()) {
    const own = known.filter((path) => configuration.folderOf(path)?.root === folder.root);
    if (own.length === 0 || !(await configuration.of(folder.root)).enabled) continue;
    await host.scan({
      root: folder.root, paths: own, editor: await configuration.editorSettings(folder), token,
      onFiles(files) {
        for (const file of files) {
          if (file.skipped !== undefined) continue;
          store(session, file);
          remaining.delete(file.path);
        }
      },
    });
  }
  for (const path of remaining) scanned.delete(path);
  push.scanned(known);
  scanned.changed();
  countFindings(session);
}

function store({ abilities, guard, ruleUri, scanned }: Session, { path, findings, omitted, internalErrors }: FileResult): void {
  for (const { rule, message } of internalErrors) guard.report(`rule ${rule} on ${path}`, message);
  scanned.set(path, placedToDiagnostics(path, findings, omitted, { abilities: abilities(), ruleUri }));
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

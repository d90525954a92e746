/** Files that were not analysed are named with a reason, never dropped silently. */
import type { FileRole } from '../engine/fileRole';

/** The words a reason starts with; scripts may count by them. A detail may follow after a colon. */
export type SkipReason =
  | 'too large' | 'binary' | 'wrong encoding' | 'does not parse' | 'unreadable' | 'vanished' | 'symlink loop' | 'symlink'
  | 'build output' | 'over the file limit' | 'not a supported language' | 'internal error' | Exclude<FileRole, 'source'>;

export interface SkippedFile {
  /** Absolute; ends with a slash when a whole folder was left out. */
  readonly path: string;
  readonly reason: SkipReason;
  /** Says more about this one file; may be empty. */
  readonly detail: string;
}

export function skippedFile(path: string, reason: SkipReason, detail = ''): SkippedFile {
  return { path, reason, detail };
}

/** `unreadable: EACCES`. */
export function reasonText({ reason, detail }: SkippedFile): string {
  return detail === '' ? reason : `${reason}: ${detail}`;
}

/** A file that goes away between listing and reading is normal while a build runs. */
export function skippedByError(path: string, error: unknown): SkippedFile {
  const code = errorCode(error);
  return code === 'ENOENT' ? skippedFile(path, 'vanished') : skippedFile(path, 'unreadable', code);
}

export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Diagnostics of files that are not open, left by the last scan and kept fresh as files change on disk. Holds converted
 * diagnostics only: no texts, no trees.
 */
import type { Diagnostic } from 'vscode-languageserver/node';
import { contentHash } from './contentHash';
import { uriOf } from './uris';

export interface ScannedFile {
  readonly path: string;
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Same id, same diagnostics. */
  readonly resultId: string;
}

export interface ScanStore {
  /** Files the last scan looked at, those without findings included. */
  covers(path: string): boolean;
  get(path: string): ScannedFile | undefined;
  /** Files with findings. */
  all(): readonly ScannedFile[];
  set(path: string, diagnostics: readonly Diagnostic[]): void;
  delete(path: string): void;
  /** Leaves only these paths, as after a whole scan. */
  retain(paths: ReadonlySet<string>): void;
  paths(): readonly string[];
  /** Calls back at the next change, once; the returned function takes the call-back away. */
  onNextChange(listener: () => void): () => void;
  /** Tells listeners; called after a batch of changes. */
  changed(): void;
}

export function createScanStore(): ScanStore {
  const files = new Map<string, ScannedFile>();
  const listeners = new Set<() => void>();
  return {
    covers: (path) => files.has(path),
    get: (path) => files.get(path),
    all: () => [...files.values()].filter(({ diagnostics }) => diagnostics.length > 0),
    set: (path, diagnostics) => {
      files.set(path, { path, uri: uriOf(path), diagnostics, resultId: resultIdOf(diagnostics) });
    },
    delete: (path) => { files.delete(path); },
    retain(paths) {
      for (const path of files.keys()) if (!paths.has(path)) files.delete(path);
    },
    paths: () => [...files.keys()],
    onNextChange(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    changed() {
      const told = [...listeners];
      listeners.clear();
      for (const listener of told) listener();
    },
  };
}

/** Equal diagnostics have equal ids, so an edit that changes none of them sends nothing. */
export function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.length === 0 ? NO_DIAGNOSTICS : contentHash(JSON.stringify(diagnostics));
}

export const NO_DIAGNOSTICS = 'none';

/**
 * What the protocol needs from the outside: configuration, project facts and files. Implemented over `config/` and
 * `workspace/` beside the entry point and in memory by tests, so nothing in this folder reads disk.
 */
import type { CancellationToken } from '../engine/cancellation';
import type { ProjectInfo } from '../engine/project';
import type { AnalysisSettings } from '../engine/settings';
import type { FileResult } from '../workspace/analyseFile';
import type { SkippedFile } from '../workspace/skipped';

export interface FolderConfig {
  readonly settings: AnalysisSettings;
  /** False switches all analysis off in this folder. */
  readonly enabled: boolean;
  /** Pause in typing before hints are published to clients that cannot ask. */
  readonly debounceMs: number;
  /** Left out by patterns of the config file. */
  isExcluded(path: string): boolean;
  /** The config file in effect; undefined when there is none. */
  readonly configPath: string | undefined;
  /** Mistakes in the config file or the settings, one sentence each; the valid rest is used. */
  readonly problems: readonly string[];
}

export interface RulePage {
  readonly markdown: string;
  /** Where a browser or editor finds it; undefined when the page exists only as text. */
  readonly uri: string | undefined;
}

export interface HostScan {
  /** Folder findings and patterns are relative to. */
  readonly root: string;
  /** Files and folders to look at. */
  readonly paths: readonly string[];
  readonly editor: unknown;
  readonly token: CancellationToken;
  /** Called as batches are done, with the files of the batch. */
  onFiles(files: readonly FileResult[], done: number, total: number): void;
}

/** Paths are absolute, with forward slashes. */
export interface ServerHost {
  /** `editor`: the `perfHints` section as the editor has it, unchecked. `root` is undefined for files outside all folders. */
  config(root: string | undefined, editor: unknown): Promise<FolderConfig>;
  project(path: string, root: string | undefined): Promise<ProjectInfo>;
  /** Analyses files as they are on disk. Gives what was left out; throws CancelledError when the token says so. */
  scan(scan: HostScan): Promise<readonly SkippedFile[]>;
  /** Undefined when there is no such file or it cannot be read as text. */
  read(path: string): Promise<string | undefined>;
  /** Something on disk changed; what is remembered about manifests must go. */
  invalidate(): void;
  rulePage(rule: string): Promise<RulePage | undefined>;
}

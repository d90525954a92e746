/**
 * What client and server say to each other beyond LSP: names and shapes, nothing else. The only server module the
 * client imports, so it imports nothing itself.
 */

/** Shown as the origin of every diagnostic; the client tells its own entries in Problems by it. */
export const DIAGNOSTIC_SOURCE = 'Perf Hints';

/** Section of the editor's settings. */
export const SETTINGS_SECTION = 'perfHints';

/** Name of the project's configuration file, looked for in every workspace folder. */
export const CONFIG_FILE = 'perf-hints.config.json';

/** Kind of the code action that applies every safe fix of a file. */
export const FIX_ALL_KIND = 'source.fixAll.perfHints';

/** 0-based, in UTF-16 code units, as in LSP. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

/** What the extension tells about itself; other clients send none of it. */
export interface InitializationOptions {
  /** The client runs the commands of code actions itself, so the server must not offer them as its own. */
  readonly clientCommands?: boolean;
  /** Hovering a diagnostic already shows its message and related places, so a hover adds only what those lack. */
  readonly showsDiagnosticsInHover?: boolean;
  /** Settings for clients that cannot answer `workspace/configuration`. */
  readonly settings?: unknown;
}

/** What the server reports in `capabilities.experimental.perfHints`. */
export interface ServerFacts {
  /** LSP language ids it analyses. */
  readonly languages: readonly string[];
}

/** Commands that code actions name. Clients that run none of their own send them to `workspace/executeCommand`. */
export const Command = {
  explain: 'perfHints.explain',
  showRule: 'perfHints.showRule',
  scan: 'perfHints.scanWorkspace',
} as const;

/** Analyses every file of the workspace. Progress and cancellation go by the work-done token. */
export const ScanRequest = 'perfHints/scan';
export interface ScanParams {
  readonly workDoneToken?: string | number;
}
export interface ScanResult {
  readonly files: number;
  readonly findings: number;
  readonly filesWithFindings: number;
  /** Files left out, counted by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  /** True when it was stopped before the end; what was found until then stays. */
  readonly cancelled: boolean;
}

/** Tells which rules looked at a line, and why each spoke or stayed silent. */
export const ExplainRequest = 'perfHints/explain';
export interface ExplainParams {
  readonly uri: string;
  readonly position: WirePosition;
}
/** The page of a rule. */
export const RuleRequest = 'perfHints/rule';
export interface RuleParams {
  readonly rule: string;
}
export interface Page {
  readonly title: string;
  readonly markdown: string;
}

/** Every rule, for pickers. */
export const RulesRequest = 'perfHints/rules';
export interface RuleInfo {
  readonly id: string;
  readonly description: string;
}

/** Sent whenever it changes. */
export const StatusNotification = 'perfHints/status';
export interface Status {
  readonly state: 'starting' | 'ready' | 'scanning' | 'error';
  /** Findings shown now, in open files and from the last scan. */
  readonly findings: number;
  readonly files: number;
  /** What went wrong or what is going on, one line; empty when there is nothing to say. */
  readonly detail: string;
}

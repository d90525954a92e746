/** Findings and fixes as values. Positions are offsets; the edge converts them. */
import type { TextEdit } from '../text/edits';
import type { Range } from '../text/range';

export type Severity = 'warning' | 'information' | 'hint';
export const SEVERITIES: readonly Severity[] = ['warning', 'information', 'hint'];

/**
 * How sure the analysis is of the work it names. `proven`: by import, annotation, constructor or call chain.
 * `likely`: by shape and context. `named`: by a name alone; such findings are hidden by default.
 */
export type Confidence = 'proven' | 'likely' | 'named';

/** One sentence about one place on the way to the work. `path` is the file's own path for places in the same file. */
export interface ChainStep {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

/** What a rule returns; the engine turns it into a Finding. */
export interface Report {
  readonly messageId: string;
  /** Fills the `{placeholders}` of the message. */
  readonly data: Readonly<Record<string, string>>;
  /** The expression that does the repeated, late or wasteful work. */
  readonly range: Range;
  readonly confidence: Confidence;
  /** Overrides the severity that rule and confidence give. */
  readonly severity?: Severity;
  /** A formula in the program's own terms: `1 query + 1 per order`. */
  readonly cost: string;
  readonly chain: readonly ChainStep[];
  /** Where the finding stands: name of the enclosing function. Part of the fingerprint. */
  readonly symbol: string;
  /** What the fixer needs; plain data, never shown. */
  readonly state: Readonly<Record<string, unknown>>;
}

export interface Finding extends Report {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  readonly severity: Severity;
  /** Rule, symbol and normalised text, hashed: stays when lines move. */
  readonly fingerprint: string;
}

/** A place a rule looked at and stayed silent about, with the reason as a sentence; shown by `explain`. */
export interface Spared {
  readonly rule: string;
  readonly range: Range;
  /** The gate of the catalogue that spoke: `G1` … `G18`; empty for others. */
  readonly gate: string;
  readonly reason: string;
}

/**
 * `safe`: same results, order and exceptions. `unsafe`: changes behaviour in a way `assumes` names.
 * `display-only`: a sketch, shown but never applied in bulk. Only `safe` is ever applied without asking.
 */
export type Applicability = 'safe' | 'unsafe' | 'display-only';

export interface Fix {
  /** An imperative phrase: `Load all users in one query`. */
  readonly title: string;
  readonly applicability: Applicability;
  /** What must hold for the program to keep its meaning; empty for safe fixes only. */
  readonly assumes: string;
  readonly edits: readonly TextEdit[];
}

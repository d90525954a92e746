/** The contract of a rule: a declaration plus a pure function from one file's summary and the facts to judgements. */
import type { FactsView } from './facts';
import type { Finding, Fix, Report, Severity, Spared } from './finding';
import type { FileRole } from './fileRole';
import type { FileSummary, LanguageId } from './summary';
import type { Range } from '../text/range';

export interface OptionSpec {
  readonly type: 'boolean' | 'number' | 'string' | 'string-list';
  readonly default: boolean | number | string | readonly string[];
  readonly description: string;
}

export type OptionValues = Readonly<Record<string, boolean | number | string | readonly string[]>>;

export interface RuleContext {
  readonly path: string;
  readonly summary: FileSummary;
  readonly facts: FactsView;
  readonly role: FileRole;
  readonly options: OptionValues;
}

/** What a rule says about one place: a finding, or why it stayed silent. */
export type Judgement =
  | ({ readonly verdict: 'report' } & Report)
  | { readonly verdict: 'spare'; readonly range: Range; readonly gate: string; readonly reason: string };

export interface Rule {
  /** Kebab-case, names the defect, equals the folder's name. */
  readonly id: string;
  /** Version that first had it. */
  readonly since: string;
  readonly languages: readonly LanguageId[];
  /** One sentence: what it finds. Shown in settings and rule lists. */
  readonly description: string;
  /** The most severe level it may have; lower confidence lowers it: likely → information, named → hint. */
  readonly severity: Severity;
  /** Rules whose finding on the same expression makes this one's superfluous. */
  readonly yieldsTo: readonly string[];
  readonly messages: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, OptionSpec>>;
  check(context: RuleContext): Iterable<Judgement>;
}

/** What a fixer may look at. `tree` is the language's own; only files named after that language may narrow it. */
export interface FixContext {
  readonly path: string;
  readonly text: string;
  readonly summary: FileSummary;
  readonly facts: FactsView;
  readonly tree: unknown;
  /** What `read` makes of this file, made once however many findings ask for it. `read` must depend on its argument alone. */
  once<Reading>(read: (context: FixContext) => Reading): Reading;
}

/** Builds the fixes of one rule in one language. Pure; called only when somebody asks. */
export type Fixer = (finding: Finding, context: FixContext) => readonly Fix[];

export interface RegisteredRule extends Rule {
  readonly fixers: Readonly<Partial<Record<LanguageId, Fixer>>>;
}

export type { Finding, Fix, Report, Spared };

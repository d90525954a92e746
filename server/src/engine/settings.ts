/** What a user decides about rules and files. `config/` builds it from the config file and editor settings. */
import type { Severity } from './finding';
import type { OptionValues } from './rule';

export interface RuleSettings {
  /** `default`: what rule and confidence give. Another level caps nothing and lifts nothing: it is used as it is. */
  readonly severity: Severity | 'default' | 'off';
  readonly options: OptionValues;
}

export interface AnalysisSettings {
  /** By rule id; rules not named use their defaults. */
  readonly rules: Readonly<Record<string, RuleSettings>>;
  /** Analyse tests, scripts, migrations and the other roles that are silent by default. */
  readonly includeTests: boolean;
  /** Findings below this level are left out: `information` hides hints. */
  readonly minimumSeverity: Severity;
  /** Stop after this many findings in one file; the rest is told in one summary line. 0: no limit. */
  readonly maxFindingsPerFile: number;
}

export const DEFAULT_SETTINGS: AnalysisSettings = { rules: {}, includeTests: false, minimumSeverity: 'information', maxFindingsPerFile: 100 };

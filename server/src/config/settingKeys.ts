/**
 * The settings that are not about one rule, as data. Validation, the config file's schema and the editor's settings page
 * are all made from this table; a rule's own settings come from the rule.
 */
import type { Severity } from '../engine/finding';
import { SEVERITIES } from '../engine/finding';
import { DEFAULT_SETTINGS } from '../engine/settings';

export interface PlainSettings {
  readonly enable: boolean;
  readonly debounce: number;
  readonly includeTests: boolean;
  readonly minimumSeverity: Severity;
  readonly maxFindingsPerFile: number;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** KiB. */
  readonly maxFileSize: number;
  readonly maxFiles: number;
}

export type SettingType =
  | { readonly type: 'boolean' }
  | { readonly type: 'integer'; readonly minimum: number }
  | { readonly type: 'string' }
  | { readonly type: 'number' }
  | { readonly type: 'string-list' }
  | { readonly type: 'choice'; readonly choices: readonly string[] };

export type SettingKey = SettingType & {
  readonly default: boolean | number | string | readonly string[];
  readonly description: string;
  /** Which sources may set it. */
  readonly in: 'file' | 'editor' | 'both';
};

export const SETTING_KEYS: Readonly<Record<keyof PlainSettings, SettingKey>> = {
  enable: { type: 'boolean', default: true, in: 'editor', description: 'Analyse files and show hints.' },
  debounce: { type: 'integer', minimum: 0, default: 150, in: 'editor', description: 'Milliseconds to wait after the last keystroke before a file is analysed.' },
  includeTests: { type: 'boolean', default: DEFAULT_SETTINGS.includeTests, in: 'both', description: 'Analyse tests, scripts, migrations, seeds, examples and configuration files too.' },
  minimumSeverity: { type: 'choice', choices: SEVERITIES, default: DEFAULT_SETTINGS.minimumSeverity, in: 'both', description: 'Leave out hints below this severity. `hint` shows also those that rest on a name alone.' },
  maxFindingsPerFile: { type: 'integer', minimum: 0, default: DEFAULT_SETTINGS.maxFindingsPerFile, in: 'file', description: 'Show at most this many hints per file; 0 means no limit.' },
  include: { type: 'string-list', default: [], in: 'file', description: 'Analyse only files that match one of these patterns, written as in .gitignore and relative to this file. Empty: all files.' },
  exclude: { type: 'string-list', default: [], in: 'file', description: 'Leave out files and folders that match one of these patterns, written as in .gitignore and relative to this file.' },
  maxFileSize: { type: 'integer', minimum: 1, default: 1024, in: 'file', description: 'Skip files larger than this many KiB.' },
  maxFiles: { type: 'integer', minimum: 1, default: 50_000, in: 'file', description: 'Skip the rest when a scan finds more files than this.' },
};

export const RULE_SEVERITIES = ['default', ...SEVERITIES, 'off'] as const;

/**
 * Everything a user decides, as one immutable value: config file and editor settings merged. Knows no disk, no protocol
 * and no rule by name. Where both speak the config file wins, so that editor and command line agree on a project;
 * editor settings fill what the file leaves open.
 */
import type { Severity } from '../engine/finding';
import type { OptionValues } from '../engine/rule';
import type { AnalysisSettings, RuleSettings } from '../engine/settings';
import { SETTING_KEYS } from './settingKeys';
import type { PlainSettings } from './settingKeys';

export interface Configuration {
  /** False: nothing is analysed. Editor only. */
  readonly enabled: boolean;
  /** Milliseconds between the last keystroke and the analysis. Editor only. */
  readonly debounce: number;
  readonly analysis: AnalysisSettings;
  /** Patterns as in .gitignore, relative to the config file's folder; empty means all files. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Bytes; larger files are skipped and named. */
  readonly maxFileSize: number;
  /** Files of one scan; the rest is skipped and named. */
  readonly maxFiles: number;
}

/** What one source says; absent keys are left to the next source. */
export interface SettingsLayer {
  readonly plain: Partial<PlainSettings>;
  readonly rules: Readonly<Record<string, RuleLayer>>;
}

export interface RuleLayer {
  readonly severity?: Severity | 'off';
  readonly options: OptionValues;
}

export const EMPTY_LAYER: SettingsLayer = { plain: {}, rules: {} };

export const DEFAULT_CONFIGURATION: Configuration = mergeLayers([]);

/** Later layers win, key by key. */
export function mergeLayers(layers: readonly SettingsLayer[]): Configuration {
  const plain: PlainSettings = Object.assign({}, defaults(), ...layers.map((layer) => layer.plain));
  const ids = new Set(layers.flatMap((layer) => Object.keys(layer.rules)));
  const rules = Object.fromEntries([...ids].map((id) => [id, mergeRule(layers.flatMap((layer) => layer.rules[id] ?? []))]));
  return {
    enabled: plain.enable,
    debounce: plain.debounce,
    analysis: { rules, includeTests: plain.includeTests, minimumSeverity: plain.minimumSeverity, maxFindingsPerFile: plain.maxFindingsPerFile },
    include: plain.include,
    exclude: plain.exclude,
    maxFileSize: plain.maxFileSize * 1024,
    maxFiles: plain.maxFiles,
  };
}

function mergeRule(layers: readonly RuleLayer[]): RuleSettings {
  const severity = layers.reduce<RuleSettings['severity']>((before, layer) => layer.severity ?? before, 'default');
  return { severity, options: Object.assign({}, ...layers.map((layer) => layer.options)) };
}

function defaults(): PlainSettings {
  return Object.fromEntries(Object.entries(SETTING_KEYS).map(([name, spec]) => [name, spec.default])) as unknown as PlainSettings;
}

/**
 * Checks one source of settings and keeps what is right: a bad value costs only itself and is told as a problem.
 * Config file and editor use the same shape, so both are read here.
 */
import type { Severity } from '../engine/finding';
import type { OptionSpec, OptionValues, Rule } from '../engine/rule';
import type { RuleLayer, SettingsLayer } from './configuration';
import { nearestName } from './nearestName';
import { RULE_SEVERITIES, SETTING_KEYS } from './settingKeys';
import type { PlainSettings, SettingType } from './settingKeys';

export interface SettingProblem {
  /** Keys from the top: `['rules', 'await-in-loop', 'severity']`; empty for the whole source. */
  readonly at: readonly string[];
  /** A sentence without the place. */
  readonly message: string;
}

export interface LayerReading {
  readonly layer: SettingsLayer;
  readonly problems: readonly SettingProblem[];
}

export function readLayer(value: unknown, source: 'file' | 'editor', rules: readonly Rule[]): LayerReading {
  const problems: SettingProblem[] = [];
  if (!isObject(value)) {
    problems.push({ at: [], message: `Settings must be an object, not ${describe(value)}.` });
    return { layer: { plain: {}, rules: {} }, problems };
  }

  const plain: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(value)) {
    // The editor has `trace.server`, which the protocol library reads; `$schema` is for editors of the file.
    if (name === 'rules' || (source === 'file' && name === '$schema') || (source === 'editor' && name === 'trace')) continue;
    const key = isPlainName(name) ? SETTING_KEYS[name] : undefined;
    if (key === undefined) {
      problems.push({ at: [name], message: unknownName('setting', name, [...namesFor(source), 'rules']) });
      continue;
    }
    if (key.in !== 'both' && key.in !== source) {
      const home = key.in === 'file' ? 'perf-hints.config.json' : 'the editor settings';
      problems.push({ at: [name], message: `\`${name}\` belongs into ${home}; it is ignored here.` });
      continue;
    }
    if (given === null || given === undefined) continue;
    const expected = mismatch(given, key);
    if (expected === undefined) plain[name] = given;
    else problems.push({ at: [name], message: `\`${name}\` must be ${expected}, not ${describe(given)}; the default is used.` });
  }
  return { layer: { plain: plain as Partial<PlainSettings>, rules: readRules(value['rules'], rules, problems) }, problems };
}

function readRules(value: unknown, rules: readonly Rule[], problems: SettingProblem[]): Record<string, RuleLayer> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) {
    problems.push({ at: ['rules'], message: `\`rules\` must be an object from rule id to severity or settings, not ${describe(value)}.` });
    return {};
  }
  const layers: Record<string, RuleLayer> = {};
  for (const [id, given] of Object.entries(value)) {
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule === undefined) problems.push({ at: ['rules', id], message: unknownName('rule', id, rules.map((candidate) => candidate.id)) });
    else layers[id] = readRule(rule, given, problems);
  }
  return layers;
}

function readRule(rule: Rule, given: unknown, problems: SettingProblem[]): RuleLayer {
  const at = ['rules', rule.id];
  if (given === null) return { options: {} };
  if (typeof given === 'string') return { ...readSeverity(given, at, problems), options: {} };
  if (!isObject(given)) {
    problems.push({ at, message: `\`${rule.id}\` must be a severity or an object, not ${describe(given)}; the default is used.` });
    return { options: {} };
  }
  const options: Record<string, OptionValues[string]> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'severity' || value === null || value === undefined) continue;
    const spec = Object.hasOwn(rule.options, name) ? rule.options[name] : undefined;
    if (spec === undefined) {
      problems.push({ at: [...at, name], message: unknownName(`option of ${rule.id}`, name, ['severity', ...Object.keys(rule.options)]) });
      continue;
    }
    const expected = mismatch(value, spec);
    if (expected === undefined) options[name] = value as OptionValues[string];
    else problems.push({ at: [...at, name], message: `\`${name}\` must be ${expected}, not ${describe(value)}; the default is used.` });
  }
  return { ...readSeverity(given['severity'], [...at, 'severity'], problems), options };
}

function readSeverity(value: unknown, at: readonly string[], problems: SettingProblem[]): { severity?: Severity | 'off' } {
  if (value === undefined || value === null || value === 'default') return {};
  const severity = RULE_SEVERITIES.find((known) => known === value);
  if (severity !== undefined && severity !== 'default') return { severity };
  const guess = typeof value === 'string' ? nearestName(value, RULE_SEVERITIES) : undefined;
  problems.push({ at, message: `The severity must be one of ${RULE_SEVERITIES.join(', ')}, not ${describe(value)}${guess === undefined ? '' : ` (did you mean ${guess}?)`}; the default is used.` });
  return {};
}

/** What was expected; undefined when the value fits. */
function mismatch(value: unknown, spec: SettingType | OptionSpec): string | undefined {
  switch (spec.type) {
    case 'boolean': return typeof value === 'boolean' ? undefined : 'true or false';
    case 'integer': return Number.isInteger(value) && Number(value) >= spec.minimum ? undefined : `a whole number of at least ${spec.minimum}`;
    case 'number': return typeof value === 'number' && Number.isFinite(value) ? undefined : 'a number';
    case 'string': return typeof value === 'string' ? undefined : 'a text';
    case 'choice': return spec.choices.some((choice) => choice === value) ? undefined : `one of ${spec.choices.join(', ')}`;
    case 'string-list': return Array.isArray(value) && value.every((item) => typeof item === 'string') ? undefined : 'a list of texts';
  }
}

function unknownName(what: string, name: string, known: readonly string[]): string {
  const guess = nearestName(name, known);
  return `There is no ${what} \`${name}\`${guess === undefined ? '' : `; did you mean \`${guess}\`?`}${guess === undefined && known.length <= 12 ? `; known are ${known.join(', ')}.` : ''}`;
}

function namesFor(source: 'file' | 'editor'): string[] {
  return Object.entries(SETTING_KEYS).filter(([, key]) => key.in === 'both' || key.in === source).map(([name]) => name);
}

function isPlainName(name: string): name is keyof PlainSettings {
  return Object.hasOwn(SETTING_KEYS, name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

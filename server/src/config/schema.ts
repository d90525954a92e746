/** The config file's JSON schema and the editor's settings, made from the setting table and the rules. Run by `npm run generate`. */
import type { OptionSpec, Rule } from '../engine/rule';
import { RULE_SEVERITIES, SETTING_KEYS } from './settingKeys';
import type { SettingType } from './settingKeys';

export type JsonSchema = { readonly [key: string]: unknown };

export function configFileSchema(rules: readonly Rule[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Perf Hints configuration',
    type: 'object',
    additionalProperties: false,
    allowComments: true,
    allowTrailingCommas: true,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(Object.entries(SETTING_KEYS)
        .filter(([, key]) => key.in !== 'editor')
        .map(([name, key]) => [name, { ...typeSchema(key), default: key.default, description: key.description }])),
      rules: {
        type: 'object',
        description: 'Severity and options by rule.',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
      },
    },
  };
}

/** For `contributes.configuration` in package.json. */
export function editorSettings(rules: readonly Rule[]): JsonSchema {
  const general = Object.entries(SETTING_KEYS).filter(([, key]) => key.in !== 'file').map(([name, key]) => [`perfHints.${name}`, {
    ...typeSchema(key), default: key.default, scope: 'resource', markdownDescription: key.description,
  }]);
  const perRule = rules.flatMap((rule) => [
    [`perfHints.rules.${rule.id}.severity`, {
      type: 'string', enum: RULE_SEVERITIES, default: 'default', scope: 'resource',
      markdownDescription: `${rule.description} \`default\`: as severe as the proof allows. A \`perf-hints.config.json\` that names the rule wins.`,
    }],
    ...Object.entries(rule.options).map(([name, spec]) => [`perfHints.rules.${rule.id}.${name}`, {
      ...typeSchema(spec), default: spec.default, scope: 'resource', markdownDescription: spec.description,
    }]),
  ]);
  return {
    title: 'Perf Hints',
    properties: Object.fromEntries([
      ...general,
      ['perfHints.trace.server', {
        type: 'string', enum: ['off', 'messages', 'verbose'], default: 'off', scope: 'window',
        markdownDescription: 'Writes the messages between editor and language server to the output channel.',
      }],
      ...perRule,
    ]),
  };
}

function ruleSchema(rule: Rule): JsonSchema {
  const severity = { enum: RULE_SEVERITIES };
  return {
    description: rule.description,
    oneOf: [
      severity,
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          severity,
          ...Object.fromEntries(Object.entries(rule.options).map(([name, spec]) => [name, { ...typeSchema(spec), default: spec.default, description: spec.description }])),
        },
      },
    ],
  };
}

function typeSchema(spec: SettingType | OptionSpec): JsonSchema {
  switch (spec.type) {
    case 'integer': return { type: 'integer', minimum: spec.minimum };
    case 'choice': return { type: 'string', enum: spec.choices };
    case 'string-list': return { type: 'array', items: { type: 'string' } };
    default: return { type: spec.type };
  }
}

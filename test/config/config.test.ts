/** Settings from file and editor: what is wrong costs only itself, and is said clearly. */
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIGURATION, mergeLayers } from '../../server/src/config/configuration';
import { parseConfigFile } from '../../server/src/config/parseConfigFile';
import { readLayer } from '../../server/src/config/readLayer';
import { configFileSchema, editorSettings } from '../../server/src/config/schema';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import type { Rule } from '../../server/src/engine/rule';

const rules: readonly Rule[] = ['await-in-loop', 'query-in-loop'].map((id) => ({
  id, since: '0.1.0', languages: ['ecmascript'], description: `Finds ${id}.`, severity: 'warning', yieldsTo: [], messages: {},
  options: id === 'await-in-loop' ? { atLeast: { type: 'number', default: 3, description: 'Fewest elements.' }, names: { type: 'string-list', default: [], description: 'Names.' } } : {},
  check: () => [],
}));

function problemsOf(text: string): string[] {
  return parseConfigFile(text, rules).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('the config file', () => {
  it('may hold comments, trailing commas and a schema', () => {
    const { layer, problems } = parseConfigFile('// why\n{ "$schema": "x", "includeTests": true, /* off */ "rules": { "await-in-loop": "off", }, }', rules);
    expect(problems).toEqual([]);
    expect(layer).toEqual({ plain: { includeTests: true }, rules: { 'await-in-loop': { severity: 'off', options: {} } } });
  });

  it('is told where it is wrong, and the rest is used', () => {
    const text = '{\n  "includeTest": true,\n  "minimumSeverity": "info",\n  "debounce": 5,\n  "exclude": ["a", 3],\n  "maxFiles": 7,\n  "rules": {\n    "await-in-lop": "off",\n    "query-in-loop": "of",\n    "await-in-loop": { "atLeast": "3", "names": ["x"], "foo": 1 }\n  }\n}';
    expect(problemsOf(text)).toEqual([
      '2:3 There is no setting `includeTest`; did you mean `includeTests`?',
      '3:3 `minimumSeverity` must be one of warning, information, hint, not "info"; the default is used.',
      '4:3 `debounce` belongs into the editor settings; it is ignored here.',
      '5:3 `exclude` must be a list of texts, not a list; the default is used.',
      '8:5 There is no rule `await-in-lop`; did you mean `await-in-loop`?',
      '9:5 The severity must be one of default, warning, information, hint, off, not "of" (did you mean off?); the default is used.',
      '10:24 `atLeast` must be a number, not "3"; the default is used.',
      '10:56 There is no option of await-in-loop `foo`; known are severity, atLeast, names.',
    ]);
    const configuration = mergeLayers([parseConfigFile(text, rules).layer]);
    expect(configuration).toEqual({ ...DEFAULT_CONFIGURATION, maxFiles: 7, analysis: { ...DEFAULT_SETTINGS, rules: configuration.analysis.rules } });
    expect(configuration.analysis.rules).toEqual({ 'query-in-loop': { severity: 'default', options: {} }, 'await-in-loop': { severity: 'default', options: { names: ['x'] } } });
  });

  it.each([
    ['', '1:1 The file is empty; the file is ignored until that is repaired.'],
    ['{\n "a": }', '2:7 This is not valid JSON (ValueExpected); the file is ignored until that is repaired.'],
    ['[]', '1:1 Settings must be an object, not a list.'],
    ['{"rules": []}', '1:2 `rules` must be an object from rule id to severity or settings, not a list.'],
    ['{"rules": {"__proto__": "off", "constructor": "off"}}', '1:12 There is no rule `__proto__`; known are await-in-loop, query-in-loop.'],
    ['{"toString": 1}', '1:2 There is no setting `toString`; known are includeTests, minimumSeverity, maxFindingsPerFile, include, exclude, maxFileSize, maxFiles, rules.'],
  ])('survives %j', (text, problem) => {
    expect(problemsOf(text)[0]).toBe(problem);
  });
});

describe('editor settings', () => {
  it('have the same shape, with every default filled in by the editor', () => {
    const { layer, problems } = readLayer({ enable: true, debounce: 20, trace: { server: 'off' }, rules: { 'await-in-loop': { severity: 'default', atLeast: 4 } } }, 'editor', rules);
    expect(problems).toEqual([]);
    expect(mergeLayers([layer])).toEqual({ ...DEFAULT_CONFIGURATION, debounce: 20, analysis: { ...DEFAULT_SETTINGS, rules: { 'await-in-loop': { severity: 'default', options: { atLeast: 4 } } } } });
  });

  it('yield to the config file, key by key', () => {
    const editor = readLayer({ includeTests: true, minimumSeverity: 'hint', rules: { 'await-in-loop': { severity: 'hint', atLeast: 4 } } }, 'editor', rules).layer;
    const { layer: file } = parseConfigFile('{ "minimumSeverity": "warning", "rules": { "await-in-loop": "off" } }', rules);
    expect(mergeLayers([editor, file]).analysis).toEqual({
      ...DEFAULT_SETTINGS, includeTests: true, minimumSeverity: 'warning', rules: { 'await-in-loop': { severity: 'off', options: { atLeast: 4 } } },
    });
  });

  it('name what does not belong there', () => {
    expect(readLayer({ exclude: ['x'] }, 'editor', rules).problems).toEqual([{ at: ['exclude'], message: '`exclude` belongs into perf-hints.config.json; it is ignored here.' }]);
  });
});

describe('generated descriptions', () => {
  it('accept what the reader accepts, and refuse what it refuses', () => {
    const validate = new Ajv({ strict: false }).compile(configFileSchema(rules));
    for (const text of ['{}', '{"rules": {"await-in-loop": {"severity": "hint", "atLeast": 2}}, "exclude": ["a"], "maxFiles": 1}']) {
      expect([validate(JSON.parse(text)), problemsOf(text)]).toEqual([true, []]);
    }
    for (const text of ['{"rulez": {}}', '{"rules": {"x": "off"}}', '{"maxFiles": 0}', '{"minimumSeverity": "info"}', '{"rules": {"await-in-loop": {"atLeast": "2"}}}', '{"debounce": 3}', '{"rules": {"query-in-loop": "warn"}}']) {
      expect([validate(JSON.parse(text)), problemsOf(text).length]).toEqual([false, 1]);
    }
  });

  it('give every rule its settings in the editor', () => {
    expect(Object.keys(editorSettings(rules)['properties'] as object)).toEqual([
      'perfHints.enable', 'perfHints.debounce', 'perfHints.includeTests', 'perfHints.minimumSeverity', 'perfHints.trace.server',
      'perfHints.rules.await-in-loop.severity', 'perfHints.rules.await-in-loop.atLeast', 'perfHints.rules.await-in-loop.names', 'perfHints.rules.query-in-loop.severity',
    ]);
  });
});

/**
 * Writes what follows from the rules and the setting table: the rule registry, the rule index, the editor's settings in
 * package.json and the config file's schema. `--check` writes nothing and fails when one of them is stale.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from './loadTypeScript.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rulesFolder = join(root, 'server/src/rules');
const SCHEMA = 'perf-hints.config.schema.json';
/** File with a fixer → language it serves. */
const FIXERS = ['ecmascript', 'python'];

/** Rules name the languages they are meant for; only those with a frontend are promised. */
const languages = readdirSync(join(root, 'server/src/languages'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(join(entry.parentPath, entry.name, 'index.ts'))).map(({ name }) => name);
const ids = readdirSync(rulesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(rulesFolder, entry.name, 'rule.ts')))
  .map(({ name }) => name)
  .sort();
const rules = [];
for (const id of ids) rules.push(await loadRule(id));
const { configFileSchema, editorSettings } = await loadTypeScript(join(root, 'server/src/config/schema.ts'));

const outputs = [
  [join(rulesFolder, 'index.ts'), registry()],
  [join(rulesFolder, 'README.md'), ruleIndex()],
  [join(root, SCHEMA), json(configFileSchema(rules))],
  [join(root, 'package.json'), manifest()],
];
const stale = outputs.filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale) console.error(`${relative(root, path)} is stale: run npm run generate`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const [path, text] of stale) {
    writeFileSync(path, text);
    console.log(`wrote ${relative(root, path)}`);
  }
}

async function loadRule(id) {
  const { rule } = await loadTypeScript(join(rulesFolder, id, 'rule.ts'));
  const problem = rule === undefined ? 'exports no `rule`'
    : rule.id !== id ? `declares the id ${rule.id}`
    : !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) ? 'is not named in kebab-case'
    : Object.hasOwn(rule.options, 'severity') ? 'has an option named severity, which every rule has already'
    : undefined;
  if (problem !== undefined) throw new Error(`server/src/rules/${id}/rule.ts ${problem}`);
  return rule;
}

function languagesOf(rule) {
  return rule.languages.filter((language) => languages.includes(language));
}

function fixersOf(id) {
  return FIXERS.filter((language) => existsSync(join(rulesFolder, id, `${language}.ts`)));
}

function registry() {
  const imports = ids.flatMap((id) => [
    `import { rule as ${camelCase(id)} } from './${id}/rule';`,
    ...fixersOf(id).map((language) => `import { fixer as ${fixerName(id, language)} } from './${id}/${language}';`),
  ]);
  const rows = ids.map((id) => `  { ...${camelCase(id)}, fixers: {${fixersOf(id).map((language) => ` ${language}: ${fixerName(id, language)}`).join(',')}${fixersOf(id).length > 0 ? ' ' : ''}} },`);
  return [
    '/** All rules. Written by `npm run generate` from the folders beside this file. */',
    "import type { RegisteredRule } from '../engine/rule';",
    ...imports,
    '',
    'export const rules: readonly RegisteredRule[] = [',
    ...rows,
    '];',
    '',
  ].join('\n');
}

function ruleIndex() {
  return [
    '<!-- Written by `npm run generate` from the rules beside this file. -->',
    '# Rules',
    '',
    '| rule | finds | most severe | languages | fixes | since |',
    '|---|---|---|---|---|---|',
    ...rules.map((rule) => `| [${rule.id}](${rule.id}/README.md) | ${rule.description.replaceAll('|', '\\|')} | ${rule.severity} | ${languagesOf(rule).join(', ')} | ${fixersOf(rule.id).join(', ') || 'none'} | ${rule.since} |`),
    '',
  ].join('\n');
}

/** Everything else in the manifest is written by hand and stays as it is. */
function manifest() {
  const current = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const contributes = { ...current.contributes, configuration: editorSettings(rules), jsonValidation: [{ fileMatch: 'perf-hints.config.json', url: `./${SCHEMA}` }] };
  return json({ ...current, contributes });
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function camelCase(id) {
  return id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

function fixerName(id, language) {
  return `${camelCase(id)}${language[0].toUpperCase()}${language.slice(1)}`;
}

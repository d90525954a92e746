/**
 * `npm run new-rule -- ID "What it finds."`: makes the folder of a rule with everything a rule must have, as a
 * starting point that compiles and fails its own fixtures until it is written.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [id, description] = process.argv.slice(2);
if (id === undefined || description === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  console.error('Give a kebab-case id that names the defect, and one sentence: npm run new-rule -- query-in-loop "Finds database reads made per element."');
  process.exit(2);
}
const folder = join(root, 'server/src/rules', id);
if (existsSync(folder)) {
  console.error(`server/src/rules/${id} exists already; choose another id`);
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const title = id[0].toUpperCase() + id.slice(1).replaceAll('-', ' ');

write('rule.ts', `/** ${description} */
import type { Judgement, Rule, RuleContext } from '../../engine/rule';

export const rule: Rule = {
  id: '${id}',
  since: '${version}',
  languages: ['ecmascript'],
  description: ${JSON.stringify(description)},
  severity: 'warning',
  yieldsTo: [],
  messages: { found: '{call} …' },
  options: {},
  check,
};

function* check({ summary, facts }: RuleContext): Iterable<Judgement> {
  for (const [site, call] of summary.sites.entries()) {
    if (facts.effectsOf(site).length === 0) continue;
    yield { verdict: 'report', messageId: 'found', data: { call: call.text }, range: call.range, confidence: 'likely', cost: '', chain: [], symbol: '', state: {} };
  }
}
`);
write('README.md', `# ${title}

## What it finds
${description}

## Why it is slow

## Example
\`\`\`ts
\`\`\`

## Instead
\`\`\`ts
\`\`\`

## When not to use it

## Fix safety

## Options
None.
`);
// What each of these must hold is described in test/harness/README.md.
write('fixtures/ecmascript/plain.ts', `export async function load(ids: string[]) {
  slow(ids); // expect: ${id} "…"
  // perf-hints-ignore ${id}: the reason
  slow(ids);
  fast(ids); // ok: the near miss
}
`);
// Without work a file is passed over unparsed, and its mistake is never seen.
write('fixtures/ecmascript/broken.ts', `export async function load(ids: string[] {
  for (const id of ids) await slow(id);
`);
console.log(`wrote server/src/rules/${id}; next: npm run generate`);

function write(name, text) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

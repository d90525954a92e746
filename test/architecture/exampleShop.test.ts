/**
 * The example shops show what their READMEs say: each module of `slow` has findings of its rule and of no other, the same
 * module of `fast` has none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import { createProjectReader } from '../../server/src/workspace/projectInfo';
import type { Outcome } from '../harness/analyse';
import { analyse, settingsFor } from '../harness/analyse';
import { REPOSITORY } from '../harness/fixtures';
import { installedGrammars } from '../harness/grammars';

const EXAMPLES = join(REPOSITORY, 'examples');
const engine = createPerfHints(installedGrammars());
await engine.prepare();

const shops = [
  { name: 'shop', language: 'ecmascript', sources: 'src', others: ['src/app.ts'] },
  { name: 'shop-fastapi', language: 'python', sources: '', others: ['app.py', 'models.py'] },
  { name: 'shop-django', language: 'python', sources: '', others: [] },
] as const;

/** Nobody waits for an import of prices, and a short list costs little. */
const QUIET = new Set(['slow/exports.py', 'slow/totals.py']);

function outcomeOf(shop: string, path: string): Outcome {
  const root = join(EXAMPLES, shop);
  const { dependencies } = createProjectReader(root)(join(root, path));
  return analyse(engine, { path, text: readFileSync(join(root, path), 'utf8'), dependencies: [...dependencies], settings: settingsFor(undefined, {}, false) });
}

function say({ analysis }: Outcome): string[] {
  return analysis.findings.map((finding) => `${finding.rule}: ${finding.message}`);
}

const rows = shops.flatMap(({ name, sources, language }) => [...readFileSync(join(EXAMPLES, name, 'README.md'), 'utf8').matchAll(/^\| `(\w+\.(?:ts|py))` \| `([a-z-]+)` \|/gm)]
  .map(([, module = '', rule = '']) => ({ shop: name, language, module: join(sources, 'slow', module), rule })));

describe('the example shops', () => {
  it.each(['ecmascript', 'python'] as const)('have a defect of every rule for %s', (language) => {
    const shown = new Set(rows.filter((row) => row.language === language).map(({ rule }) => rule));
    expect([...shown].sort()).toEqual(engine.rules.filter(({ languages }) => languages.includes(language)).map(({ id }) => id).sort());
  });

  it.each(rows)('$shop/$module shows $rule', ({ shop, module, rule }) => {
    const outcome = outcomeOf(shop, module);
    expect(outcome.analysis.problems).toEqual([]);
    expect(new Set(outcome.analysis.findings.map((finding) => finding.rule)), say(outcome).join('\n')).toEqual(new Set([rule]));
    // At the most severe level the rule has, so that receivers are proven and not guessed.
    const most = QUIET.has(module) ? 'information' : engine.rules.find(({ id }) => id === rule)?.severity;
    expect(outcome.analysis.findings.map(({ severity }) => severity), say(outcome).join('\n')).toContain(most);
  });

  const silent = shops.flatMap(({ name, sources, others }) => [...others, ...readdirSync(join(EXAMPLES, name, sources, 'fast')).map((file) => join(sources, 'fast', file))].map((path) => ({ shop: name, path })));

  it.each(silent)('$shop/$path is silent', ({ shop, path }) => {
    const outcome = outcomeOf(shop, path);
    expect(outcome.analysis.problems).toEqual([]);
    expect(outcome.analysis.skipped).toBe(false);
    expect(say(outcome)).toEqual([]);
  });
});

/**
 * The example shop shows what its README says: each module of `src/slow` has findings of its rule and of no other, the
 * same module of `src/fast` has none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import type { Outcome } from '../harness/analyse';
import { analyse, settingsFor } from '../harness/analyse';
import { REPOSITORY } from '../harness/fixtures';
import { installedGrammars } from '../harness/grammars';

const SHOP = join(REPOSITORY, 'examples', 'shop');
const engine = createPerfHints(installedGrammars());
await engine.prepare();
const { dependencies } = JSON.parse(readFileSync(join(SHOP, 'package.json'), 'utf8')) as { readonly dependencies: object };

function outcomeOf(path: string): Outcome {
  return analyse(engine, { path, text: readFileSync(join(SHOP, path), 'utf8'), dependencies: Object.keys(dependencies), settings: settingsFor(undefined, {}, false) });
}

function say({ analysis }: Outcome): string[] {
  return analysis.findings.map((finding) => `${finding.rule}: ${finding.message}`);
}

const rows = [...readFileSync(join(SHOP, 'README.md'), 'utf8').matchAll(/^\| `(\w+\.ts)` \| `([a-z-]+)` \|/gm)].map(([, module = '', rule = '']) => ({ module, rule }));

describe('the example shop', () => {
  it('has a defect of every rule of its language', () => {
    expect(rows.map(({ rule }) => rule).sort()).toEqual(engine.rules.filter(({ languages }) => languages.includes('ecmascript')).map(({ id }) => id).sort());
  });

  it.each(rows)('slow/$module shows $rule', ({ module, rule }) => {
    const outcome = outcomeOf(`src/slow/${module}`);
    expect(outcome.analysis.problems).toEqual([]);
    expect(new Set(outcome.analysis.findings.map((finding) => finding.rule)), say(outcome).join('\n')).toEqual(new Set([rule]));
    // At the most severe level the rule has, so that receivers are proven and not guessed.
    const most = engine.rules.find(({ id }) => id === rule)?.severity;
    expect(outcome.analysis.findings.map(({ severity }) => severity), say(outcome).join('\n')).toContain(most);
  });

  it.each(['src/app.ts', ...readdirSync(join(SHOP, 'src', 'fast')).map((name) => `src/fast/${name}`)])('%s is silent', (path) => {
    const outcome = outcomeOf(path);
    expect(outcome.analysis.problems).toEqual([]);
    expect(outcome.analysis.skipped).toBe(false);
    expect(say(outcome)).toEqual([]);
  });
});

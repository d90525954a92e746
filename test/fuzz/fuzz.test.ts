/** A short pass with a fixed seed, so that every test run covers the way; `npm run fuzz` goes far. */
import { expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';
import { REPOSITORY } from '../harness/fixtures';
import { installedGrammars } from '../harness/grammars';
import { makeCase } from './cases';
import { examine } from './examine';
import { loadSeeds } from './seeds';

const SEED = 1;
const CASES = 300;

it.each(['ecmascript', 'python'] as const)(`holds for ${CASES} broken texts of %s`, async (language) => {
  const engine = createPerfHints(installedGrammars());
  const parsers = { native: createEcmascriptFrontend(), portable: createEcmascriptFrontend({ parser: 'estree' }) };
  await Promise.all([engine.prepare(), parsers.native.prepare(), parsers.portable.prepare()]);
  const seeds = loadSeeds(REPOSITORY, undefined, language);
  let parsed = 0;
  let findings = 0;
  const failures: string[] = [];
  for (let number = 0; number < CASES; number++) {
    const { path, text, story } = makeCase(seeds, SEED, number, language);
    const result = examine(engine, path, text, language === 'ecmascript' && number % 4 === 0 ? parsers : undefined);
    if (result.parsed) parsed++;
    findings += result.findings;
    if (result.problems.length > 0) failures.push(`npm run fuzz -- --seed ${SEED} --language ${language} --only ${number} (${story})\n  ${result.problems.join('\n  ')}`);
  }
  expect(failures.join('\n')).toBe('');
  // Otherwise the pass would prove nothing about rules and fixes.
  expect(parsed).toBeGreaterThan(CASES / 20);
  expect(findings).toBeGreaterThan(0);
}, 120_000);

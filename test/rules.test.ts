/**
 * Every rule against its own folder: fixtures in both directions, fixes and their expected output, README examples,
 * executed cases, and the parts a rule must have. `UPDATE=1` rewrites the expected outputs of fixes.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { createPerfHints } from '../server/src/composition';
import type { Engine } from '../server/src/engine/engine';
import type { Outcome } from './harness/analyse';
import { analyse, settingsFor } from './harness/analyse';
import { applyRound, checkFixes } from './harness/checkFixes';
import { compareFindings } from './harness/compareFindings';
import type { Fixture, RuleFolder } from './harness/fixtures';
import { fixedPath, loadRuleFolders } from './harness/fixtures';
import { installedGrammars } from './harness/grammars';
import { readReadme, REQUIRED_HEADINGS } from './harness/readme';
import { checkRunCase, readRunCase } from './harness/runProgram';

const UPDATE = process.env['UPDATE'] === '1';

const engine: Engine = createPerfHints(installedGrammars());
await engine.prepare();
const folders = loadRuleFolders();
const fixtures = folders.flatMap((folder) => folder.fixtures);
const outcomes = new Map(fixtures.map((fixture) => [fixture, attempt(fixture)]));
const secondOutcomes = new Map([...fixtures].reverse().map((fixture) => [fixture, attempt(fixture)]));
const todos: string[] = [];

afterAll(() => {
  if (todos.length > 0) console.log(`${todos.length} known wrong answers:\n  ${todos.join('\n  ')}`);
});

it('registers exactly the rules that have a folder', () => {
  expect(engine.rules.map((rule) => rule.id).sort()).toEqual(folders.map((folder) => folder.id));
  expect(folders.length).toBeGreaterThan(0);
});

describe.each(folders)('$id', (folder) => {
  it.each(folder.fixtures.map((fixture) => [fixture.title.slice(fixture.title.indexOf('fixtures/') + 9), fixture] as const))('%s', (_, fixture) => {
    const outcome = outcomeOf(fixture);
    const comparison = compareFindings(fixture, outcome);
    todos.push(...comparison.todos);
    expect(comparison.problems.join('\n')).toBe('');
    expect(JSON.stringify(secondOutcomes.get(fixture)), 'another order of files gives another result: a rule or the facts keep state').toBe(JSON.stringify(outcome));
    expect(checkFixes(engine, fixture.imagined, outcome).join('\n')).toBe('');
    compareFixedTexts(fixture, outcome);
  });

  it('has a README whose examples hold', () => {
    expect(readmeProblems(folder).join('\n')).toBe('');
  });

  for (const path of folder.runs) {
    it(`runs ${path.split(/[\\/]/).at(-1) ?? path}`, async () => {
      expect((await checkRunCase(engine, readRunCase(folder.id, path))).join('\n')).toBe('');
    });
  }

  it('is complete', () => {
    expect(missingParts(folder).join('\n')).toBe('');
  });
});

function attempt(fixture: Fixture): Outcome | Error {
  try {
    return analyse(engine, fixture.imagined);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function outcomeOf(fixture: Fixture): Outcome {
  const outcome = outcomes.get(fixture);
  if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error(`${fixture.title} was not analysed`);
  return outcome;
}

/** The nth fix of every finding, beside the fixture; a file that no fix writes any more is stale. */
function compareFixedTexts(fixture: Fixture, outcome: Outcome): void {
  const most = Math.max(0, ...outcome.fixes.map((fixes) => fixes.length));
  for (let nth = 0; nth < most; nth++) {
    const text = applyRound(outcome, nth, () => true);
    const path = fixedPath(fixture.path, nth);
    if (UPDATE && text !== undefined) writeFileSync(path, text);
    expect(existsSync(path), `${fixedPath(fixture.title, nth)} is missing; read the fix, then run with UPDATE=1`).toBe(true);
    expect(text, `${fixedPath(fixture.title, nth)} differs; if the fix is right, run with UPDATE=1`).toBe(readFileSync(path, 'utf8'));
  }
  const stale = fixedPath(fixture.path, most);
  if (UPDATE) rmSync(stale, { force: true });
  expect(existsSync(stale), `${fixedPath(fixture.title, most)} is stale: no fix writes it`).toBe(false);
}

function readmeProblems({ id, readme }: RuleFolder): string[] {
  if (readme === undefined) return ['README.md is missing'];
  const { headings, snippets } = readReadme(readme);
  const problems = REQUIRED_HEADINGS.filter((heading) => !headings.includes(heading)).map((heading) => `README.md lacks the heading "## ${heading}"`);
  for (const heading of ['Example', 'Instead']) {
    if (!snippets.some((snippet) => snippet.heading === heading)) problems.push(`README.md has no code block under "## ${heading}"`);
  }
  for (const snippet of snippets) {
    if (snippet.heading !== 'Example' && snippet.heading !== 'Instead') continue;
    const place = `README.md:${snippet.line} (${snippet.heading})`;
    const { analysis } = analyse(engine, { path: snippet.path, text: snippet.text, dependencies: snippet.dependencies, settings: settingsFor(undefined, {}, snippet.includeHints) });
    const own = analysis.findings.filter((finding) => finding.rule === id);
    if (analysis.problems.length > 0) problems.push(`${place}: does not parse: ${analysis.problems[0]?.message ?? ''}`);
    if (analysis.skipped) problems.push(`${place}: ${snippet.path} has the role ${analysis.role}, nothing was analysed`);
    if (snippet.heading === 'Instead') {
      for (const finding of own) problems.push(`${place}: still reported: ${finding.message}`);
      continue;
    }
    if (own.length === 0) problems.push(`${place}: nothing of ${id} was reported`);
    for (const finding of analysis.findings) if (finding.rule !== id) problems.push(`${place}: another rule speaks: ${finding.rule} "${finding.message}"`);
  }
  return problems;
}

/** Per language a rule speaks and a frontend reads: positives, near misses, one suppression, one file with broken syntax. */
function missingParts({ id, fixtures: own }: RuleFolder): string[] {
  const rule = engine.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) return [`no rule is registered as ${id}; the folder's name is the rule's id`];
  const missing: string[] = [];
  for (const language of rule.languages.filter((candidate) => engine.frontends.some(({ id: known }) => known === candidate))) {
    const files = own.filter((fixture) => fixture.language === language);
    const has = (question: (fixture: Fixture) => boolean): boolean => files.some(question);
    if (!has(({ annotated }) => annotated.expectations.some((expectation) => expectation.rule === id && expectation.kind === 'expect'))) missing.push(`${language}: no fixture expects ${id}`);
    if (!has(({ annotated }) => annotated.silences.some((silence) => silence.kind === 'ok'))) missing.push(`${language}: no near miss (// ok: reason)`);
    if (!has((fixture) => outcomeOf(fixture).analysis.suppressed.some((finding) => finding.rule === id))) missing.push(`${language}: no fixture suppresses a finding with perf-hints-ignore ${id}`);
    const broken = files.find(({ path }) => /[\\/]broken\.\w+$/.test(path));
    if (broken === undefined) missing.push(`${language}: no broken.* fixture`);
    else if (outcomeOf(broken).analysis.problems.length === 0) missing.push(`${broken.title}: parses, but must not`);
    else if (outcomeOf(broken).analysis.findings.length > 0) missing.push(`${broken.title}: has findings although it does not parse`);
    if (rule.fixers[language] === undefined && existsSync(`${own[0]?.path.split('/fixtures/')[0] ?? ''}/${language}.ts`)) missing.push(`${language}.ts exists but no fixer is registered`);
  }
  return missing;
}

#!/usr/bin/env node
/**
 * Fuzzes the way from text to fix: `npm run fuzz -- [--count 5000] [--seed N] [--language python] [--path FOLDER] [--only NUMBER]`.
 * Prints seed and case number of every failure and writes its text to .cache/fuzz/. Exit 0: all held; 1: failures.
 * Cases run in a child process: one that takes longer than the limit is a hang, one that kills the process a crash.
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..');
const { values } = parseArgs({
  options: { count: { type: 'string', default: '5000' }, seed: { type: 'string' }, path: { type: 'string' }, only: { type: 'string' }, language: { type: 'string', default: 'ecmascript' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const first = values.only === undefined ? 0 : Number(values.only);
const last = values.only === undefined ? Number(values.count) : first + 1;
const HANG_MS = 30_000;

const cache = join(repository, 'node_modules', '.cache', 'perf-hints');
await build({
  entryPoints: { fuzzChild: join(here, 'fuzzChild.ts'), cases: join(here, 'cases.ts'), seeds: join(here, 'seeds.ts') },
  outdir: cache, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'warning',
});
const { makeCase } = await import(pathToFileURL(join(cache, 'cases.mjs')).href);
const { loadSeeds } = await import(pathToFileURL(join(cache, 'seeds.mjs')).href);
const seeds = loadSeeds(repository, values.path, values.language);

const started = Date.now();
const totals = { cases: 0, parsed: 0, findings: 0, fixes: 0, failures: 0 };
/** Kinds of problems told in full already. */
const known = new Set();
let slowest = { number: -1, cpu: 0, size: 0 };
console.log(`seed ${seed}, cases ${first} to ${last - 1}, ${seeds.length} seed files`);

let next = first;
while (next < last) next = await runFrom(next);
const seconds = ((Date.now() - started) / 1000).toFixed(0);
console.log(`${totals.cases} texts, ${totals.parsed} parsed, ${totals.findings} findings, ${totals.fixes} fixes, ${totals.failures} failures, ${seconds} s; slowest: case ${slowest.number}, ${slowest.cpu.toFixed(0)} ms for ${slowest.size} characters`);
process.exitCode = totals.failures > 0 ? 1 : 0;

/** Runs cases until the end, or until one hangs or kills the process; resolves to the case to go on with. */
function runFrom(from) {
  return new Promise((resolve) => {
    const child = fork(join(cache, 'fuzzChild.mjs'), [JSON.stringify({ repository, extra: values.path, language: values.language, seed, from, to: last })]);
    let current = from;
    let timer;
    const end = (number, problem) => {
      clearTimeout(timer);
      child.removeAllListeners();
      if (problem !== undefined) report(number, [problem]);
      child.kill('SIGKILL');
      resolve(number + 1);
    };
    child.on('message', (message) => {
      clearTimeout(timer);
      if (message.kind === 'done') return end(last);
      if (message.kind === 'start') {
        current = message.number;
        timer = setTimeout(() => end(current, `hangs: no answer within ${HANG_MS / 1000} s`), HANG_MS);
        return;
      }
      totals.cases++;
      if (message.parsed) totals.parsed++;
      totals.findings += message.findings;
      totals.fixes += message.fixes;
      if (message.cpu > slowest.cpu) slowest = message;
      if (message.problems.length > 0) report(message.number, message.problems);
      if (totals.cases % 1000 === 0) console.log(`  ${totals.cases} done, ${totals.failures} failures`);
    });
    child.on('error', (error) => end(current, `the process could not run: ${error.stack ?? error}`));
    child.on('exit', (code, signal) => end(current, `the process died (${signal ?? `code ${code}`})`));
  });
}

function report(number, problems) {
  totals.failures++;
  const { path, text, story } = makeCase(seeds, seed, number, values.language);
  const out = join(repository, '.cache', 'fuzz');
  mkdirSync(out, { recursive: true });
  const file = join(out, `case-${seed}-${number}${path.slice(path.lastIndexOf('.'))}`);
  writeFileSync(file, text);
  // One defect shows in many cases: the first tells all, the others are named.
  const fresh = [...new Set(problems)].filter((problem) => !known.has(kindOf(problem)));
  for (const problem of fresh) known.add(kindOf(problem));
  const told = fresh.length > 0 ? fresh.map((problem) => `\n  ${problem}`).join('') : ` as before: ${kindOf(problems[0]).slice(0, 100)}`;
  console.error(`case ${number} (${story})${told}`);
  if (fresh.length > 0) console.error(`  text: ${file}\n  again: npm run fuzz -- --seed ${seed} --only ${number}${values.language === 'ecmascript' ? '' : ` --language ${values.language}`}${values.path === undefined ? '' : ` --path ${values.path}`}`);
}

function kindOf(problem) {
  return problem.split('\n')[0].replace(/\d+/g, 'n');
}

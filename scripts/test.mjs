/**
 * `npm test`: everything that must hold, in the order that tells soonest. Every step runs even when one before it
 * failed, unless it needs what that one makes. Ends with a line `N passed, N failed`, counting tests.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const report = join(root, '.cache/vitest.json');

/** `count` reads how many tests passed and failed; a step without it counts as one. */
const STEPS = [
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'generated files', command: ['npm', 'run', '--silent', 'generate', '--', '--check'] },
  { name: 'build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'unit, rule and protocol tests', command: ['npx', '--no-install', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], count: vitestCounts },
  { name: 'package', command: ['npm', 'run', '--silent', 'package'] },
  { name: 'end to end', command: ['npm', 'run', '--silent', 'test:e2e'], needs: ['build', 'package'], count: e2eCounts },
];

let passed = 0;
let failed = 0;
const broken = new Set();
mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true });

for (const { name, command, count, needs = [] } of STEPS) {
  const blocker = needs.find((need) => broken.has(need));
  const begun = Date.now();
  console.log(`\n== ${name}`);
  const { ok, output } = blocker === undefined ? run(command) : { ok: false, output: `not run: ${blocker} failed` };
  if (blocker !== undefined) console.log(output);
  const counts = count?.(output) ?? { passed: 0, failed: 0 };
  passed += counts.passed + (ok && count === undefined ? 1 : 0);
  // A step that fails without a failed test (it could not run at all) is a failure of its own.
  failed += counts.failed + (!ok && counts.failed === 0 ? 1 : 0);
  if (!ok) broken.add(name);
  console.log(`== ${name}: ${ok ? 'passed' : 'FAILED'} after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function run([command, ...args]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 ** 2, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
    shell: process.platform === 'win32',
  });
  const output = `${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : `${error.message}\n`}`;
  process.stdout.write(output);
  return { ok: status === 0, output };
}

function vitestCounts() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function e2eCounts(output) {
  const lines = [...output.matchAll(/^\w+: (\d+) passed, (\d+) failed$/gm)];
  return { passed: sum(lines.map((line) => Number(line[1]))), failed: sum(lines.map((line) => Number(line[2]))) };
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

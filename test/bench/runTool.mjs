/** Runs one command to its end and measures it from outside: wall time, CPU of all its threads, peak memory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** @param {{ command?: string, args: string[], cwd: string, env?: Record<string, string>, ok?: number[] }} tool without a command, `args` follow `node` */
export async function runTool({ command, args, cwd, env = {}, ok = [0, 1] }) {
  const folder = mkdtempSync(join(tmpdir(), 'perf-hints-bench-'));
  const use = join(folder, 'use.jsonl');
  const started = process.hrtime.bigint();
  const { code, stdout, stderr } = await new Promise((resolve, reject) => {
    const [program, ...rest] = command === undefined ? [process.execPath, '--require', join(here, 'measure.cjs'), ...args] : ['python3', join(here, 'measure.py'), use, command, ...args];
    const child = spawn(program, rest, { cwd, env: { ...process.env, ...env, PERF_HINTS_BENCH_USE: use }, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = [];
    const errors = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ code: exitCode, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(errors).toString() }));
  });
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (!ok.includes(code)) throw new Error(`${command ?? 'node'} ${args.join(' ')} ended with ${code}:\n${(stderr || stdout).slice(0, 2000)}`);
  const uses = readFileSync(use, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  rmSync(folder, { recursive: true });
  return { wallMs, cpuMs: uses.reduce((sum, { cpuMs }) => sum + cpuMs, 0), peakMiB: Math.max(...uses.map(({ peakMiB }) => peakMiB)), stdout, stderr };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

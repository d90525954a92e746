/** The command line as it ships: bundled, in processes of its own, with threads, a real cache and a real parser. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { REPOSITORY } from '../harness/fixtures';
import { temporaryFolder } from '../workspace/temporaryFolder';

const CLI = join(REPOSITORY, 'dist/cli.js');
const SHOP = join(REPOSITORY, 'examples/shop');
const QUERY = 'import { PrismaClient } from "@prisma/client";\nconst prisma = new PrismaClient();\nexport async function load(ids: number[]) {\n  for (const id of ids) {\n    await prisma.user.findFirst({ where: { id } });\n  }\n}\n';

interface Report {
  readonly findings: readonly object[];
  readonly summary: { readonly parsed: number; readonly cached: number };
}

function runCli(args: readonly string[], { cwd = SHOP, cli = CLI, cache = '' } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8', env: { ...process.env, PERF_HINTS_CACHE_DIR: cache } });
  return { status, stdout, stderr };
}

function reportOf(args: readonly string[], options?: Parameters<typeof runCli>[1]): Report {
  const { stdout, stderr } = runCli(['scan', '--format', 'json', ...args], options);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Report;
}

function manyFiles(count: number): string {
  return temporaryFolder(Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/f${index}.ts`, QUERY.replace('load', `load${index}`)])));
}

// Each test starts several processes.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, [join(REPOSITORY, 'esbuild.mjs')], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}, 60_000);

describe('the bundle', () => {
  it('finds the same with any number of threads', () => {
    const root = manyFiles(60);
    const { findings } = reportOf(['--no-cache', '--jobs', '1'], { cwd: root });
    expect(findings.length).toBeGreaterThanOrEqual(60);
    expect(reportOf(['--no-cache', '--jobs', '3'], { cwd: root }).findings).toEqual(findings);
  });

  it('finds the same where the native parser is missing', () => {
    const elsewhere = temporaryFolder();
    cpSync(join(REPOSITORY, 'dist'), `${elsewhere}/dist`, { recursive: true });
    const { findings } = reportOf(['--no-cache']);
    expect(findings.length).toBeGreaterThan(0);
    expect(reportOf(['--no-cache'], { cli: `${elsewhere}/dist/cli.js` }).findings).toEqual(findings);
  });

  it('prints version and pages', () => {
    expect(runCli(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(runCli(['rules']).stdout).toContain('query-in-loop');
  });

  it('ends quietly when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [CLI, 'scan', '--no-cache', '--format', 'json', '--jobs', '1'], { cwd: manyFiles(200) });
    child.stdout.once('data', () => child.stdout.destroy());
    let error = '';
    child.stderr.on('data', (data: Buffer) => { error += data.toString(); });
    await new Promise((resolve) => child.once('close', resolve));
    expect(error).toBe('');
  });
});

describe('the cache', () => {
  it('serves threads, and several scans at once', async () => {
    const root = manyFiles(60);
    const cache = temporaryFolder();
    const { findings } = reportOf(['--no-cache'], { cwd: root });
    const scan = async (): Promise<Report> => {
      const args = [CLI, 'scan', '--format', 'json', '--jobs', '2'];
      const env = { ...process.env, PERF_HINTS_CACHE_DIR: cache };
      // Exit code 1 means findings, which execFile takes for a failure.
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, maxBuffer: 64 * 1024 ** 2 }).catch((error: unknown) => error as { stdout: string });
      return JSON.parse(stdout) as Report;
    };
    for (const report of await Promise.all([scan(), scan(), scan()])) expect(report.findings).toEqual(findings);
    const warm = await scan();
    expect(warm.findings).toEqual(findings);
    expect(warm.summary).toMatchObject({ parsed: 0, cached: 60 });
    expect(readdirSync(cache).filter((name) => !name.endsWith('.pack'))).toEqual([]);
  });

  it('is whole or absent after a kill at any moment', async () => {
    const root = manyFiles(60);
    const cache = temporaryFolder();
    const { findings } = reportOf(['--no-cache'], { cwd: root });
    for (const delay of [60, 120, 180, 240, 300]) {
      const child = spawn(process.execPath, [CLI, 'scan', '--jobs', '1'], { cwd: root, env: { ...process.env, PERF_HINTS_CACHE_DIR: cache }, stdio: 'ignore' });
      const closed = new Promise((resolve) => child.once('close', resolve));
      setTimeout(() => child.kill('SIGKILL'), delay);
      await closed;
    }
    expect(reportOf([], { cwd: root, cache }).findings).toEqual(findings);
  });
});

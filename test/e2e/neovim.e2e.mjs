/** Neovim as a client over standard input and output: hints arrive by push, an action is applied, the file is saved. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSteps } from './steps.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const server = join(here, '../../dist/server.js');
const project = mkdtempSync(join(tmpdir(), 'nv-'));
const file = join(project, 'src/dashboard.ts');
const { step, finish } = createSteps('neovim');

try {
  cpSync(join(here, 'workspace'), project, { recursive: true });
  await step('hint, code action and save in Neovim', () => {
    const { status, stdout, stderr, error } = spawnSync(
      'nvim', ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', file, '-c', `luafile ${join(here, 'neovim.lua')}`],
      {
        cwd: project, encoding: 'utf8', timeout: 60_000,
        env: { ...process.env, XDG_STATE_HOME: project, XDG_DATA_HOME: project, PERF_HINTS_NODE: process.execPath, PERF_HINTS_SERVER: server, PERF_HINTS_ACTION: 'Start both together' },
      },
    );
    process.stdout.write(stdout ?? '');
    assert.equal(status, 0, error?.message ?? `${stdout}\n${stderr}`);
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^\/\/ typed above\n/);
    assert.match(text, /const \[orders, messages\] = await Promise\.all\(\[\n/);
  });
} finally {
  rmSync(project, { recursive: true, force: true });
  finish();
}

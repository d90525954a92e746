/** Files that are generated from the rules and settings are what the generator writes now. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { REPOSITORY } from '../harness/fixtures';

it('generated files are fresh', () => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'generate', '--', '--check'], { cwd: REPOSITORY, encoding: 'utf8', shell: process.platform === 'win32' });
  expect(status, `run \`npm run generate\` and commit the result\n${stdout}${stderr}`).toBe(0);
}, 60_000);

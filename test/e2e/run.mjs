/** `npm run test:e2e`: every end-to-end scenario, one after the other, on the package that lies in the checkout. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './workbench.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = join(root, `perf-hints-${version}.vsix`);

/** What a machine must have; said at once, before anything long begins. */
function missing() {
  const wanted = [];
  if (!existsSync(vsix)) wanted.push(`${vsix}: run npm run package`);
  if (!existsSync(join(root, 'dist/server.js'))) wanted.push('dist/server.js: run npm run build');
  if (findBrowser() === undefined) wanted.push('Chromium: install it, or name one in CHROMIUM');
  if (spawnSync('nvim', ['--version']).status !== 0) wanted.push('Neovim: install it so that nvim is on the PATH');
  return wanted;
}

const wanted = missing();
if (wanted.length > 0) {
  console.error(`End-to-end tests need:\n${wanted.map((what) => `  ${what}`).join('\n')}`);
  process.exit(1);
}

let failed = false;
for (const [script, ...args] of [['neovim.e2e.mjs'], ['workbench.e2e.mjs', vsix]]) {
  const { status, signal } = spawnSync(process.execPath, [join(here, script), ...args], { stdio: 'inherit', timeout: 420_000, killSignal: 'SIGTERM' });
  if (status !== 0) {
    failed = true;
    console.error(`${script} failed${signal === null ? '' : ` (${signal})`}`);
  }
}
process.exitCode = failed ? 1 : 0;

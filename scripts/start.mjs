/**
 * `npm start [PATH]`: builds, scans the example shops or the given folder, prints the hints with costs and chains, and
 * opens the folder in VS Code with the extension loaded where `code` is on the PATH.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// npm runs scripts in the package's folder and tells where it was called.
const target = process.argv[2] === undefined ? join(root, 'examples') : resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2]);
if (!existsSync(target)) {
  console.error(`There is no file or folder ${target}; give an existing one: npm start -- PATH`);
  process.exit(2);
}

const built = spawnSync(process.execPath, [join(root, 'esbuild.mjs')], { stdio: 'inherit' });
if (built.status !== 0) process.exit(2);

console.log(`\nScanning ${target}\n`);
const folder = statSync(target).isDirectory() ? target : dirname(target);
const scanned = spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'scan', target], { stdio: 'inherit', cwd: folder });
// Findings are what this is for; only a scan that could not run is a failure.
if (scanned.status !== 0 && scanned.status !== 1) process.exit(2);

const code = findOnPath(process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code']);
if (code !== undefined && process.env.CI === undefined) {
  console.log('Opening it in VS Code with the extension loaded.');
  spawn(code, [`--extensionDevelopmentPath=${root}`, folder], { detached: true, stdio: 'ignore', shell: process.platform === 'win32' })
    .on('error', (error) => console.error(`VS Code did not start: ${error.message}`))
    .unref();
} else if (process.argv[2] === undefined) {
  console.log('With `code` on the PATH, npm start also opens the example in VS Code. Scan your own code with: npm start -- PATH');
}

function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((entry) => entry !== '');
  return folders.flatMap((entry) => names.map((name) => join(entry, name))).find((path) => existsSync(path));
}

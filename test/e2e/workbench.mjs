/** Starts a code-server with throw-away state, opens its workbench in headless Chromium, and takes both down again. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

/** Nothing that asks the network, pops up or moves. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
  'window.menuBarVisibility': 'classic',
  'files.autoSave': 'off',
};

const BROWSERS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser these tests can use; undefined when none is installed. */
export function findBrowser() {
  return BROWSERS.find((path) => path !== undefined && existsSync(path));
}

/** `project` is copied, so that tests may change it. */
export async function startWorkbench({ node, entry, vsix, project }) {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium was found: install it, or name one in CHROMIUM');
  // Long temporary paths break Chromium's start and Unix sockets.
  const root = mkdtempSync(join(tmpdir(), 'wb-'));
  const folder = join(root, 'ws');
  const data = join(root, 'ud');
  const common = ['--user-data-dir', data, '--extensions-dir', join(root, 'exts')];
  mkdirSync(join(data, 'User'), { recursive: true });
  mkdirSync(join(root, 'exts'));
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(SETTINGS));
  cpSync(project, folder, { recursive: true });
  const env = {
    ...process.env, XDG_CONFIG_HOME: join(root, 'cfg'), XDG_DATA_HOME: join(root, 'data'), XDG_CACHE_HOME: join(root, 'cache'),
    // Without a gallery the workbench does not keep asking one.
    EXTENSIONS_GALLERY: '{}',
  };
  for (const name of Object.keys(env)) if (/^(VSCODE_|CODE_SERVER)/.test(name)) delete env[name];
  const logFile = join(root, 'server.log');
  const log = openSync(logFile, 'a');
  execFileSync(node, [entry, ...common, '--install-extension', vsix], { env, stdio: ['ignore', log, log] });
  const port = await freePort();
  const server = spawn(node, [
    entry, ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
    '--disable-workspace-trust', '--disable-getting-started-override',
  ], { env, stdio: ['ignore', log, log] });
  let context;

  async function stop() {
    await context?.close().catch(() => {});
    const pids = descendants(server.pid);
    kill(server.pid, 'SIGTERM');
    for (let i = 0; i < 30 && server.exitCode === null && server.signalCode === null; i++) await sleep(100);
    // A killed extension host leaves its language server for a while.
    for (const pid of pids) kill(pid, 'SIGKILL');
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  // A time limit from outside may leave neither a server nor a browser behind.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, () => { void stop().finally(() => process.exit(143)); });

  async function open() {
    const base = `http://127.0.0.1:${port}`;
    for (let i = 0; !(await isHealthy(`${base}/healthz`)); i++) {
      if (i > 300 || server.exitCode !== null) throw new Error(`code-server did not start: ${readFileSync(logFile, 'utf8')}`);
      await sleep(100);
    }
    context = await chromium.launchPersistentContext(join(root, 'browser'), {
      executablePath, headless: true, handleSIGTERM: false, handleSIGHUP: false, handleSIGINT: false, viewport: { width: 1280, height: 800 },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    const page = context.pages()[0] ?? await context.newPage();
    const refused = new Set();
    await context.route((url) => url.hostname !== '127.0.0.1' && url.protocol.startsWith('http'), (route) => {
      refused.add(new URL(route.request().url()).hostname);
      return route.abort();
    });
    const consoleLines = [];
    page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => consoleLines.push(`pageerror: ${error.message}`));
    return {
      page, folder, refused, stop,
      /** The workbench with a file of the project open. */
      url(file) {
        const payload = JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${port}${join(folder, file)}`]]);
        return `${base}/?${new URLSearchParams({ folder, payload })}`;
      },
      logs: () => [...consoleLines.slice(-15), ...readFileSync(logFile, 'utf8').split('\n').slice(-15)].join('\n').slice(-4000),
    };
  }
  try {
    return await open();
  } catch (error) {
    await stop();
    throw error;
  }
}

async function isHealthy(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A process and everything it started, from /proc. */
function descendants(pid) {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
    } catch {
      return [];
    }
  });
  const found = [pid];
  for (const at of found) for (const one of parents) if (one.parent === at) found.push(one.pid);
  return found;
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

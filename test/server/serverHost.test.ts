/** The server's host over a real disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import type { ServerHost } from '../../server/src/protocol/host';
import { bundledRulePage, createServerHost } from '../../server/src/serverHost';
import type { FileResult } from '../../server/src/workspace/analyseFile';
import { toSlashes } from '../../server/src/workspace/paths';
import { createToyEngine } from './support/toyEngine';

let root: string;
let host: ServerHost;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeEach(() => {
  root = toSlashes(mkdtempSync(join(tmpdir(), 'perf-hints-host-')));
  host = createServerHost({ engine: createToyEngine(), workerFile: undefined, rulePageFile: bundledRulePage(root), env: { PERF_HINTS_CACHE_DIR: `${root}/cache` } });
});
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

describe('configuration', () => {
  it('is the editor\'s where there is no file', async () => {
    const config = await host.config(root, { enable: true, debounce: 7, rules: { 'slow-call': { severity: 'hint' } }, trace: { server: 'off' } });
    expect(config).toMatchObject({ enabled: true, debounceMs: 7, configPath: undefined, problems: [] });
    expect(config.settings.rules['slow-call']?.severity).toBe('hint');
    expect((await host.config(undefined, undefined)).enabled).toBe(true);
  });

  it('of the file wins over the editor, key by key', async () => {
    write('perf-hints.config.json', '{ // ours\n "rules": { "slow-call": "off" } }');
    const { settings, configPath } = await host.config(root, { rules: { 'slow-call': { severity: 'warning' }, 'sketch-call': { severity: 'hint' } } });
    expect(settings.rules).toMatchObject({ 'slow-call': { severity: 'off' }, 'sketch-call': { severity: 'hint' } });
    expect(configPath).toBe(`${root}/perf-hints.config.json`);
  });

  it('names mistakes with their place and keeps the rest', async () => {
    write('perf-hints.config.json', '{\n "includeTest": true,\n "minimumSeverity": "hint" }');
    const { problems, settings } = await host.config(root, { enable: 'yes' });
    expect(problems[0]).toMatch(/perf-hints\.config\.json:2:2 There is no setting `includeTest`; did you mean `includeTests`\?/);
    expect(problems[1]).toMatch(/^Setting perfHints\.enable: /);
    expect(settings.minimumSeverity).toBe('hint');
  });

  it('leaves out what the file excludes, and all but what it includes', async () => {
    write('perf-hints.config.json', '{ "include": ["src/"], "exclude": ["src/old/"] }');
    const { isExcluded } = await host.config(root, undefined);
    expect(['src/a.ts', 'src/old/a.ts', 'lib/a.ts'].map((path) => isExcluded(`${root}/${path}`))).toEqual([false, true, true]);
  });
});

describe('files', () => {
  it('are scanned as a whole and one by one, with the same result', async () => {
    write('a.ts', 'slow(1);\n');
    write('sub/b.ts', 'slow(1);\nslow(2);\n');
    write('broken.ts', '{');
    const whole = await collect([root]);
    expect(whole.files.map(({ path, findings }) => [path.slice(root.length), findings.length])).toEqual([['/a.ts', 1], ['/sub/b.ts', 2]]);
    expect(whole.left).toEqual([['/broken.ts', 'does not parse']]);
    const single = await collect([`${root}/sub/b.ts`]);
    expect(single.files.map(({ findings }) => findings)).toEqual([whole.files[1]?.findings]);
  });

  it('give their text, and nothing when there is none', async () => {
    write('a.ts', '\uFEFFslow(1);\n');
    expect(await host.read(`${root}/a.ts`)).toBe('slow(1);\n');
    expect(await host.read(`${root}/no.ts`)).toBeUndefined();
    expect(await host.read(root)).toBeUndefined();
  });

  async function collect(paths: readonly string[]): Promise<{ files: FileResult[]; left: unknown[] }> {
    const files: FileResult[] = [];
    const left = await host.scan({ root, paths, editor: undefined, token: NEVER_CANCELLED, onFiles: (batch) => { files.push(...batch.filter(({ skipped }) => skipped === undefined)); } });
    return { files, left: left.map(({ path, reason }) => [path.slice(root.length), reason]) };
  }
});

describe('projects and pages', () => {
  it('know the manifest\'s dependencies, also after it changed', async () => {
    write('package.json', '{ "dependencies": { "pg": "8" } }');
    expect([...(await host.project(`${root}/a.ts`, root)).dependencies]).toEqual(['pg']);
    write('package.json', '{ "dependencies": { "knex": "3" } }');
    host.invalidate();
    expect([...(await host.project(`${root}/a.ts`, root)).dependencies]).toEqual(['knex']);
    expect((await host.project('/elsewhere/a.ts', undefined)).dependencies.size).toBe(0);
  });

  it('read a rule\'s page beside the bundle, and nothing else', async () => {
    write('rules/slow-call.md', '# Slow\n');
    write('secret.md', 'no');
    expect(await host.rulePage('slow-call')).toEqual({ markdown: '# Slow\n', uri: `file://${root}/rules/slow-call.md` });
    expect(await host.rulePage('other')).toBeUndefined();
    expect(await host.rulePage('../secret')).toBeUndefined();
  });
});

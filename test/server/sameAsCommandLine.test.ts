/**
 * Command line and server give the same findings for the same files: those of the example shop and of all fixtures,
 * lying on a real disk, with the real engine. And so does a scan that reads its cache.
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { describe, expect, it, vi } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import type { ScanReport } from '../../server/src/cli/report';
import { createServerHost } from '../../server/src/serverHost';
import { perfHints } from '../cli/commandLine';
import { loadRuleFolders, REPOSITORY } from '../harness/fixtures';
import { installedGrammars } from '../harness/grammars';
import { temporaryFolder, writeFiles } from '../workspace/temporaryFolder';
import { connect, PULLING } from './support/client';

// Several hundred files go through parser, rules and protocol.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPerfHints(installedGrammars());
const LANGUAGES = { ts: 'typescript', mts: 'typescript', cts: 'typescript', tsx: 'typescriptreact', jsx: 'javascriptreact', py: 'python' } as const;

describe('the same files', () => {
  it('have the same hints on the command line, opened in an editor, and in a scan of the editor', async () => {
    const root = exampleAndFixtures();
    const { findings, skipped } = await scan(root, ['--no-cache']);
    expect(findings.length).toBeGreaterThan(250);
    const expected = byPath(findings.map(({ rule, severity, message, path, range, chain }) => [path, { rule, severity, message, range, chain }]));

    const { connection, stop } = connect(engine, createServerHost({ engine, workerFile: undefined, rulePageFile: () => undefined, env: { PERF_HINTS_CACHE_DIR: temporaryFolder() } }));
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onRequest('client/registerCapability', () => null);
    try {
      const uri = uriOf(root);
      await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: PULLING, workspaceFolders: [{ uri, name: 'all' }] });
      await connection.sendNotification('initialized', {});

      await connection.sendRequest('perfHints/scan', {});
      const { items } = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
      const scanned = items.flatMap((item) => (item.kind === 'full' ? item.items.map((diagnostic) => reported(root, item.uri, diagnostic)) : []));
      expect(byPath(scanned)).toEqual(expected);

      const opened = [];
      for (const path of [...new Set([...findings, ...skipped].map((one) => one.path))].sort()) {
        const document = { uri: uriOf(join(root, path)), languageId: languageOf(path), version: 1, text: readFileSync(join(root, path), 'utf8') };
        await connection.sendNotification('textDocument/didOpen', { textDocument: document });
        const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: document });
        if (report.kind === 'full') opened.push(...report.items.map((diagnostic) => reported(root, document.uri, diagnostic)));
      }
      expect(byPath(opened)).toEqual(expected);
    } finally {
      await stop();
    }
  });

  it('have the same hints and fixes whether summaries come from the cache or from the text', async () => {
    const root = exampleAndFixtures();
    const cache = temporaryFolder();
    const plain = await scan(root, ['--no-cache']);
    const first = await scan(root, [], cache);
    const second = await scan(root, [], cache);
    expect([first.summary.cached, second.summary.parsed]).toEqual([0, 0]);
    for (const { findings, skipped } of [first, second]) expect({ findings, skipped }).toEqual({ findings: plain.findings, skipped: plain.skipped });
  });
});

/** Every fixture is a project of its own, since each says what it depends on. */
function exampleAndFixtures(): string {
  const root = temporaryFolder({ 'perf-hints.config.json': '{ "minimumSeverity": "hint", "maxFindingsPerFile": 0 }' });
  cpSync(join(REPOSITORY, 'examples/shop'), join(root, 'shop'), { recursive: true });
  const fixtures = loadRuleFolders().flatMap((folder) => folder.fixtures);
  writeFiles(root, Object.fromEntries(fixtures.flatMap(({ imagined: { path, text, dependencies } }, index) => [
    [`p${index}/${path}`, text],
    [`p${index}/package.json`, JSON.stringify({ name: `p${index}`, dependencies: Object.fromEntries(dependencies.map((name) => [name, '1'])) })],
  ])));
  return root;
}

async function scan(root: string, args: readonly string[], cache = `${root}/.cache`): Promise<ScanReport> {
  const { out, error } = await perfHints(root, ['scan', '--format', 'json', ...args], { engine, cache });
  expect(error).toBe('');
  return JSON.parse(out) as ScanReport;
}

const SEVERITY: Readonly<Record<number, string>> = { 2: 'warning', 3: 'information', 4: 'hint' };

/** A diagnostic as the command line would say it. */
function reported(root: string, uri: string, { code, severity, message, range, relatedInformation = [] }: Diagnostic): readonly [path: string, finding: object] {
  const relative = (other: string): string => other.slice(uriOf(root).length + 1);
  const fromOne = ({ line, character }: Diagnostic['range']['start']): object => ({ line: line + 1, column: character + 1 });
  return [decodeURIComponent(relative(uri)), {
    rule: code, severity: SEVERITY[severity ?? 0], message, range: { start: fromOne(range.start), end: fromOne(range.end) },
    chain: relatedInformation.map((step) => ({ path: decodeURIComponent(relative(step.location.uri)), ...fromOne(step.location.range.start), message: step.message })),
  }];
}

/** Sorted, so that a difference names the file. */
function byPath(findings: readonly (readonly [path: string, finding: object])[]): Readonly<Record<string, readonly object[]>> {
  const files: Record<string, object[]> = {};
  for (const [path, finding] of [...findings].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) (files[path] ??= []).push(finding);
  return files;
}

function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

function languageOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return Object.hasOwn(LANGUAGES, extension) ? LANGUAGES[extension as keyof typeof LANGUAGES] : 'javascript';
}

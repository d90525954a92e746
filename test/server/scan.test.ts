import type { WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import type { ScanResult } from '../../server/src/protocol/messages';
import { A, PUSHED, start, until } from './support/client';
import type { Client } from './support/client';

let client: Client;
afterEach(() => client.stop());

const FILES = { '/w/a.ts': 'slow(1);\n', '/w/b.ts': 'slow(1); slow(2);\n', '/w/c.ts': 'fine();\n', '/w/d.txt': 'slow()' };

const scan = (): Promise<ScanResult> => client.connection.sendRequest<ScanResult>('perfHints/scan', {});
const workspace = (known: Record<string, string> = {}): Promise<WorkspaceDiagnosticReport> => client.connection.sendRequest<WorkspaceDiagnosticReport>(
  'workspace/diagnostic', { previousResultIds: Object.entries(known).map(([uri, value]) => ({ uri, value })) });
const shape = ({ items }: WorkspaceDiagnosticReport): unknown => items.map((item) => [item.uri, item.kind === 'full' ? item.items.length : item.kind]);
const ids = ({ items }: WorkspaceDiagnosticReport): Record<string, string> => Object.fromEntries(items.map(({ uri, resultId }) => [uri, resultId ?? '']));

describe('a scan', () => {
  it('counts what it found and names what it left out', async () => {
    client = await start({ files: FILES });
    expect(await scan()).toEqual({ files: 3, findings: 3, filesWithFindings: 2, skipped: { 'not a supported language': 1 }, milliseconds: expect.any(Number), cancelled: false });
    expect(client.statuses.map(({ state }) => state)).toContain('scanning');
    expect(client.statuses.at(-1)).toEqual({ state: 'ready', findings: 3, files: 2, detail: '' });
  });

  it('tells its progress', async () => {
    client = await start({ files: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`/w/${index}.ts`, 'slow(1);\n'])) });
    client.host.scanPause = 15;
    const told: { kind: string; message?: string; percentage?: number }[] = [];
    client.connection.onNotification('$/progress', ({ token, value }: { token: string; value: { kind: string } }) => { if (token === 'p') told.push(value); });
    const result = await client.connection.sendRequest<ScanResult>('perfHints/scan', { workDoneToken: 'p' });
    expect(result.files).toBe(50);
    expect(told[0]).toMatchObject({ kind: 'begin', cancellable: true });
    expect(told.at(-1)).toEqual({ kind: 'end' });
    const reports = told.slice(1, -1);
    expect(reports.length).toBeGreaterThan(0);
    for (const { message, percentage } of reports) {
      const [, done, hints] = /^(\d+) of 50 files, (\d+) hints?$/.exec(message ?? '') ?? [];
      expect(done).toBe(hints);
      expect(percentage).toBe(2 * Number(done));
    }
  });

  it('shows hints while it runs', async () => {
    client = await start({ files: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`/w/${index}.ts`, 'slow(1);\n'])) });
    client.host.scanPause = 15;
    await workspace();
    let finished = false;
    const running = scan().then(() => { finished = true; });
    const early = await workspace();
    expect(early.items.length).toBeGreaterThan(0);
    expect(finished).toBe(false);
    await running;
  });

  it('can be cancelled, and keeps what it had', async () => {
    client = await start({ files: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`/w/${index}.ts`, 'slow(1);\n'])) });
    const source = new CancellationTokenSource();
    const running = client.connection.sendRequest<ScanResult>('perfHints/scan', {}, source.token);
    await until('the scan to begin', () => client.engine.parses() > 20);
    source.cancel();
    const result = await running;
    expect(result.cancelled).toBe(true);
    expect(result.files).toBeGreaterThan(0);
    expect(client.engine.parses()).toBeLessThan(2000);
  });

  it('leaves the server responsive', async () => {
    client = await start({ files: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`/w/${index}.ts`, 'slow(1);\n'])) });
    await client.open('file:///w/open.ts', 'slow(1);');
    let finished = false;
    const running = scan().then(() => { finished = true; });
    await until('the scan to begin', () => client.engine.parses() > 20);
    expect(await client.items('file:///w/open.ts')).toHaveLength(1);
    expect(finished).toBe(false);
    await running;
  });
});

describe('workspace diagnostics', () => {
  it('hold nothing before a scan, then what it found, then only what changed', async () => {
    client = await start({ files: FILES });
    expect(shape(await workspace())).toEqual([]);
    await scan();
    const first = await workspace();
    expect(shape(first)).toEqual([['file:///w/a.ts', 1], ['file:///w/b.ts', 2]]);
    client.host.files.set('/w/b.ts', 'fine();\n');
    client.host.files.set('/w/c.ts', 'slow(1);\n');
    const waiting = workspace(ids(first));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///w/b.ts', type: 2 }, { uri: 'file:///w/c.ts', type: 2 }] });
    expect(shape(await waiting)).toEqual([['file:///w/b.ts', 0], ['file:///w/c.ts', 1]]);
  });

  it('wait until there is something to tell', async () => {
    client = await start({ files: FILES });
    await workspace();
    let answered = false;
    const waiting = workspace().then((report) => { answered = true; return report; });
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect(answered).toBe(false);
    await scan();
    expect(shape(await waiting)).toEqual([['file:///w/a.ts', 1], ['file:///w/b.ts', 2]]);
  });

  it('forget deleted files', async () => {
    client = await start({ files: FILES });
    await scan();
    const first = await workspace();
    client.host.files.delete('/w/a.ts');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///w/a.ts', type: 3 }] });
    expect(shape(await workspace(ids(first)))).toEqual([['file:///w/a.ts', 0]]);
  });

  it('leave open documents to their own requests, and take them back from disk when they close', async () => {
    client = await start({ files: FILES });
    await scan();
    await client.open(A, 'slow(1); slow(2); slow(3);');
    const whileOpen = await workspace();
    expect(shape(whileOpen)).toEqual([['file:///w/b.ts', 2]]);
    expect(await client.items(A)).toHaveLength(3);
    await client.close(A);
    expect(await client.items(A)).toHaveLength(1);
    expect(shape(await workspace(ids(whileOpen)))).toEqual([['file:///w/a.ts', 1]]);
  });
});

describe('a scan with a client that cannot ask', () => {
  it('publishes files that are not open, and clears them when they are fixed', async () => {
    client = await start({ capabilities: PUSHED, files: FILES });
    await scan();
    await until('both files', () => client.published.length === 2);
    expect(client.published.map(({ uri, diagnostics }) => [uri, diagnostics.length])).toEqual([['file:///w/a.ts', 1], ['file:///w/b.ts', 2]]);
    client.host.files.set('/w/b.ts', 'fine();\n');
    await scan();
    await until('the second scan', () => client.published.at(-1)?.uri === 'file:///w/b.ts' && client.published.at(-1)?.diagnostics.length === 0);
  });

  it('shows the scan\'s hints again after a document closes', async () => {
    client = await start({ capabilities: PUSHED, files: FILES });
    await scan();
    await client.open(A, 'fine();');
    await until('own hints', () => client.published.at(-1)?.uri === A && client.published.at(-1)?.diagnostics.length === 0);
    await client.close(A);
    await until('hints of the disk', () => client.published.at(-1)?.uri === A && client.published.at(-1)?.diagnostics.length === 1);
  });

  it('runs as a command too', async () => {
    client = await start({ capabilities: PUSHED, files: FILES });
    expect(client.initialized.capabilities.executeCommandProvider?.commands).toContain('perfHints.scanWorkspace');
    const result = await client.connection.sendRequest<ScanResult>('workspace/executeCommand', { command: 'perfHints.scanWorkspace' });
    expect(result.findings).toBe(3);
  });
});

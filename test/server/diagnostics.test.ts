import { afterEach, describe, expect, it } from 'vitest';
import { A, PUSHED, start, until } from './support/client';
import type { Client } from './support/client';

let client: Client;
afterEach(() => client.stop());

const TEXT = 'one();\nslow(1);\n';

describe('pulled diagnostics', () => {
  it('carry message, rule, page, chain and what a fix needs', async () => {
    client = await start();
    await client.open(A, TEXT);
    expect(await client.items(A)).toEqual([{
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
      message: 'This call is slow: `1 per call`.', severity: 2, source: 'Perf Hints', code: 'slow-call',
      codeDescription: { href: 'file:///pages/slow-call.md' },
      relatedInformation: [{ location: { uri: A, range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } } }, message: 'calls `slow`' }],
      data: { rule: 'slow-call', fingerprint: expect.any(String), text: expect.any(String) },
    }]);
  });

  it('are offered by capability and never pushed as well', async () => {
    client = await start();
    expect(client.initialized.capabilities.diagnosticProvider).toEqual({ identifier: 'perf-hints', interFileDependencies: false, workspaceDiagnostics: true });
    await client.open(A, TEXT);
    await client.items(A);
    await client.change(A, 2, [{ line: 0, from: 0, to: 0, text: 'x' }]);
    await client.items(A);
    await new Promise((resolve) => { setTimeout(resolve, 80); });
    expect(client.published).toEqual([]);
  });

  it('are not sent again while they are the same', async () => {
    client = await start();
    await client.open(A, TEXT);
    const first = await client.pull(A);
    const again = await client.pull(A, first.resultId);
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.change(A, 2, [{ line: 0, from: 0, to: 0, text: '\n' }]);
    const moved = await client.pull(A, first.resultId);
    expect(moved.kind).toBe('full');
    expect(moved.resultId).not.toBe(first.resultId);
  });

  it('follow incremental edits, several in one change and across line breaks', async () => {
    client = await start();
    await client.open(A, TEXT);
    await client.change(A, 2, [{ line: 0, from: 6, to: 6, text: '\r\n\r\n' }, { line: 3, from: 0, to: 4, text: 'fast' }, { line: 0, from: 0, to: 3, text: 'slow' }]);
    const items = await client.items(A);
    expect(items.map(({ range }) => range)).toEqual([{ start: { line: 0, character: 0 }, end: { line: 0, character: 5 } }]);
  });

  it('take a whole new text too', async () => {
    client = await start();
    await client.open(A, TEXT);
    await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri: A, version: 2 }, contentChanges: [{ text: 'slow(slow(' }] });
    expect(await client.items(A)).toHaveLength(2);
  });

  it('analyse one text once', async () => {
    client = await start();
    await client.open(A, TEXT);
    await Promise.all([client.items(A), client.items(A), client.actions(A, 0, 0), client.items(A)]);
    expect(client.engine.parses()).toBe(1);
  });

  it('cover unsaved documents by their language', async () => {
    client = await start();
    await client.open('untitled:Untitled-1', TEXT);
    expect(await client.items('untitled:Untitled-1')).toHaveLength(1);
    await client.open('untitled:Untitled-2', TEXT, 'plaintext');
    expect(await client.items('untitled:Untitled-2')).toEqual([]);
  });

  it('leave out what the config file excludes', async () => {
    client = await start();
    await client.open('file:///w/excluded/a.ts', TEXT);
    expect(await client.items('file:///w/excluded/a.ts')).toEqual([]);
  });
});

describe('while a text does not parse', () => {
  it('the last good hints stay, move with the edits and offer no fixes', async () => {
    client = await start();
    await client.open(A, TEXT);
    const [good] = await client.items(A);
    await client.change(A, 2, [{ line: 0, from: 0, to: 0, text: 'if (x) {\n' }]);
    const [moved] = await client.items(A);
    expect(moved?.message).toBe(good?.message);
    expect(moved?.range).toEqual({ start: { line: 2, character: 0 }, end: { line: 2, character: 5 } });
    expect(moved?.relatedInformation?.[0]?.location.range).toEqual(moved?.range);
    expect(await client.actions(A, 2, 1)).toEqual([]);
    await client.change(A, 3, [{ line: 2, from: 0, to: 8, text: '' }]);
    expect(await client.items(A)).toEqual([]);
  });

  it('typing inside a hint keeps it', async () => {
    client = await start();
    await client.open(A, TEXT);
    await client.items(A);
    await client.change(A, 2, [{ line: 1, from: 2, to: 2, text: '{xx' }]);
    expect((await client.items(A)).map(({ range }) => range)).toEqual([{ start: { line: 1, character: 0 }, end: { line: 1, character: 8 } }]);
  });

  it('a file that never parsed shows nothing', async () => {
    client = await start();
    await client.open(A, '{ slow(1)');
    expect(await client.items(A)).toEqual([]);
  });
});

describe('pushed diagnostics', () => {
  it('come with the version of their text, after a pause, one run for many edits', async () => {
    client = await start({ capabilities: PUSHED });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await client.open(A, TEXT);
    await until('the first hints', () => client.published.length === 1);
    for (let version = 2; version < 12; version++) await client.change(A, version, [{ line: 0, from: 0, to: 0, text: 'x' }]);
    await until('hints of the last text', () => client.published.some(({ version }) => version === 11));
    expect(client.published.map(({ version }) => version)).toEqual([1, 11]);
    expect(client.published[1]?.diagnostics).toHaveLength(1);
  });

  it('leave out what the client cannot show', async () => {
    client = await start({ capabilities: PUSHED });
    await client.open(A, TEXT);
    await until('hints', () => client.published.length === 1);
    const [diagnostic] = client.published[0]?.diagnostics ?? [];
    expect(Object.keys(diagnostic ?? {}).sort()).toEqual(['code', 'message', 'range', 'severity', 'source']);
  });

  it('go when the document closes', async () => {
    client = await start({ capabilities: PUSHED });
    await client.open(A, TEXT);
    await until('hints', () => client.published.length === 1);
    await client.close(A);
    await until('an empty list', () => client.published.at(-1)?.diagnostics.length === 0);
  });
});

describe('settings', () => {
  const off = { rules: { 'slow-call': { severity: 'off', options: {} } } };

  it('from the editor count at once', async () => {
    client = await start();
    await client.open(A, TEXT);
    expect(await client.items(A)).toHaveLength(1);
    client.settings = off;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await until('a refresh', () => client.refreshes() === 1);
    expect(await client.items(A)).toEqual([]);
  });

  it('pushed by a plain client count at once', async () => {
    client = await start({ capabilities: PUSHED });
    await client.open(A, TEXT);
    await until('hints', () => client.published.length === 1);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { perfHints: off } });
    await until('no hints', () => client.published.at(-1)?.diagnostics.length === 0);
  });

  it('of a config file that changes on disk count at once, for its folder alone', async () => {
    const other = 'file:///other/b.ts';
    client = await start({ folders: ['file:///w', 'file:///other'] });
    await client.open(A, TEXT);
    await client.open(other, TEXT);
    expect([await client.items(A), await client.items(other)].map(({ length }) => length)).toEqual([1, 1]);
    client.host.configs.set('/w', { rules: { 'slow-call': { severity: 'off', options: {} } } });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///w/perf-hints.config.json', type: 2 }] });
    await until('a refresh', () => client.refreshes() === 1);
    expect([await client.items(A), await client.items(other)].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('may switch everything off', async () => {
    client = await start({ settings: { enable: false } });
    await client.open(A, TEXT);
    expect(await client.items(A)).toEqual([]);
  });

  it('follow folders that come and go', async () => {
    client = await start({ folders: [] });
    client.host.configs.set('/w', { rules: { 'slow-call': { severity: 'off', options: {} } } });
    await client.open(A, TEXT);
    expect(await client.items(A)).toHaveLength(1);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: 'file:///w', name: 'w' }], removed: [] } });
    await until('a refresh', () => client.refreshes() === 1);
    expect(await client.items(A)).toEqual([]);
  });
});

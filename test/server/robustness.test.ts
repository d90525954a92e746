import type { Hover, MarkupContent } from 'vscode-languageserver/node';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import type { Page, RuleInfo } from '../../server/src/protocol/messages';
import { A, start, until } from './support/client';
import type { Client } from './support/client';

let client: Client;
afterEach(() => client.stop());

describe('trouble', () => {
  it('with one rule costs that rule only, and is told', async () => {
    client = await start();
    await client.open(A, 'boom(); slow(1);');
    expect((await client.items(A)).map(({ code }) => code)).toEqual(['slow-call']);
    await until('a log line', () => client.logs.some((line) => line.includes('rule throwing') && line.includes('a defect in a rule')));
    await until('an error status', () => client.statuses.some(({ state, detail }) => state === 'error' && detail.includes('throwing')));
  });

  it('with disk and settings leaves the server running', async () => {
    client = await start();
    const working = client.host.config;
    Object.assign(client.host, { config: () => Promise.reject(new Error('disk on fire')) });
    await client.open(A, 'slow(1);');
    expect(await client.items(A)).toEqual([]);
    await until('an error status', () => client.statuses.some(({ detail }) => detail.includes('disk on fire')));
    Object.assign(client.host, { config: working });
    expect(await client.items(A)).toHaveLength(1);
  });

  it('with the config file is told until it is repaired', async () => {
    client = await start();
    const working = client.host.config;
    Object.assign(client.host, { config: async (...args: Parameters<typeof working>) => ({ ...await working(...args), problems: ['There is no rule `slow`.'] }) });
    await client.open(A, 'slow(1);');
    expect(await client.items(A)).toHaveLength(1);
    await until('an error status', () => client.statuses.at(-1)?.detail === 'There is no rule `slow`.');
    Object.assign(client.host, { config: working });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: 'file:///w/perf-hints.config.json', type: 2 }] });
    await until('a refresh', () => client.refreshes() === 1);
    await client.items(A);
    await until('a ready status', () => client.statuses.at(-1)?.state === 'ready');
  });

  it('with foreign or odd messages changes nothing', async () => {
    client = await start();
    await client.change('file:///w/never-opened.ts', 3, [{ line: 9, from: 9, to: 99, text: 'x' }]);
    await client.close('file:///w/never-opened.ts');
    await client.open(A, 'slow(1);');
    await client.change(A, 2, [{ line: 99, from: 5, to: 7, text: '\nslow(2);' }]);
    expect(await client.items(A)).toHaveLength(2);
    expect(await client.items('file:///w/%E0%A4%A.ts')).toEqual([]);
    expect(await client.connection.sendRequest('perfHints/rule', { rule: '../../etc/passwd' })).toBeNull();
  });
});

describe('cancellation', () => {
  it('sent right after a request is seen before work begins', async () => {
    client = await start();
    await client.open(A, 'slow(1);');
    const source = new CancellationTokenSource();
    const running = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: A } }, source.token);
    source.cancel();
    await expect(running).rejects.toMatchObject({ code: -32800 });
    expect(client.engine.parses()).toBe(0);
  });

  it('by an edit gives no result for the old text', async () => {
    client = await start();
    await client.open(A, 'slow(1);');
    const { config } = client.host;
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => { release = resolve; });
    Object.assign(client.host, { config: async (root: string | undefined, editor: unknown) => { await gate; return config(root, editor); } });
    const old = client.pull(A);
    await client.change(A, 2, [{ line: 0, from: 0, to: 0, text: '\n' }]);
    const fresh = client.pull(A);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    release();
    await expect(old).rejects.toMatchObject({ code: -32802, data: { retriggerRequest: true } });
    expect(await fresh).toMatchObject({ kind: 'full', items: [{ range: { start: { line: 1, character: 0 } } }] });
  });
});

describe('hover', () => {
  const at = (character: number): Promise<Hover | null> => client.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: A }, position: { line: 0, character } });

  it('tells message, cost, chain, certainty and fixes with what they assume', async () => {
    client = await start();
    await client.open(A, 'slow(1); fine();');
    const hover = await at(2);
    expect((hover?.contents as MarkupContent).value).toBe([
      '**[slow-call](file:///pages/slow-call.md)**',
      'This call is slow: `1 per call`.',
      '**Cost:** 1 wait per call',
      '**How the work is reached:**',
      `1. calls \`slow\` ([line 1](${A}#L1))`,
      '**How sure:** proven by imports, types or the calls above',
      '**Fixes:**',
      '- Use fast: same results, order and errors\n- Skip the call (assumes nothing needs the result)',
    ].join('\n\n'));
    expect(hover?.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 0, character: 5 } });
    expect(await at(12)).toBeNull();
  });

  it('adds only what the diagnostic lacks where both are shown together', async () => {
    client = await start({ options: { showsDiagnosticsInHover: true } });
    await client.open(A, 'slow(1); fine();');
    const { value } = (await at(2))?.contents as MarkupContent;
    expect(value).toContain('**Cost:** 1 wait per call');
    expect(value).toContain('- Use fast');
    expect(value).not.toContain('This call is slow');
    expect(value).not.toContain('How the work is reached');
  });
});

describe('explanations', () => {
  const explain = (line: number): Promise<Page | null> => client.connection.sendRequest<Page | null>('perfHints/explain', { uri: A, position: { line, character: 0 } });

  it('tell findings, silenced ones, and why rules stayed silent', async () => {
    client = await start();
    await client.open(A, 'slow(1);\n// perf-hints-ignore slow-call: fine\nslow(2);\nboom();\nsketch();\nfine();\n');
    expect((await explain(0))?.markdown).toContain('## slow-call (warning)');
    expect((await explain(2))?.markdown).toContain('A comment in the code silences this hint.');
    expect((await explain(3))?.markdown).toContain('- `sketch-call`: Booms are left alone. (G3)');
    expect((await explain(4))?.markdown).toContain('as a sketch:\n\n  ```\n  drawn(\n  ```');
    expect((await explain(5))?.markdown).toContain('No rule found anything');
  });

  it('say when a file is not analysed, and nothing of closed ones', async () => {
    client = await start();
    expect(await explain(0)).toBeNull();
    await client.open(A, 'slow(1);', 'typescript');
    await client.open('file:///w/notes.txt', 'slow(1);', 'plaintext');
    const page = await client.connection.sendRequest<Page>('perfHints/explain', { uri: 'file:///w/notes.txt', position: { line: 0, character: 0 } });
    expect(page.markdown).toContain('does not analyse this file');
    await client.open('file:///w/a.test.ts', 'slow(1);');
    const test = await client.connection.sendRequest<Page>('perfHints/explain', { uri: 'file:///w/a.test.ts', position: { line: 0, character: 0 } });
    expect(test.markdown).toContain('this is a test file');
  });

  it('include the rules\' pages', async () => {
    client = await start();
    expect(await client.connection.sendRequest<Page>('perfHints/rule', { rule: 'slow-call' })).toEqual({ title: 'slow-call', markdown: '# slow-call\n' });
    expect((await client.connection.sendRequest<RuleInfo[]>('perfHints/rules')).map(({ id }) => id)).toEqual(['slow-call', 'sketch-call', 'throwing']);
  });
});

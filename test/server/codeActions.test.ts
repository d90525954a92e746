import type { CodeAction } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import { A, PULLING, PUSHED, applyTo, start } from './support/client';
import type { Client } from './support/client';

let client: Client;
afterEach(() => client.stop());

const TEXT = 'one();\n  slow(1);\n';

async function action(title: string, line: number, character: number): Promise<CodeAction> {
  const actions = await client.actions(A, line, character);
  const found = actions.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no action "${title}" among: ${actions.map((one) => one.title).join(', ')}`);
  return found;
}

const resolve = (unresolved: CodeAction): Promise<CodeAction> => client.connection.sendRequest<CodeAction>('codeAction/resolve', unresolved);

describe('quick fixes', () => {
  it('name what they do, what they assume and which one is preferred', async () => {
    client = await start();
    await client.open(A, TEXT);
    const actions = await client.actions(A, 1, 3);
    expect(actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
      ['Use fast', 'quickfix', true],
      ['Skip the call (assumes nothing needs the result)', 'quickfix', undefined],
      ['Ignore slow-call here', 'quickfix', undefined],
      ['Ignore slow-call in this file', 'quickfix', undefined],
      ['Turn off slow-call in this project', 'quickfix', undefined],
      ['Explain slow-call', 'quickfix', undefined],
    ]);
    expect(await client.actions(A, 0, 0)).toEqual([]);
  });

  it('are tied to the diagnostic they were asked for', async () => {
    client = await start();
    await client.open(A, TEXT);
    const diagnostics = await client.items(A);
    const range = diagnostics[0]?.range;
    const [fix] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: A }, range, context: { diagnostics } });
    expect(fix?.diagnostics).toEqual(diagnostics);
  });

  it('get their edit when they are chosen, bound to the version', async () => {
    client = await start();
    await client.open(A, TEXT);
    const fix = await action('Use fast', 1, 3);
    expect(fix.edit).toBeUndefined();
    const { edit } = await resolve(fix);
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: A, version: 1 } }]);
    expect(applyTo(TEXT, edit)).toBe('one();\n  fast(1);\n');
  });

  it('are refused for a text that changed meanwhile', async () => {
    client = await start();
    await client.open(A, TEXT);
    const fix = await action('Use fast', 1, 3);
    await client.change(A, 2, [{ line: 0, from: 0, to: 0, text: ' ' }]);
    await expect(resolve(fix)).rejects.toMatchObject({ code: -32801, message: expect.stringContaining('changed') });
    await client.change(A, 3, [{ line: 0, from: 0, to: 1, text: '' }]);
    expect(applyTo(TEXT, (await resolve(fix)).edit)).toBe('one();\n  fast(1);\n');
  });

  it('are refused for a closed document and left alone when their data is foreign', async () => {
    client = await start();
    await client.open(A, TEXT);
    const fix = await action('Use fast', 1, 3);
    await client.close(A);
    await expect(resolve(fix)).rejects.toMatchObject({ code: -32801 });
    expect(await resolve({ title: 'x', data: { kind: 'fix', uri: 5 } })).toEqual({ title: 'x', data: { kind: 'fix', uri: 5 } });
  });

  it('come with their edits for clients that do not resolve', async () => {
    client = await start({ capabilities: PUSHED });
    await client.open(A, TEXT);
    const fix = await action('Use fast', 1, 3);
    expect(fix.data).toBeUndefined();
    expect(Object.keys(fix.edit?.changes ?? {})).toEqual([A]);
    expect(applyTo(TEXT, fix.edit)).toBe('one();\n  fast(1);\n');
  });

  it('leave sketches to the explanation', async () => {
    client = await start();
    await client.open(A, 'sketch(1);\n');
    expect((await client.actions(A, 0, 1)).map(({ title }) => title)).not.toContain('Draw it');
  });
});

describe('fix all', () => {
  const NESTED = 'slow(slow(slow(1)));\nsketch();\n';

  it('applies safe fixes until nothing changes', async () => {
    client = await start();
    await client.open(A, NESTED);
    for (const only of ['source.fixAll.perfHints', 'source.fixAll', 'source']) {
      const [fix, ...others] = await client.actions(A, 0, 0, [only]);
      expect(others).toEqual([]);
      if (fix === undefined) throw new Error(`no action for ${only}`);
      expect(fix.kind).toBe('source.fixAll.perfHints');
      expect(applyTo(NESTED, (await resolve(fix)).edit)).toBe('fast(fast(fast(1)));\nsketch();\n');
    }
  });

  it('is refused for another text', async () => {
    client = await start();
    await client.open(A, NESTED);
    const [fix] = await client.actions(A, 0, 0, ['source.fixAll']);
    await client.change(A, 2, [{ line: 0, from: 0, to: 0, text: ' ' }]);
    await expect(resolve(fix as CodeAction)).rejects.toMatchObject({ code: -32801 });
  });

  it('is offered only where something safe can be fixed, and only when asked for', async () => {
    client = await start();
    await client.open(A, 'sketch();\n');
    expect(await client.actions(A, 0, 0, ['source.fixAll'])).toEqual([]);
    await client.change(A, 2, [{ line: 0, from: 0, to: 0, text: 'slow();' }]);
    expect((await client.actions(A, 0, 0)).map(({ kind }) => kind)).not.toContain('source.fixAll.perfHints');
    expect(await client.actions(A, 0, 0, ['refactor'])).toEqual([]);
  });
});

describe('ignoring', () => {
  it('puts a comment above with the line\'s indentation, and the hint goes', async () => {
    client = await start();
    await client.open(A, TEXT);
    const { edit } = await action('Ignore slow-call here', 1, 3);
    const text = applyTo(TEXT, edit);
    expect(text).toBe('one();\n  // perf-hints-ignore slow-call: say why this is fine here\n  slow(1);\n');
    await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri: A, version: 2 }, contentChanges: [{ text }] });
    expect(await client.items(A)).toEqual([]);
  });

  it('keeps the file\'s line breaks', async () => {
    client = await start();
    await client.open(A, 'a();\r\nslow();\r\n');
    const { edit } = await action('Ignore slow-call here', 1, 1);
    expect(JSON.stringify(edit)).toContain('here\\r\\n');
  });

  it('is not offered where the line would not be a comment', async () => {
    client = await start();
    await client.open(A, '<jsx>\nslow(1);\n</jsx>\n');
    const titles = (await client.actions(A, 1, 1)).map(({ title }) => title);
    expect(titles).not.toContain('Ignore slow-call here');
    expect(titles).toContain('Explain slow-call');
  });

  it('of a whole file goes below the interpreter line and directives', async () => {
    client = await start();
    const text = '"use server";\n\'use strict\'\nslow(1);\nslow(2);\n';
    await client.open(A, text);
    const { edit } = await action('Ignore slow-call in this file', 2, 1);
    const after = applyTo(text, edit);
    expect(after.split('\n')[2]).toBe('// perf-hints-ignore-file slow-call: say why this is fine here');
    await client.connection.sendNotification('textDocument/didChange', { textDocument: { uri: A, version: 2 }, contentChanges: [{ text: after }] });
    expect(await client.items(A)).toEqual([]);
  });

  it('reports a comment that silences nothing, and offers no comment against that', async () => {
    client = await start();
    await client.open(A, '// perf-hints-ignore slow-call: old\nfine();\n');
    expect((await client.items(A)).map(({ code }) => code)).toEqual(['unused-suppression']);
    expect((await client.actions(A, 0, 5)).map(({ title }) => title)).not.toContain('Ignore unused-suppression here');
  });
});

describe('turning a rule off', () => {
  const CONFIG = '/w/perf-hints.config.json';

  it('makes the config file when there is none', async () => {
    client = await start();
    await client.open(A, TEXT);
    const { edit } = await action('Turn off slow-call in this project', 1, 3);
    expect(edit?.documentChanges?.[0]).toEqual({ kind: 'create', uri: `file://${CONFIG}`, options: { ignoreIfExists: true } });
    expect(JSON.parse(applyTo('', edit))).toEqual({ rules: { 'slow-call': 'off' } });
  });

  it('edits the one there is, keeping comments and options', async () => {
    const config = '{\n  // ours\n  "rules": { "slow-call": { "severity": "hint", "limit": 3 } }\n}\n';
    client = await start({ files: { [CONFIG]: config } });
    await client.open(A, TEXT);
    const { edit } = await action('Turn off slow-call in this project', 1, 3);
    expect(applyTo(config, edit)).toBe(config.replace('"hint"', '"off"'));
  });

  it('is not offered when the config file is broken, or there is no folder', async () => {
    client = await start({ files: { [CONFIG]: '{ oops' } });
    await client.open(A, TEXT);
    expect((await client.actions(A, 1, 3)).map(({ title }) => title)).not.toContain('Turn off slow-call in this project');
    await client.stop();
    client = await start({ folders: [], capabilities: PULLING });
    await client.open(A, TEXT);
    expect((await client.actions(A, 1, 3)).map(({ title }) => title)).not.toContain('Turn off slow-call in this project');
  });
});

/** Ranges in texts where counting goes wrong: characters of two code units, tabs, CRLF, a byte order mark. */
import { pathToFileURL } from 'node:url';
import type { DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import type { ScanReport } from '../../server/src/cli/report';
import { createPerfHints } from '../../server/src/composition';
import { createServerHost } from '../../server/src/serverHost';
import { perfHints } from '../cli/commandLine';
import { temporaryFolder } from '../workspace/temporaryFolder';
import { installedGrammars } from '../harness/grammars';
import { connect, PULLING } from './support/client';

const engine = createPerfHints(installedGrammars());

const TEXT = [
  "import { Pool } from 'pg';",
  'const pool = new Pool(); /* 😀é */ export const load = async (ids: number[]) => {',
  '  for (const id of ids) {',
  "\t\tconst label = '👩‍👩‍👧 ß 𝒳'; const row = await pool.query('SELECT * FROM account WHERE id = $1', [id]); use('😀', label, row);",
  '  }',
  '};',
  '',
];
const QUERY = 'await pool.query(';

/** 0-based, by hand: tabs are one column; the family counts 8 units, `𝒳` 2. */
const LINE = 3;
const START = 2 + "const label = '".length + 8 + ' ß '.length + 2 + "'; const row = ".length;
const END = START + "await pool.query('SELECT * FROM account WHERE id = $1', [id])".length;

describe.each([['LF', '\n', ''], ['CRLF', '\r\n', ''], ['CRLF and a byte order mark', '\r\n', '\uFEFF'], ['a byte order mark', '\n', '\uFEFF']])('with %s', (_, lineBreak, mark) => {
  const text = TEXT.join(lineBreak);
  const files = { 'src/a.ts': mark + text, 'package.json': '{ "dependencies": { "pg": "8" } }' };

  it('the command line counts UTF-16 units from 1', async () => {
    const { out } = await perfHints(temporaryFolder(files), ['scan', '--format', 'json', '--no-cache'], { engine });
    const { findings } = JSON.parse(out) as ScanReport;
    expect(findings.map(({ rule, range, chain }) => ({ rule, range, loop: chain[0] }))).toEqual([{
      rule: 'query-in-loop',
      range: { start: { line: LINE + 1, column: START + 1 }, end: { line: LINE + 1, column: END + 1 } },
      loop: { path: 'src/a.ts', line: 3, column: 3, message: expect.any(String) as string },
    }]);
  });

  it('the server counts them from 0, in open files and scanned ones', async () => {
    const root = temporaryFolder(files);
    const { connection, stop } = connect(engine, createServerHost({ engine, workerFile: undefined, rulePageFile: () => undefined, env: { PERF_HINTS_CACHE_DIR: temporaryFolder() } }));
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
    connection.onRequest('workspace/diagnostic/refresh', () => null);
    connection.onRequest('client/registerCapability', () => null);
    try {
      const folder = pathToFileURL(root).href;
      await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: PULLING, workspaceFolders: [{ uri: folder, name: 'a' }] });
      await connection.sendNotification('initialized', {});
      const ranges = [{ start: { line: LINE, character: START }, end: { line: LINE, character: END } }];

      await connection.sendRequest('perfHints/scan', {});
      const { items } = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
      expect(items.flatMap((item) => (item.kind === 'full' ? item.items.map(({ range }) => range) : []))).toEqual(ranges);

      // Editors take the mark for a part of the encoding and send the text without it.
      const textDocument = { uri: `${folder}/src/a.ts`, languageId: 'typescript', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
      expect(report.kind === 'full' ? report.items.map(({ range }) => range) : report.kind).toEqual(ranges);
    } finally {
      await stop();
    }
  });
});

it('the columns above are those of the query', () => {
  const line = TEXT[LINE] ?? '';
  expect(line.slice(START, END).startsWith(QUERY)).toBe(true);
  expect(line.charAt(END)).toBe(';');
});

/** Ranges in texts where counting goes wrong: characters of two code units, tabs, CRLF, form feeds, a byte order mark, very long lines. */
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
    const ranges = [{ start: { line: LINE, character: START }, end: { line: LINE, character: END } }];
    expect(await rangesInServer(files, 'src/a.ts', 'typescript', text)).toEqual({ scanned: ranges, opened: ranges });
  });
});

/** `text` is what an editor sends: the mark is a part of the encoding to it. */
async function rangesInServer(files: Readonly<Record<string, string>>, path: string, languageId: string, text: string): Promise<{ readonly scanned: readonly unknown[]; readonly opened: unknown }> {
  const root = temporaryFolder(files);
  const { connection, stop } = connect(engine, createServerHost({ engine, workerFile: undefined, rulePageFile: () => undefined, env: { PERF_HINTS_CACHE_DIR: temporaryFolder() } }));
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.onRequest('client/registerCapability', () => null);
  try {
    const folder = pathToFileURL(root).href;
    await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: PULLING, workspaceFolders: [{ uri: folder, name: 'a' }] });
    await connection.sendNotification('initialized', {});

    await connection.sendRequest('perfHints/scan', {});
    const { items } = await connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] });
    const scanned = items.flatMap((item) => (item.kind === 'full' ? item.items.map(({ range }) => range) : []));

    const textDocument = { uri: `${folder}/${path}`, languageId, version: 1, text };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
    return { scanned, opened: report.kind === 'full' ? report.items.map(({ range }) => range) : report.kind };
  } finally {
    await stop();
  }
}

it('the columns above are those of the query', () => {
  const line = TEXT[LINE] ?? '';
  expect(line.slice(START, END).startsWith(QUERY)).toBe(true);
  expect(line.charAt(END)).toBe(';');
});

/** Tabs are one column each, and so is a form feed. */
const PYTHON = [
  '# 😀é: notes',
  'from models import Order  # 变量',
  '\f',
  'class Bücher:',
  '\t"""Über 👩‍👩‍👧."""',
  '',
  '\tdef preise(self, session, ids: list[int]):',
  '\t\tfor id in ids:',
  "\t\t\tlabel = '👩‍👩‍👧 ß 𝒳'; row = session.get(Order, id); print(f'😀{row}', label)",
  '',
  '\fLIMIT = 1',
  '',
];
const PYTHON_LINE = 8;
const PYTHON_START = 3 + "label = '".length + 8 + ' ß '.length + 2 + "'; row = ".length;
const PYTHON_END = PYTHON_START + 'session.get(Order, id)'.length;
const PYPROJECT = '[project]\nname = "shop"\ndependencies = ["sqlalchemy"]\n';

describe.each([['LF', '\n', ''], ['CRLF', '\r\n', ''], ['CR', '\r', ''], ['CRLF and a byte order mark', '\r\n', '\uFEFF'], ['a byte order mark', '\n', '\uFEFF']])('in Python with %s', (_, lineBreak, mark) => {
  const text = PYTHON.join(lineBreak).replace('from models', 'from sqlalchemy.orm import Session\nfrom models'.replace('\n', lineBreak)).replace('session,', 'session: Session,');
  const line = PYTHON_LINE + 1;

  it.each([['whole', ''], ['half-typed below', `${lineBreak}def later():${lineBreak}\tx = f"{${lineBreak}`]])('the command line and the server agree on a text that is %s', async (__, more) => {
    const files = { 'app/a.py': mark + text + more, 'pyproject.toml': PYPROJECT };
    const { out } = await perfHints(temporaryFolder(files), ['scan', '--format', 'json', '--no-cache'], { engine });
    const { findings } = JSON.parse(out) as ScanReport;
    expect(findings.map(({ rule, range, chain }) => ({ rule, range, loop: chain[0] }))).toEqual([{
      rule: 'query-in-loop',
      range: { start: { line: line + 1, column: PYTHON_START + 1 }, end: { line: line + 1, column: PYTHON_END + 1 } },
      loop: { path: 'app/a.py', line, column: 3, message: expect.any(String) as string },
    }]);
    const ranges = [{ start: { line, character: PYTHON_START }, end: { line, character: PYTHON_END } }];
    expect(await rangesInServer(files, 'app/a.py', 'python', text + more)).toEqual({ scanned: ranges, opened: ranges });
  });
});

it('a line of 100,000 characters is counted to its end', async () => {
  const before = `    label = "${'é😀 '.repeat(25_000)}"; `;
  // A text of nothing but such lines is taken for minified.
  const text = `from sqlalchemy.orm import Session\nfrom models import Order\n\n\ndef load(session: Session, ids):\n  for id in ids:\n${before}row = session.get(Order, id); print(row, label)\n${'\n'.repeat(400)}`;
  const files = { 'app/a.py': text, 'pyproject.toml': PYPROJECT };
  const start = before.length + 'row = '.length;
  const ranges = [{ start: { line: 6, character: start }, end: { line: 6, character: start + 'session.get(Order, id)'.length } }];
  expect(await rangesInServer(files, 'app/a.py', 'python', text)).toEqual({ scanned: ranges, opened: ranges });
});

it('Python 2 is named among the files left out', async () => {
  const files = { 'app/old.py': 'import os\n\ndef f(a):\n    print "a", a\n', 'app/new.py': 'import os\n\ndef f(a: int):\n    print "a", a\n', 'app/prose.py': 'This is prose.\nIt has two lines.\n', 'pyproject.toml': PYPROJECT };
  const { out } = await perfHints(temporaryFolder(files), ['scan', '--format', 'json', '--no-cache'], { engine });
  expect((JSON.parse(out) as ScanReport).skipped).toEqual([
    { path: 'app/old.py', reason: expect.stringContaining('Python 2') as string }, { path: 'app/prose.py', reason: expect.stringContaining('not Python') as string },
  ]);
});

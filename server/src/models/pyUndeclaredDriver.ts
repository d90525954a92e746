/** Cursors whose driver is not to be seen in the file or the manifest: PEP 249 gives all of them the same methods. */
import { CONNECTION_RECEIVER, connectionType, CURSOR_RECEIVER, cursorType, ROW_TYPES } from './dbApi';
import type { DriverWords } from './dbApi';
import { defineLibrary } from './model';

const WORDS: DriverWords = { mode: 'blocks', read: 'execute(\'… WHERE id IN (…)\', ids)', write: 'executemany(statement, rows)' };

export const pyUndeclaredDriver = defineLibrary({
  id: 'pyUndeclaredDriver',
  title: 'database driver',
  language: 'python',
  packages: ['global'],
  source: 'https://peps.python.org/pep-0249/',
  exports: {},
  types: { Connection: connectionType(WORDS, 'executing'), Cursor: cursorType(WORDS), ...ROW_TYPES },
  shapes: [
    { receiver: CURSOR_RECEIVER, method: '^(execute|executemany|executescript|fetchall|fetchone|fetchmany|callproc)$', type: 'Cursor', confidence: 'likely' },
    { receiver: CONNECTION_RECEIVER, method: '^(execute|executemany|executescript|cursor)$', type: 'Connection', confidence: 'likely' },
  ],
});

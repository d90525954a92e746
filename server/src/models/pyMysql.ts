/** The MySQL drivers of PEP 249: PyMySQL, mysqlclient (`MySQLdb`) and MySQL Connector. */
import { CONNECTION_RECEIVER, connectionType, CURSOR_RECEIVER, cursorType, ROW_TYPES, statement } from './dbApi';
import type { DriverWords } from './dbApi';
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const READ = 'execute(\'… WHERE id IN %s\', [ids])';
// All of them turn an INSERT with many rows into one statement.
const WRITE = 'executemany(statement, rows)';
const BLOCKING: DriverWords = { mode: 'blocks', read: READ, write: WRITE };

const connect: Operation = { returns: 'Connection', effect: 'opens-connection', mode: 'blocks' };

export const pyMysql = defineLibrary({
  id: 'pyMysql',
  title: 'MySQL driver',
  language: 'python',
  packages: ['pymysql', 'pymysql/*', 'MySQLdb', 'MySQLdb/*', 'mysqlclient', 'mysql/connector', 'mysql/connector/*', 'mysql-connector-python'],
  source: 'https://pymysql.readthedocs.io/en/latest/modules/index.html',
  exports: {
    ...rows('connect Connect', { call: connect }),
    ...rows('Connection MySQLConnection', { type: 'Connection', call: connect }),
    ...rows('Cursor DictCursor SSCursor SSDictCursor', { type: 'Cursor' }),
    MySQLConnectionPool: { type: 'Pool', call: { returns: 'Pool', effect: 'opens-connection', mode: 'blocks', traits: ['keep-alive'] } },
    cursors: { type: 'Cursors' },
    pooling: { type: 'Pooling' },
    ...rows('install_as_MySQLdb escape_string', { call: {} }),
  },
  types: {
    Cursors: { members: { ...rows('Cursor DictCursor SSCursor SSDictCursor', { type: 'Cursor' }) } },
    Pooling: { members: { MySQLConnectionPool: { type: 'Pool', call: { returns: 'Pool', effect: 'opens-connection', mode: 'blocks', traits: ['keep-alive'] } } } },
    Pool: { traits: ['pool'], members: { get_connection: { call: { returns: 'Connection' } }, ...rows('add_connection set_config', { call: {} }) } },
    Connection: connectionType(BLOCKING, 'by-cursor', { query: { call: statement(BLOCKING) } }),
    Cursor: cursorType(BLOCKING),
    ...ROW_TYPES,
  },
  shapes: [
    { receiver: CURSOR_RECEIVER, method: '^(execute|executemany|fetchall|fetchone|fetchmany|callproc)$', type: 'Cursor', confidence: 'likely' },
    { receiver: CONNECTION_RECEIVER, method: '^cursor$', type: 'Connection', confidence: 'likely' },
  ],
});

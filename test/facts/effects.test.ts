import { describe, expect, it } from 'vitest';
import { analyse, dependsOn } from './analyse';

const POOL = `import { Pool } from 'pg'; const pool = new Pool();`;

describe('work of a call itself', () => {
  it('names row, library and bulk call', () => {
    const { facts, site } = analyse(`${POOL} await pool.query('SELECT 1');`);
    expect(facts.effectsOf(site('pool.query'))).toEqual([{
      kind: 'db-query', mode: 'awaited', often: 'once', confidence: 'proven', library: 'PostgreSQL (pg)', api: 'pg#Pool.query',
      bulk: expect.stringContaining('ANY') as string, traits: [], through: [],
    }]);
  });

  it.each([
    ['nobody waits for', `fetch('/a');`, ['network started once proven']],
    ['that is voided', `void fetch('/a');`, ['network started once proven']],
    ['that is awaited', `await fetch('/a');`, ['network awaited once proven']],
    ['awaited under another name', `const p = fetch('/a'); await p;`, ['network awaited once proven']],
    ['through a global object', `await globalThis.fetch('/a');`, ['network awaited once proven'], 'globalThis.fetch'],
    ['with steps behind it', `await fetch('/a').then((r) => r.json()).catch(() => null);`, ['network awaited once proven']],
  ])('%s', (_, text, expected, callee = 'fetch') => {
    expect(analyse(text).effects(callee)).toEqual(expected);
  });

  it('is not seen in a local function of the same name', () => {
    expect(analyse(`function fetch(x: string) { return x; } async function f() { await fetch('/a'); }`).effects('fetch')).toEqual([]);
  });

  it('blocks', () => {
    expect(analyse(`import { readFileSync } from 'node:fs'; const x = readFileSync('a');`).effects('readFileSync')).toEqual(['file-read blocks once proven']);
    expect(analyse(`import * as fs from 'fs'; fs.readFileSync('a').toString().split('x');`).effects('fs.readFileSync')).toEqual(['file-read blocks once proven']);
  });

  it('is opened by a constructor, also by that of a subclass', () => {
    expect(analyse(`${POOL}`).effects('new Pool')).toEqual(['opens-connection started once proven']);
    expect(analyse(`import { PrismaClient } from '@prisma/client'; class Db extends PrismaClient { constructor() { super(); } } export const db = new Db();`).effects('new Db')).toEqual(['opens-connection started once proven']);
  });
});

describe('lazy queries', () => {
  const DB = `import { drizzle } from 'drizzle-orm/node-postgres'; const db = drizzle(client);`;

  it('run at the end of the chain, not before', () => {
    const { effects } = analyse(`${DB} await db.select().from(users).where(eq(users.id, 1)).limit(1);`);
    expect(effects('db.select')).toEqual([]);
    expect(effects('db.select().from')).toEqual([]);
    expect(effects('db.select().from(users).where(eq(users.id, 1)).limit')).toEqual(['db-query awaited once proven']);
  });

  it.each([
    ['that are kept and awaited', `const q = db.select().from(users); const rows = await q;`, 'db.select().from', 'db-query awaited once proven'],
    ['that are returned', `function all() { return db.select().from(users); }`, 'db.select().from', 'db-query awaited once proven'],
    ['that are collected', `await Promise.all([db.select().from(users)]);`, 'db.select().from', 'db-query awaited once proven'],
    ['that are pushed for later', `const all = []; all.push(db.insert(users).values({ a: 1 })); await Promise.all(all);`, 'db.insert(users).values', 'db-write awaited once proven'],
    ['with a handler', `await db.insert(users).values({ a: 1 }).catch(() => null);`, 'db.insert(users).values', 'db-write awaited once proven'],
  ])('%s', (_, text, callee, expected) => {
    expect(analyse(`${DB} ${text}`).effects(callee)).toEqual([expected]);
  });

  it.each([
    ['that nobody waits for', `db.select().from(users);`],
    ['that are only part of another', `const inner = db.select().from(users); const other = db.select().from(inner);`],
  ])('do not run: %s', (_, text) => {
    const { summary, facts } = analyse(`${DB} ${text}`);
    expect(summary.sites.flatMap((_site, id) => facts.effectsOf(id)).filter(({ kind }) => kind.startsWith('db'))).toEqual([]);
  });

  it.each([
    ['rows that were awaited', `const rows = await db.select().from(users); async function f() { return rows.map((row) => row.id); }`, 'rows.map'],
    ['rows that were collected', `const [rows] = await Promise.all([db.select().from(users)]); async function f() { return rows.map((row) => row.id); }`, 'rows.map'],
    ['rows an async function gives', `async function all() { return db.select().from(users); } async function f() { const rows = await all(); return rows.filter(Boolean); }`, 'rows.filter'],
  ])('give %s, which are no queries', (_, text, callee) => {
    expect(analyse(`${DB} ${text}`).effects(callee).filter((effect) => effect.startsWith('db'))).toEqual([]);
  });

  it.each([
    ['in a forEach', `function f(filters) { const query = db.select().from(users); filters.forEach((filter) => query.where(filter)); return query; }`],
    ['in a callback of the builder', `function f(query: ReturnType<typeof all>) { return all().where((inner) => query.where(inner)); } function all() { return db.select().from(users); }`],
    ['by a function that is given one', `function f(query: ReturnType<typeof all>) { return query.where(1); } function all() { return db.select().from(users); }`],
  ])('are only added to %s', (_, text) => {
    expect(analyse(`${DB} ${text}`).effects('query.where')).toEqual([]);
  });

  it('run when a mapper hands them to Promise.all', () => {
    expect(analyse(`${DB} async function f(ids) { await Promise.all(ids.map((id) => db.select().from(users).where(id))); }`).effects('db.select().from(users).where')).toEqual(['db-query awaited once proven']);
  });

  it('count once when a function of the file gives them', () => {
    const { facts, site, fn } = analyse(`${DB} function all() { return db.select().from(users); } async function f() { await all(); }`);
    expect(facts.effectsOf(site('all'))).toMatchObject([{ kind: 'db-query', through: [fn('all')], api: '' }]);
  });
});

describe('work of functions that are called', () => {
  const LOAD = `${POOL} async function load(id) { return pool.query('SELECT 1', [id]); }`;

  it.each([
    ['awaited', `async function f() { await load(1); }`, ['db-query awaited once proven']],
    ['started', `async function f() { load(1); }`, ['db-query started once proven']],
    ['returned', `async function f() { return load(1); }`, ['db-query awaited once proven']],
  ])('%s', (_, text, expected) => {
    const { effects, facts, site, fn } = analyse(`${LOAD} ${text}`);
    expect(effects('load')).toEqual(expected);
    expect(facts.targetOf(site('load'))).toBe(fn('load'));
  });

  it('is reached over several functions, methods and instances', () => {
    const { facts, site, fn } = analyse(`
      ${POOL}
      class Repo { async load(id) { return await this.one(id); } one(id) { return pool.query('SELECT 1', [id]); } }
      const repo = new Repo();
      const helpers = { get: (id) => repo.load(id) };
      async function f() { await helpers.get(1); }`);
    const effects = facts.effectsOf(site('helpers.get'));
    expect(effects).toMatchObject([{ kind: 'db-query', mode: 'awaited', library: 'PostgreSQL (pg)', api: '', through: [fn('get'), fn('Repo.load'), fn('Repo.one')] }]);
    expect(facts.chain(site('helpers.get'), effects[0]!).map(({ message }) => message)).toEqual(['`get` calls `repo.load`', '`Repo.load` calls `this.one`', '`Repo.one` runs `pool.query`']);
  });

  it('takes the shortest way, and of two the one written first', () => {
    const { facts, site, fn } = analyse(`${LOAD}
      async function far(id) { await near(id); } async function near(id) { await load(id); }
      async function f(id) { await far(id); await near(id); await load(id); }
      async function g(id) { await near(id); await other(id); } async function other(id) { await load(id); }
      async function h(id) { await f(id); await g(id); }`);
    expect(facts.effectsOf(site('f'))[0]?.through).toEqual([fn('f'), fn('load')]);
    expect(facts.effectsOf(site('g'))[0]?.through).toEqual([fn('g'), fn('near'), fn('load')]);
  });

  it.each([
    ['a loop over data', `for (const id of ids) await load(id);`, 'per-element'],
    ['a loop over three constants', `for (const id of [1, 2, 3]) await load(id);`, 'once'],
    ['a mapper', `await Promise.all(ids.map((id) => load(id)));`, 'per-element'],
    ['a mapper given by name', `await Promise.all(ids.map(load));`, 'per-element'],
    ['a retry', `for (let i = 0; i < tries; i++) { try { return await load(1); } catch (e) { last = e; } }`, 'once'],
    ['a paging loop', `let page; do { page = await load(page); } while (page);`, 'once'],
    ['no loop', `await load(1);`, 'once'],
  ])('says how often: %s', (_, body, often) => {
    const { facts, fn } = analyse(`${LOAD} async function all(ids, tries) { let last; ${body} }`);
    expect(facts.effectsOfFunction(fn('all')).map(({ kind, often: times }) => `${kind} ${times}`)).toEqual([`db-query ${often}`]);
  });

  it('does not count the loop a function is called in for the function itself', () => {
    const { facts, fn } = analyse(`${POOL} async function all(ids) { await Promise.all(ids.map(async (id) => { await pool.query('SELECT 1', [id]); })); }`);
    expect(facts.effectsOfFunction(fn('callback of ids.map'))[0]?.often).toBe('once');
    expect(facts.effectsOfFunction(fn('all'))[0]).toMatchObject({ often: 'per-element', through: [fn('callback of ids.map')] });
  });

  it('ends in circles', () => {
    const { facts, fn, site } = analyse(`${POOL}
      async function walk(node) { await visit(node); for (const child of node.children) await walk(child); }
      async function visit(node) { await pool.query('SELECT 1'); if (node.up) await walk(node.up); }
      async function f(root) { await walk(root); }`);
    expect(facts.effectsOfFunction(fn('walk')).map(({ often }) => often).sort()).toEqual(['once', 'per-element']);
    expect(facts.effectsOf(site('walk', 2))[0]?.through).toEqual([fn('walk'), fn('visit')]);
  });

  it('runs callbacks whose runner is known or waited for', () => {
    expect(analyse(`${POOL} import { retry } from './retry'; async function f() { await retry(async () => { await pool.query('SELECT 1'); }); }`).effects('retry')).toContain('db-query awaited once likely');
    expect(analyse(`${POOL} import { on } from './events'; on('x', async () => { await pool.query('SELECT 1'); });`).effects('on')).toEqual([]);
    expect(analyse(`${POOL} async function twice(fn) { await fn(); await fn(); } async function f() { await twice(async () => { await pool.query('SELECT 1'); }); }`).effects('twice')).toEqual(['db-query awaited once proven']);
    expect(analyse(`${POOL} async function each(xs, fn) { for (const x of xs) await fn(x); } async function f(xs) { await each(xs, async (x) => { await pool.query('SELECT 1'); }); }`).effects('each')).toEqual(['db-query awaited per-element proven']);
    expect(analyse(`${POOL} async function f() { await new Promise((resolve) => { pool.query('SELECT 1').then(resolve); }); }`).effects('new Promise')).toEqual(['db-query started once proven']);
  });

  it('starts what a forEach does not wait for', () => {
    expect(analyse(`${LOAD} function f(ids) { ids.forEach(async (id) => { await load(id); }); }`).effects('ids.forEach')).toEqual(['db-query started per-element proven']);
  });

  it('drops what is memoised, kept for next time or offloaded', () => {
    expect(analyse(`${POOL} import { memoize } from 'web'; const load = memoize(async (id) => pool.query('SELECT 1', [id])); async function f() { await load(1); }`).effects('load')).toEqual([]);
    expect(analyse(`${POOL} import { Memo } from 'web'; class A { @Memo() async load(id) { return pool.query('SELECT 1', [id]); } async f() { await this.load(1); } }`).effects('this.load')).toEqual([]);
    expect(analyse(`import { Pool } from 'pg'; let pool; function getPool() { if (!pool) pool = new Pool(); return pool; } export function f() { return getPool(); }`).effects('getPool')).toEqual([]);
    expect(analyse(`import { Pool } from 'pg'; class A { get() { return this.pool ??= new Pool(); } f() { return this.get(); } }`).effects('this.get')).toEqual([]);
    expect(analyse(`import { Pool } from 'pg'; function getPool() { return new Pool(); } export function f() { return getPool(); }`).effects('getPool')).toEqual(['opens-connection started once proven']);
    expect(analyse(`import { inPool } from 'web'; import { readFileSync } from 'fs'; async function f() { await inPool(() => { readFileSync('a'); }); }`).effects('inPool')).toEqual(['file-read awaited once proven']);
  });

  it('tells that a memoised call is one', () => {
    const { facts, site } = analyse(`${POOL} import { memoize } from 'web'; const load = memoize(async (id) => pool.query('SELECT 1', [id])); async function f() { await load(1); }`);
    expect(facts.operationTraits(site('load'))).toEqual(['memoises']);
  });

  it('includes fields and constructor of a class that is made', () => {
    expect(analyse(`import { Pool } from 'pg'; class A { pool = new Pool(); } export function f() { return new A(); }`).effects('new A')).toEqual(['opens-connection started once proven']);
    expect(analyse(`import { readFileSync } from 'fs'; class A { constructor() { readFileSync('x'); } } export function f() { return new A(); }`).effects('new A')).toEqual(['file-read blocks once proven']);
  });
});

describe('functions turned into promises', () => {
  it('are awaited', () => {
    expect(analyse(`import { promisify } from 'util'; import { readFile } from 'fs'; const read = promisify(readFile); async function f() { await read('x'); }`).effects('read')).toEqual(['file-read awaited once proven']);
    expect(analyse(`import { readFile } from 'fs'; readFile('x', (error, data) => {});`).effects('readFile')).toEqual(['file-read started once proven']);
  });
});

describe('unknown work', () => {
  const UNKNOWN = ['unknown-async awaited once likely'];

  it.each([
    ['an import from the project', `import { load } from './load'; await load(1);`, 'load'],
    ['an injected service', `import { Users } from './users'; class A { constructor(private users: Users) {} async f() { await this.users.load(1); } }`, 'this.users.load'],
    ['an untyped parameter', `async function f(users) { await users.load(1); }`, 'users.load'],
    ['an import that is returned', `import { load } from './load'; async function f() { return load(1); }`, 'load'],
    ['an import that is collected', `import { load } from './load'; await Promise.all([load(1)]);`, 'load'],
    ['an import called per element', `import { load } from './load'; await Promise.all(ids.map(load));`, 'load'],
    ['an alias path', `import { load } from '@/load'; await load(1);`, 'load'],
    ['a member no table lists', `${POOL} await pool.whatever();`, 'pool.whatever'],
  ])('is %s', (_, text, callee) => {
    const { effects, facts, site } = analyse(text, dependsOn('pg'));
    expect(effects(callee)).toEqual(UNKNOWN);
    expect(facts.effectsOf(site(callee))).toMatchObject([{ library: '', traits: [] }]);
  });

  it('is marked when it is a package that no table describes', () => {
    const { facts, site } = analyse(`import { thing } from 'some-package'; await thing(1);`, dependsOn('some-package'));
    expect(facts.effectsOf(site('thing'))).toMatchObject([{ kind: 'unknown-async', traits: ['foreign'] }]);
  });

  it.each([
    ['a call nobody waits for', `import { load } from './load'; load(1);`, 'load'],
    ['a call whose value is used at once', `import { load } from './load'; const x = load(1);`, 'load'],
    ['a construction', `import { Thing } from './thing'; const x = new Thing();`, 'new Thing'],
    ['a local function that does nothing outside', `async function add(a, b) { return a + b; } async function f() { await add(1, 2); }`, 'add'],
    ['a method of a map', `const cache = new Map(); async function f() { await cache.get(1); }`, 'cache.get'],
    ['Promise.all', `await Promise.all([1, 2]);`, 'Promise.all'],
    ['a mapper in Promise.all', `async function f(ids) { await Promise.all(ids.map((id) => id)); }`, 'ids.map'],
    ['a library call without work', `import { requireUser } from 'web'; await requireUser();`, 'requireUser'],
    ['a function of the language', `async function f(x) { return structuredClone(x); }`, 'structuredClone'],
    ['a module that only computes', `import path from 'node:path'; async function f(x) { return path.join(x, 'a'); }`, 'path.join'],
    ['a timer', `import { setTimeout } from 'timers/promises'; await setTimeout(1);`, 'setTimeout'],
  ])('is not %s', (_, text, callee) => {
    expect(analyse(text).effects(callee).filter((effect) => effect.startsWith('unknown'))).toEqual([]);
  });

  it('travels through functions of the file as long as somebody waits', () => {
    const text = `import { load } from './load'; async function one(id) { return load(id); }`;
    expect(analyse(`${text} async function f() { await one(1); }`).effects('one')).toEqual(UNKNOWN);
    expect(analyse(`${text} async function f() { one(1); }`).effects('one')).toEqual([]);
  });

  it('is not what a function is handed by its caller', () => {
    const { effects, facts, fn } = analyse(`async function run(fn) { await fn(); } async function f() { await run(async () => 1); }`);
    expect(effects('fn')).toEqual(UNKNOWN);
    expect(facts.effectsOfFunction(fn('run'))).toEqual([]);
    expect(effects('run')).toEqual([]);
  });
});

describe('remarks', () => {
  it('come from the row and from what is waited for inside', () => {
    const { facts, site } = analyse(`
      import { requireUser, limit } from 'web';
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      async function pace() { await sleep(100); }
      async function guarded() { await requireUser(); }
      const limited = limit(5);
      async function f() { await pace(); await guarded(); await limited(() => 1); await plain(); }
      async function plain() { setTimeout(() => 1, 5); }`);
    expect(facts.operationTraits(site('sleep'))).toEqual(['waits']);
    expect(facts.operationTraits(site('pace'))).toEqual(['waits']);
    expect(facts.operationTraits(site('guarded'))).toEqual(['guard']);
    expect(facts.operationTraits(site('limited'))).toEqual(['limits']);
    expect(facts.operationTraits(site('plain'))).toEqual([]);
    const sleeps = (text: string): unknown => facts.effectsOf(site(text)).filter(({ kind }) => kind === 'sleep').map(({ mode }) => mode);
    expect(sleeps('sleep')).toEqual(['awaited']);
    expect(sleeps('pace')).toEqual(['awaited']);
    expect(sleeps('plain')).toEqual(['started']);
  });
});

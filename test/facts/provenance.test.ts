import { describe, expect, it } from 'vitest';
import { analyse, dependsOn } from './analyse';

const QUERY = ['db-query awaited once proven'];

describe('a receiver is proven by', () => {
  it.each([
    ['a constructor of a named import', `import { Pool } from 'pg'; const pool = new Pool(); await pool.query('SELECT 1');`, 'pool.query'],
    ['a default import', `import pg from 'pg'; const pool = new pg.Pool(); await pool.query('SELECT 1');`, 'pool.query'],
    ['a namespace import', `import * as pg from 'pg'; const pool = new pg.Pool(); await pool.query('SELECT 1');`, 'pool.query'],
    ['require', `const { Pool } = require('pg'); const pool = new Pool(); async function f() { await pool.query('SELECT 1'); }`, 'pool.query'],
    ['a dynamic import', `const pg = await import('pg'); const pool = new pg.Pool(); await pool.query('SELECT 1');`, 'pool.query'],
    ['a field', `import { Pool } from 'pg'; class A { #pool = new Pool(); async f() { await this.#pool.query('SELECT 1'); } }`, 'this.#pool.query'],
    ['a field set in the constructor', `import { Pool } from 'pg'; class A { pool; constructor() { this.pool = new Pool(); } async f() { await this.pool.query('SELECT 1'); } }`, 'this.pool.query'],
    ['an injected constructor parameter', `import { Pool } from 'pg'; class A { constructor(private readonly db: Pool) {} async f() { await this.db.query('SELECT 1'); } }`, 'this.db.query'],
    ['a type import', `import type { PoolClient } from 'pg'; async function f(c: PoolClient) { await c.query('SELECT 1'); }`, 'c.query'],
    ['a qualified type', `import type pg from 'pg'; async function f(c: pg.PoolClient) { await c.query('SELECT 1'); }`, 'c.query'],
    ['a wrapped type', `import type { Pool } from 'pg'; async function f(c: Promise<Readonly<Pool>>) { await (await c).query('SELECT 1'); }`, '(await c).query'],
    ['typeof', `import { Pool } from 'pg'; const pool = new Pool(); async function f(c: typeof pool) { await c.query('SELECT 1'); }`, 'c.query'],
    ['a nullable type', `import { Pool } from 'pg'; async function f(c: Pool | null) { await c?.query('SELECT 1'); }`, 'c?.query'],
    ['a global that is set when absent', `import { Pool } from 'pg'; const pool = globalThis.pool ?? new Pool(); await pool.query('SELECT 1');`, 'pool.query'],
    ['a factory of the file', `import { Pool } from 'pg'; function make() { return new Pool(); } const p = make(); await p.query('SELECT 1');`, 'p.query'],
    ['a getter', `import { Pool } from 'pg'; class A { get db() { return new Pool(); } async f() { await this.db.query('SELECT 1'); } }`, 'this.db.query'],
    ['an inherited field', `import { Pool } from 'pg'; class Base { db = new Pool(); } class A extends Base { async f() { await this.db.query('SELECT 1'); } }`, 'this.db.query'],
    ['a local class around it', `import { Pool } from 'pg'; class Db { pool = new Pool(); } const db = new Db(); await db.pool.query('SELECT 1');`, 'db.pool.query'],
    ['an object literal', `import { Pool } from 'pg'; const dbs = { main: new Pool() }; await dbs.main.query('SELECT 1');`, 'dbs.main.query'],
    ['destructuring', `import { Pool } from 'pg'; const { main } = { main: new Pool() }; await main.query('SELECT 1');`, 'main.query'],
    ['elements of a list', `import { Pool } from 'pg'; async function f(pools: Pool[]) { for (const p of pools) await p.query('SELECT 1'); }`, 'p.query'],
    ['values of a map', `import { Pool } from 'pg'; const pools = new Map<string, Pool>(); async function f(m: Map<string, Pool>) { await m.get('x').query('SELECT 1'); }`, `m.get('x').query`],
    ['a result awaited before', `import { Pool } from 'pg'; const pool = new Pool(); const c = await pool.connect(); await c.query('SELECT 1');`, 'c.query'],
    ['Promise.all', `import { Pool } from 'pg'; const pool = new Pool(); const [c] = await Promise.all([pool.connect()]); await c.query('SELECT 1');`, 'c.query'],
    ['a repository type', `import { Repository } from 'typeorm'; class A { constructor(private users: Repository<User>) {} async f() { await this.users.findOneBy({ id: 1 }); } }`, 'this.users.findOneBy'],
    ['a class that extends a library class', `import { PrismaClient } from '@prisma/client'; class Db extends PrismaClient {} const db = new Db(); await db.user.findMany();`, 'db.user.findMany'],
    ['this in a class that extends a library class', `import { PrismaClient } from '@prisma/client'; class Db extends PrismaClient { async f() { await this.user.findMany(); } }`, 'this.user.findMany'],
    ['a static of an active record', `import { BaseEntity } from 'typeorm'; class User extends BaseEntity {} await User.findOneBy({ id: 1 });`, 'User.findOneBy'],
    ['the parameter of a transaction callback', `import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient(); await prisma.$transaction(async (tx) => { await tx.user.findMany(); });`, 'tx.user.findMany'],
    ['a qualified transaction type', `import { Prisma } from '@prisma/client'; async function f(tx: Prisma.TransactionClient) { await tx.user.findMany(); }`, 'tx.user.findMany'],
    ['a generic factory type', `import { drizzle } from 'drizzle-orm/node-postgres'; async function f(db: ReturnType<typeof drizzle>) { await db.select().from(users); }`, 'db.select().from'],
  ])('%s', (_, text, callee) => {
    expect(analyse(text).effects(callee)).toEqual(QUERY);
  });

  it('a declared type rather than the value it is given', () => {
    const { facts, summary } = analyse(`import { Pool } from 'pg'; import { make } from './make'; const pool: Pool = make(); await pool.query('SELECT 1');`);
    expect(facts.typeOf(summary.sites.find(({ name }) => name === 'query')?.callee ?? -1)).toBeUndefined();
    const binding = summary.bindings.find(({ name }) => name === 'pool');
    expect(facts.typeOf(binding?.value ?? -1)).toBe('pg#Pool');
    expect(facts.traitsOf('pg#Pool')).toContain('pool');
  });

  it('types that inherit members and traits', () => {
    const { facts, summary } = analyse(`import { Pool } from 'pg'; const c = await new Pool().connect(); await c.query('SELECT 1');`);
    const type = facts.typeOf(summary.bindings.find(({ name }) => name === 'c')?.value ?? -1);
    expect(type).toBe('pg#PoolClient');
    expect(facts.traitsOf(type ?? '')).toContain('connection');
  });
});

describe('rows are chosen by the arguments', () => {
  it.each([
    ['a statement in place', `await pool.query('INSERT INTO t VALUES ($1)', [1]);`],
    ['a statement assembled', 'await pool.query(`DELETE FROM t WHERE id = ${id}`);'],
    ['a statement in an object', `await pool.query({ text: 'UPDATE t SET a = 1' });`],
    ['a statement in a constant', `const SQL = 'INSERT INTO t'; await pool.query(SQL);`],
  ])('%s', (_, text) => {
    expect(analyse(`import { Pool } from 'pg'; const pool = new Pool(); ${text}`).effects('pool.query')).toEqual(['db-write awaited once proven']);
  });
});

describe('a guess by shape', () => {
  const project = `import { db } from './db'; await db.user.findMany();`;

  it('is likely when the manifest names the library', () => {
    expect(analyse(project, dependsOn('@prisma/client')).effects('db.user.findMany')).toEqual(['db-query awaited once likely']);
  });

  it('is likely when the file imports the library', () => {
    expect(analyse(`import { Prisma } from '@prisma/client'; ${project}`).effects('db.user.findMany')).toEqual(['db-query awaited once likely']);
  });

  it('is named when nothing names the library', () => {
    expect(analyse(project, dependsOn('left-pad')).effects('db.user.findMany')).toEqual(['unknown-async awaited once likely', 'db-query awaited once named']);
  });

  it('goes through optional chains and private fields', () => {
    expect(analyse(`class A { constructor(private repo) {} async f() { await this.userRepository?.findOneBy({ id: 1 }); } }`, dependsOn('typeorm')).effects('this.userRepository?.findOneBy')).toEqual(['unknown-async awaited once likely']);
    expect(analyse(`class A { userRepository; async f() { await this.userRepository?.findOneBy({ id: 1 }); } }`, dependsOn('typeorm')).effects('this.userRepository?.findOneBy')).toEqual(['db-query awaited once likely']);
  });

  it('gives the callback of a guessed transaction its parameter', () => {
    const { effects, facts, summary } = analyse(`import { prisma } from '~/db'; await prisma.$transaction(async (t) => { await t.order.create({ data: {} }); });`, dependsOn('@prisma/client'));
    expect(effects('t.order.create')).toEqual(['db-write awaited once likely']);
    const type = facts.typeOf(summary.bindings.find(({ name }) => name === 't')?.value ?? -1);
    expect(facts.traitsOf(type ?? '')).toContain('transaction');
  });

  it('types what the guessed call returns', () => {
    expect(analyse(`import { dataSource } from './db'; const users = dataSource.getRepository(User); await users.findOneBy({ id: 1 });`, dependsOn('typeorm')).effects('users.findOneBy')).toEqual(['db-query awaited once likely']);
  });

  it('constructs a generated client', () => {
    expect(analyse(`import { PrismaClient } from './generated/client'; const c = new PrismaClient(); await c.user.findMany();`, dependsOn('prisma')).effects('c.user.findMany')).toEqual(['db-query awaited once likely']);
  });

  it.each([
    ['a map', `const pool = new Map(); await pool.get('x');`, 'pool.get'],
    ['a set typed in a parameter', `async function f(repo: Set<string>) { await repo.delete('x'); }`, 'repo.delete'],
    ['an array', `const userRepository = [1, 2]; await userRepository.find((x) => x === 1);`, 'userRepository.find'],
    ['a local class', `class Pool { query(x: string) { return 1; } } const pool = new Pool(); await pool.query('x');`, 'pool.query'],
    ['an object literal', `const pool = { query: (x: string) => 1 }; await pool.query('x');`, 'pool.query'],
    ['a string', `const client = 'x'; await client.query('x');`, 'client.query'],
    ['storage of the browser', `const client = localStorage; await client.query('x');`, 'client.query'],
  ])('is never made for %s', (_, text, callee) => {
    expect(analyse(text, dependsOn('pg', 'typeorm', '@prisma/client')).effects(callee).filter((effect) => effect.startsWith('db'))).toEqual([]);
  });

  it('is never made for what another package constructs', () => {
    expect(analyse(`import { ApolloClient } from '@apollo/client'; const client = new ApolloClient(); await client.query({});`, dependsOn('pg', '@apollo/client')).effects('client.query')).toEqual(['unknown-async awaited once likely']);
  });

  it('is made for what a package of the same scope exports', () => {
    expect(analyse(`import { prisma } from '@acme/db'; await prisma.user.findMany();`, dependsOn('@prisma/client', '@acme/db')).effects('prisma.user.findMany')).toEqual(['db-query awaited once likely']);
  });
});

it('answers do not depend on the order of questions', () => {
  const text = `
    import { Pool } from 'pg';
    class A { b = new B(this); pool = new Pool(); get other() { return this.b.back; } get self() { return this.other.self ?? this.pool; } }
    class B { constructor(public back: A) {} get pool() { return this.back.self; } }
    let x = pick(); function pick() { return x ?? make(); } function make() { return pick() ?? new Pool(); }
    await x.query('SELECT 1'); await new A().self.query('SELECT 1');`;
  const forward = analyse(text);
  const backward = analyse(text);
  const ids = forward.summary.values.map((_, id) => id);
  const first = ids.map((id) => forward.facts.typeOf(id));
  const second = ids.reverse().map((id) => backward.facts.typeOf(id)).reverse();
  expect(second).toEqual(first);
});

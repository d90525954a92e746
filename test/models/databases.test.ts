/** What the database tables make of real-looking code: every statement found once, with the right kind, and nothing else. */
import { describe, expect, it } from 'vitest';
import { NO_PROJECT } from '../../server/src/engine/project';
import { createFactsFactory } from '../../server/src/facts/createFacts';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';
import { models } from '../../server/src/models/index';

const frontend = createEcmascriptFrontend();
const createFacts = createFactsFactory(models);
await frontend.prepare();

/** `name: kind confidence trait…` for every site that does work, in source order; `name` is the last called name. */
function workOf(text: string, dependencies: readonly string[]): string[] {
  const file = { path: '/p/src/file.ts', text };
  const summary = frontend.summarise(file);
  expect(summary.problems).toEqual([]);
  const facts = createFacts(file, summary, { ...NO_PROJECT, root: '/p', dependencies: new Set(dependencies) });
  return summary.sites.flatMap((site, id) => facts.effectsOf(id)
    .filter((effect) => effect.through.length === 0 && effect.kind !== 'unknown-async')
    .map((effect) => [`${site.name}:`, effect.kind, effect.confidence, ...effect.traits].join(' ')));
}

type Case = readonly [what: string, text: string, work: readonly string[]];

const cases: Readonly<Record<string, { readonly dependencies: readonly string[]; readonly cases: readonly Case[] }>> = {
  prisma: {
    dependencies: ['@prisma/client'],
    cases: [
      ['a proven client', `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        await prisma.user.findUnique({ where: { id } });
        await prisma.user.findMany({ where: { id: { in: ids } } });
        await prisma.user.findMany({ where: { status: { in: ['new', 'open'] } } });
        await prisma.user.create({ data });
        await prisma.$queryRaw\`SELECT 1\`;`,
      ['PrismaClient: opens-connection proven keep-alive', 'findUnique: db-query proven single-row batched-same-tick', 'findMany: db-query proven takes-list', 'findMany: db-query proven', 'create: db-write proven single-row', '$queryRaw: db-query proven']],
      ['a transaction', `
        import { PrismaClient } from '@prisma/client';
        const prisma = new PrismaClient();
        await prisma.$transaction(async (tx) => { await tx.order.update({ where, data }); });`,
      ['PrismaClient: opens-connection proven keep-alive', 'update: db-write proven single-row']],
      ['receivers from other files', `
        import { db } from './db';
        import { PrismaService } from './prisma.service';
        export class Orders {
          constructor(private readonly prismaService: PrismaService) {}
          async all(tx) { await this.prismaService.order.count(); await tx.order.deleteMany({}); await db.order.findFirst({}); }
        }`,
      ['count: db-query likely single-row', 'deleteMany: db-write likely', 'findFirst: db-query likely single-row']],
      ['a generated client', 'import { PrismaClient } from "../generated/prisma";\nconst prisma = new PrismaClient();\nawait prisma.user.findMany();',
        ['PrismaClient: opens-connection likely keep-alive', 'findMany: db-query likely']],
      ['look-alikes', 'const m = new Map(); m.delete(1); const rows = [1].find((x) => x); cache.users.get(1); users.count();', []],
    ],
  },
  drizzle: {
    dependencies: ['drizzle-orm'],
    cases: [
      ['builders run once', `
        import { drizzle } from 'drizzle-orm/node-postgres';
        const db = drizzle(pool, { schema });
        const rows = await db.select().from(users).where(eq(users.id, id)).limit(1);
        await db.query.users.findFirst({ where });
        await db.insert(users).values([a, b]).returning();
        await db.insert(users).values(row);
        await db.delete(users).where(eq(users.id, id));
        const sub = db.select().from(users).as('sub');`,
      ['limit: db-query proven', 'findFirst: db-query proven single-row', 'returning: db-write proven takes-list', 'values: db-write proven single-row', 'where: db-write proven']],
      ['opening from a url', 'import { drizzle } from "drizzle-orm/neon-http";\nconst db = drizzle("postgres://");', ['drizzle: opens-connection proven keep-alive']],
      ['a transaction from another file', 'import { db } from "./db";\nawait db.transaction(async (tx) => { await tx.update(users).set(v).where(w); });', ['where: db-write likely']],
    ],
  },
  typeorm: {
    dependencies: ['typeorm'],
    cases: [
      ['repositories', `
        import { Repository } from 'typeorm';
        export class Users {
          constructor(private readonly users: Repository<User>) {}
          async run() {
            const user = this.users.create({ name });
            await this.users.save(user);
            await this.users.save([a, b]);
            await this.users.findOneBy({ id });
            await this.users.createQueryBuilder('u').where('x').getMany();
            await user.save();
          }
        }`,
      ['save: db-write proven', 'save: db-write proven takes-list', 'findOneBy: db-query proven single-row', 'getMany: db-query proven', 'save: db-write proven']],
      ['active record', `
        import { BaseEntity, Entity } from 'typeorm';
        @Entity() export class User extends BaseEntity {}
        await User.findOneBy({ id });
        const user = new User();
        await user.save();`,
      ['findOneBy: db-query proven single-row', 'save: db-write proven']],
      ['shapes', `
        import { User, ROLES } from './entities';
        await this.userRepository.findOne({ where });
        await User.findOneOrFail({ id });
        User.find((user) => user.id === id);
        await getRepository(User).count();`,
      ['findOne: db-query likely single-row', 'findOneOrFail: db-query likely single-row', 'count: db-query likely single-row']],
      ['a transaction', 'import { DataSource } from "typeorm";\nconst source = new DataSource({});\nawait source.transaction(async (manager) => { await manager.getRepository(User).save(user); });',
        ['DataSource: opens-connection proven keep-alive', 'save: db-write proven']],
    ],
  },
  sequelize: {
    dependencies: ['sequelize'],
    cases: [
      ['defined models and their instances', `
        import { Sequelize } from 'sequelize';
        const sequelize = new Sequelize('sqlite::memory:');
        const User = sequelize.define('user', {});
        const user = await User.findByPk(id);
        await user.getPosts();
        await user.destroy();
        user.getDataValue('x');
        await User.bulkCreate(rows);
        await User.create(row);`,
      ['Sequelize: opens-connection proven keep-alive', 'findByPk: db-query proven single-row', 'getPosts: lazy-load proven', 'destroy: db-write proven single-row runs-hooks', 'bulkCreate: db-write proven takes-list', 'create: db-write proven single-row runs-hooks']],
      ['shapes', 'import { models, User } from "./models";\nawait models.Order.findAll();\nawait User.findAndCountAll();\nawait user.$get("posts");', ['findAll: db-query likely', 'findAndCountAll: db-query likely', '$get: lazy-load likely']],
    ],
  },
  mongoose: {
    dependencies: ['mongoose'],
    cases: [
      ['models, queries and documents', `
        import mongoose, { model } from 'mongoose';
        const User = model('User', schema);
        const user = await User.findById(id).populate('team').exec();
        await user.save();
        const other = await User.findOne({ name });
        await other.deleteOne();
        await user.populate('posts');
        for (const each of await User.find({ age })) await each.save();
        await User.find({ _id: { $in: ids } }).lean();
        await User.updateOne({ _id }, { $set: v });
        const fresh = new User({ name });
        await mongoose.connect(url);`,
      ['exec: db-query proven single-row', 'save: db-write proven single-row', 'findOne: db-query proven single-row', 'deleteOne: db-write proven single-row runs-hooks', 'populate: lazy-load proven', 'find: db-query proven', 'save: db-write proven single-row', 'lean: db-query proven takes-list', 'updateOne: db-write proven single-row', 'connect: opens-connection proven keep-alive']],
      ['an injected model', `
        import { Model } from 'mongoose';
        export class Cats {
          constructor(private catModel: Model<Cat>) {}
          async run() { await this.catModel.findOne({ name }); await this.catModel.create(cat); }
        }`,
      ['findOne: db-query proven single-row', 'create: db-write proven single-row runs-hooks']],
      ['shapes', 'import { User } from "./models/user";\nawait User.findOneAndUpdate({ id }, v);\nawait User.countDocuments({});\nUser.find((user) => user.id);\nObject.create(null);\nCreateUserCommand.create({});',
        ['findOneAndUpdate: db-write likely single-row', 'countDocuments: db-query likely single-row']],
    ],
  },
  mongodb: {
    dependencies: ['mongodb'],
    cases: [
      ['collections', `
        import { MongoClient } from 'mongodb';
        const client = new MongoClient(url);
        const users = client.db('x').collection('users');
        await users.findOne({ _id });
        await users.find({ a: 1 }).sort({ a: 1 }).toArray();
        await users.insertOne(doc);
        const cursor = users.find();
        while (await cursor.hasNext()) await cursor.next();`,
      ['MongoClient: opens-connection proven keep-alive', 'findOne: db-query proven single-row', 'toArray: db-query proven', 'insertOne: db-write proven single-row']],
      ['shapes', 'import { db } from "./db";\nawait this.db.collection("objects").findOne({ _key });\nawait collections.users.updateOne(q, u);', ['findOne: db-query likely single-row', 'updateOne: db-write likely single-row']],
    ],
  },
  knex: {
    dependencies: ['knex'],
    cases: [
      ['chains are lazy', `
        import knex from 'knex';
        const db = knex({ client: 'pg' });
        await db('users').where({ id }).first();
        await db('users').insert([a, b]);
        await db('users').where({ id }).update(v);
        await db.raw('UPDATE x SET y = 1');
        const sub = db('users').select('id').where('id', 1);`,
      ['knex: opens-connection proven keep-alive', 'first: db-query proven single-row', 'insert: db-write proven takes-list', 'update: db-write proven', 'raw: db-write proven']],
      ['a handle of another file', 'import { db } from "./db";\nawait db("users").where({ id });\nawait db.transaction(async (trx) => { await trx("users").del(); });', ['where: db-query likely', 'del: db-write likely']],
    ],
  },
  kysely: {
    dependencies: ['kysely'],
    cases: [
      ['builders run at their end', `
        import { Kysely } from 'kysely';
        const db = new Kysely({ dialect });
        await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
        await db.insertInto('users').values(row).execute();
        await db.transaction().execute(async (trx) => { await trx.deleteFrom('users').execute(); });`,
      ['Kysely: opens-connection proven keep-alive', 'executeTakeFirst: db-query proven single-row', 'execute: db-write proven single-row', 'execute: db-write proven']],
    ],
  },
  mikroorm: {
    dependencies: ['@mikro-orm/core'],
    cases: [
      ['the unit of work', `
        import { EntityManager } from '@mikro-orm/postgresql';
        export async function run(em: EntityManager) {
          const author = await em.findOneOrFail(Author, id);
          await author.books.loadItems();
          em.persist(author);
          em.create(Book, {});
          await em.flush();
        }`,
      ['findOneOrFail: db-query proven single-row', 'loadItems: lazy-load proven', 'flush: db-write proven']],
    ],
  },
  objection: {
    dependencies: ['objection'],
    cases: [
      ['models and instances', `
        import { Model } from 'objection';
        class Person extends Model {}
        const person = await Person.query().findById(id);
        await person.$relatedQuery('pets');
        await person.$query().delete();
        await Person.query().insert(row);`,
      ['findById: db-query proven single-row', '$relatedQuery: lazy-load proven', 'delete: db-write proven single-row runs-hooks', 'insert: db-write proven single-row']],
    ],
  },
  drivers: {
    dependencies: ['pg', 'pg-promise', 'postgres', 'slonik', 'mysql2', 'better-sqlite3', 'sqlite3'],
    cases: [
      ['pg', 'import { Pool } from "pg";\nconst pool = new Pool();\nconst client = await pool.connect();\nawait client.query("BEGIN");\nawait client.query("INSERT INTO x VALUES (1)");\nawait pool.query("SELECT 1");',
        ['Pool: opens-connection proven keep-alive', 'query: db-write proven', 'query: db-query proven']],
      ['pg-promise', 'import pgPromise from "pg-promise";\nconst pgp = pgPromise();\nconst db = pgp(cn);\nawait db.one("SELECT 1");\nawait db.tx(async (t) => { await t.none("INSERT INTO x VALUES (1)"); });\npgp.helpers.insert(rows, cs);',
        ['pgp: opens-connection proven keep-alive', 'one: db-query proven single-row', 'none: db-write proven']],
      ['postgres', 'import postgres from "postgres";\nconst sql = postgres(url);\nawait sql`SELECT ${1}`;\nawait sql`INSERT INTO x ${sql(rows)}`;\nconst part = sql`AND a = ${1}`;',
        ['postgres: opens-connection proven keep-alive', 'sql: db-query proven', 'sql: db-write proven']],
      ['slonik', 'import { createPool, sql } from "slonik";\nconst pool = await createPool(url);\nawait pool.maybeOne(sql.type(row)`SELECT 1`);\nawait pool.query(sql.unsafe`DELETE FROM x`);',
        ['createPool: opens-connection proven keep-alive', 'maybeOne: db-query proven single-row', 'query: db-write proven']],
      ['mysql2', 'import mysql from "mysql2/promise";\nconst pool = mysql.createPool({});\nawait pool.execute("SELECT 1");\nawait pool.query("UPDATE x SET y = 1");',
        ['createPool: opens-connection proven keep-alive', 'execute: db-query proven', 'query: db-write proven']],
      ['better-sqlite3', 'import Database from "better-sqlite3";\nconst db = new Database("a.db");\nconst one = db.prepare("SELECT 1");\none.get(1);\none.run(1);',
        ['Database: opens-connection proven keep-alive', 'get: db-query proven single-row', 'run: db-write proven']],
      ['sqlite', 'import { open } from "sqlite";\nconst db = await open({});\nawait db.all("SELECT 1");\nawait db.run("DELETE FROM x");', ['open: opens-connection proven keep-alive', 'all: db-query proven', 'run: db-write proven']],
    ],
  },
  services: {
    dependencies: ['@supabase/supabase-js', '@libsql/client', '@planetscale/database', 'wrangler'],
    cases: [
      ['supabase', `
        import { createClient } from '@supabase/supabase-js';
        const supabase = createClient(url, key);
        await supabase.from('users').select('*').eq('id', id).single();
        await supabase.from('users').insert([a, b]).select();
        await supabase.from('users').update(v).eq('id', id);
        await supabase.auth.getUser();`,
      ['single: db-query proven single-row', 'select: db-write proven takes-list', 'eq: db-write proven', 'getUser: network proven']],
      ['libsql', 'import { createClient } from "@libsql/client";\nconst db = createClient({ url });\nawait db.execute({ sql: "INSERT INTO x VALUES (?)", args });\nawait db.batch(statements);',
        ['createClient: opens-connection proven keep-alive', 'execute: db-write proven', 'batch: db-write proven takes-list']],
      ['planetscale', 'import { connect } from "@planetscale/database";\nconst conn = connect(config);\nawait conn.execute("SELECT 1");', ['execute: db-query proven']],
      ['d1', 'export default { async fetch(request, env) { await env.DB.prepare("SELECT 1").bind(1).first(); await env.DB.prepare("DELETE FROM x").run(); } };',
        ['first: db-query likely single-row', 'run: db-write likely']],
    ],
  },
  redis: {
    dependencies: ['redis', 'ioredis', '@upstash/redis'],
    cases: [
      ['node-redis', 'import { createClient } from "redis";\nconst client = createClient();\nawait client.connect();\nawait client.get(key);\nawait client.del([a, b]);\nawait client.multi().set(a, 1).exec();',
        ['createClient: opens-connection proven keep-alive', 'get: db-query proven single-row batched-same-tick', 'del: db-write proven takes-list batched-same-tick', 'exec: db-write proven takes-list']],
      ['ioredis', 'import Redis from "ioredis";\nconst redis = new Redis();\nawait redis.hget(key, "f");\nawait redis.pipeline().set(a, 1).exec();\nexport const use = async (r: Redis) => r.get("x");',
        ['Redis: opens-connection proven keep-alive', 'hget: db-query proven single-row pipelined', 'exec: db-write proven takes-list', 'get: db-query proven single-row pipelined']],
      ['upstash', 'import { Redis } from "@upstash/redis";\nconst redis = Redis.fromEnv();\nawait redis.get(key);', ['get: db-query proven single-row batched-same-tick']],
      ['a handle of another file', 'import { redis } from "./redis";\nawait redis.incr(key);\ncache.get(key);', ['incr: db-write likely pipelined']],
    ],
  },
  loaders: {
    dependencies: ['dataloader'],
    cases: [['a loader does no work of its own', 'import DataLoader from "dataloader";\nconst users = new DataLoader(batch);\nawait users.load(1);', []]],
  },
  medusa: {
    dependencies: ['@medusajs/framework'],
    cases: [
      ['generated services', `
        import { MedusaService } from '@medusajs/framework/utils';
        export class Blog extends MedusaService({ Post }) {
          async run() { await this.listPosts({}); await this.createPosts(post); await this.createPosts([a, b]); }
        }`,
      ['listPosts: db-query proven', 'createPosts: db-write proven', 'createPosts: db-write proven takes-list']],
      ['services held as properties', 'import { LineItems } from "./items";\nexport class Step {\n  private readonly lineItemService_: LineItems;\n  async run() { await this.lineItemService_.update(id, data); }\n}', ['update: db-write likely']],
    ],
  },
};

describe.each(Object.entries(cases))('%s', (_, { dependencies, cases: list }) => {
  it.each(list)('%s', (_what, text, work) => {
    expect(workOf(text, dependencies)).toEqual(work);
  });
});

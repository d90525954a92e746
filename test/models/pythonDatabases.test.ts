/** What the tables of Python's databases make of real-looking code: every statement found once, with the right kind, and nothing else. */
import { describe, expect, it } from 'vitest';
import { NO_PROJECT } from '../../server/src/engine/project';
import { createFactsFactory } from '../../server/src/facts/createFacts';
import { createPythonFrontend } from '../../server/src/languages/python/index';
import { models } from '../../server/src/models/index';
import { installedGrammars } from '../harness/grammars';

const frontend = createPythonFrontend(installedGrammars());
const createFacts = createFactsFactory(models);
await frontend.prepare();

/** `text: kind mode confidence trait…` for every site that does work, in source order; `text` is the called name. */
function workOf(text: string, dependencies: readonly string[]): string[] {
  const file = { path: '/p/app/file.py', text: unindented(text) };
  const summary = frontend.summarise(file);
  expect(summary.problems).toEqual([]);
  const facts = createFacts(file, summary, { ...NO_PROJECT, root: '/p', dependencies: new Set(dependencies) });
  return summary.sites.flatMap((site, id) => facts.effectsOf(id)
    .filter((effect) => effect.through.length === 0 && effect.kind !== 'unknown-async')
    .map((effect) => [`${site.name === '' ? site.text : site.name}:`, effect.kind, effect.mode, effect.confidence, ...effect.traits].join(' ')));
}

/** Cases are written inside a template, as far in as the code around them. */
function unindented(text: string): string {
  const lines = text.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0));
  return lines.map((line) => line.slice(indent)).join('\n');
}

type Case = readonly [what: string, text: string, work: readonly string[]];

const cases: Readonly<Record<string, { readonly dependencies: readonly string[]; readonly cases: readonly Case[] }>> = {
  django: {
    dependencies: ['django'],
    cases: [
      ['a model of the file', `
        from django.db import models
        class Order(models.Model):
            customer = models.ForeignKey('Customer', on_delete=models.CASCADE)
            tags = models.ManyToManyField('Tag')
            name = models.CharField(max_length=20)
        def run(pk):
            order = Order.objects.get(pk=pk)
            order.save()
            Order.objects.filter(pk=pk).update(name='x')
            Order.objects.create(name='y')
            Order.objects.bulk_create([Order(name='z')])
            fresh = Order(name='new')
            fresh.tags.add(1)
            fresh.name.count('x')
            fresh.customer.save()
        `, [
        'get: db-query blocks proven single-row', 'save: db-write blocks proven single-row runs-hooks', 'update: db-write blocks proven',
        'create: db-write blocks proven single-row', 'bulk_create: db-write blocks proven takes-list', 'add: db-write blocks proven',
        'save: db-write blocks proven single-row runs-hooks',
      ]],
      ['query sets compose until gone through', `
        from .models import Order
        def run(ids):
            qs = Order.objects.filter(pk__in=ids).exclude(x=1)
            qs = qs.order_by('a')
            for order in qs:
                pass
            rows = list(Order.objects.all())
            n = len(Order.published.top(5))
            return Order.objects.filter(a=1)
        `, ['qs: db-query blocks likely has-length', 'all: db-query blocks likely has-length', 'top: db-query blocks likely has-length']],
      ['terminal methods and their negatives', `
        from .models import Order
        def run(items, path, data):
            Order.objects.filter(a=1).count()
            Order.objects.filter(a=1).exists()
            Order.objects.filter(a=1).first()
            items.count(1)
            path.exists()
            data.get('x')
            data.update(a=1)
            [1].count(1)
            'a'.count('a')
        `, [
        'count: db-query blocks likely single-row counts', 'exists: db-query blocks likely single-row', 'first: db-query blocks likely single-row',
      ]],
      ['asynchronous twins', `
        from .models import Order
        async def run(pk):
            await Order.objects.aget(pk=pk)
            await Order.objects.filter(a=1).acount()
            async for order in Order.objects.all():
                pass
        `, ['aget: db-query awaited likely single-row', 'acount: db-query awaited likely single-row counts', 'all: db-query awaited likely has-length']],
      ['related managers', `
        from .models import Order
        def run(order, thing, user):
            order.items.all().count()
            order.item_set.filter(a=1).first()
            user.groups.exists()
            order.tag_set.add(thing)
            for item in order.items.all():
                pass
            thing.path.exists()
            thing.names.count('x')
            thing.seen.add(1)
            thing.seen_set.append(1)
            thing.df.count()
            thing.rows.filter(lambda row: row)
        `, [
        'count: db-query blocks likely single-row counts', 'first: db-query blocks likely single-row', 'exists: db-query blocks likely single-row',
        'add: db-write blocks likely', 'all: db-query blocks likely has-length may-be-loaded',
      ]],
      ['rows without a known model', `
        from .models import Order
        def run(order, form, image, wb, response):
            order.save()
            order.save(update_fields=['a'])
            order.delete()
            form.save()
            image.save('x.png')
            wb.save('x.xlsx')
            response.delete()
        `, [
        'save: db-write blocks likely single-row runs-hooks', 'save: db-write blocks likely single-row runs-hooks', 'delete: db-write blocks likely single-row runs-hooks',
      ]],
      ['shortcuts and users', `
        from django.contrib.auth import get_user_model
        from django.shortcuts import get_object_or_404
        from django.contrib.contenttypes.models import ContentType
        User = get_user_model()
        def run(pk, x):
            get_object_or_404(User, pk=pk)
            User.objects.filter(pk=pk).delete()
            ContentType.objects.get_for_model(x)
            ContentType.objects.get(pk=1)
        `, ['get_object_or_404: db-query blocks proven single-row', 'delete: db-write blocks proven', 'get: db-query blocks proven single-row']],
      ['own managers', `
        from django.db import models
        class Published(models.Manager):
            def get_queryset(self):
                return super().get_queryset().filter(published=True)
        class Post(models.Model):
            objects = models.Manager()
            published = Published()
        def run(pk):
            Post.published.get(pk=pk)
            Post.objects.values_list('id', flat=True).first()
        `, ['get: db-query blocks proven single-row', 'first: db-query blocks proven single-row']],
      ['cursors', `
        from django.db import connection, transaction
        def run(ids):
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute('SELECT 1')
                    cursor.execute("""
                        UPDATE x SET y = 1
                    """)
                    cursor.fetchall()
        `, ['execute: db-query blocks proven', 'execute: db-write blocks proven']],
      ['relations asked by fields', `
        def run(event, user, role, self, session, rows):
            event.schedules.get(version='1')
            event.talks.create(title='x')
            event.talks.get('x')
            user.groups.add(role)
            self.seen.add(role)
            session.requests.get(url='x')
            rows.count()
            rows.count('x')
            event.talks.get_or_create(title='x')
        `, [
        'get: db-query blocks likely single-row', 'create: db-write blocks likely single-row', 'add: db-write blocks likely', 'count: db-query blocks likely single-row counts',
        'get_or_create: db-write blocks likely single-row',
      ]],
      ['models of other applications', `
        from django.contrib.auth.models import AbstractUser, Group
        from wagtail.models import Page
        class Member(AbstractUser):
            pass
        def run(pk):
            Group.objects.get(pk=pk)
            Member.objects.create_user('x')
            for page in Page.objects.live():
                pass
        `, ['get: db-query blocks proven single-row', 'create_user: db-write blocks likely single-row', 'live: db-query blocks likely has-length']],
      ['the cache', `
        from django.core.cache import cache
        def run(key, mine):
            cache.get(key)
            cache.delete(key)
            cache.get_many([key])
            mine.cache.get(key)
        `, ['get: network blocks proven single-row', 'delete: network blocks proven single-row', 'get_many: network blocks proven takes-list']],
    ],
  },
  sqlalchemy: {
    dependencies: ['sqlalchemy'],
    cases: [
      ['a session of the 2.x style', `
        from sqlalchemy import create_engine, select, insert, update, text
        from sqlalchemy.orm import Session, sessionmaker
        from .models import User
        engine = create_engine('postgresql://')
        memory = create_engine('sqlite://')
        SessionLocal = sessionmaker(bind=engine)
        def run(session: Session, pk):
            session.execute(select(User).where(User.id == pk)).scalars().all()
            session.scalars(select(User)).first()
            session.scalar(select(User.name))
            session.get(User, pk)
            session.execute(insert(User).values(name='x'))
            stmt = update(User).values(name='x')
            session.execute(stmt)
            session.execute(text('UPDATE users SET a = 1'))
            session.add(User())
            session.delete(User())
            session.commit()
            with SessionLocal() as other:
                other.flush()
        `, [
        'create_engine: opens-connection started proven keep-alive', 'execute: db-query blocks proven',
        'scalars: db-query blocks proven', 'scalar: db-query blocks proven single-row', 'get: db-query blocks proven single-row', 'execute: db-write blocks proven',
        'execute: db-write blocks proven', 'execute: db-write blocks proven', 'commit: db-write blocks proven', 'flush: db-write blocks proven',
      ]],
      ['the query of 1.x', `
        from sqlalchemy.orm import Session
        from .models import User
        def run(session: Session, pk):
            q = session.query(User).filter(User.id == pk)
            q = q.join(User.roles)
            q.all()
            q.count()
            session.query(User).filter_by(id=pk).one_or_none()
            session.query(User).filter_by(id=pk).update({'a': 1})
            for user in session.query(User):
                pass
            sub = session.query(User).exists()
        `, [
        'all: db-query blocks proven all-rows', 'count: db-query blocks proven single-row counts', 'one_or_none: db-query blocks proven single-row',
        'update: db-write blocks proven', 'query: db-query blocks proven',
      ]],
      ['an asynchronous session', `
        from sqlalchemy import select
        from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
        from .models import User
        engine = create_async_engine(URL)
        async def run(session: AsyncSession, pk):
            result = await session.execute(select(User))
            result.scalars().all()
            (await session.scalars(select(User))).all()
            await session.commit()
            session.add(User())
        `, [
        'create_async_engine: opens-connection started proven keep-alive', 'execute: db-query awaited proven', 'scalars: db-query awaited proven',
        'commit: db-write awaited proven',
      ]],
      ['sessions of other files', `
        from .models import User
        from .db import session
        async def read(db, pk):
            await db.execute('SELECT 1')
            db.query(User).filter_by(id=pk).first()
            db.get(User, pk)
        def write(self, http, url, requests_session):
            session.commit()
            self.session.query(User).count()
            http.session.get(url)
            requests_session.get(url)
            User.query.filter_by(id=1).first()
        `, [
        'execute: db-query awaited likely', 'first: db-query blocks likely single-row', 'get: db-query blocks likely single-row', 'commit: db-write blocks likely',
        'count: db-query blocks likely single-row counts', 'get: network blocks named', 'first: db-query blocks likely single-row',
      ]],
      ['declared models', `
        from sqlalchemy.orm import DeclarativeBase, relationship
        class Base(DeclarativeBase):
            pass
        class User(Base):
            roles = relationship('Role')
        def run():
            user = User(name='x')
            user.roles.append(1)
            user.roles.filter_by(a=1).count()
        `, ['count: db-query blocks proven single-row counts']],
    ],
  },
  flask: {
    dependencies: ['flask-sqlalchemy'],
    cases: [
      ['the extension', `
        from flask_sqlalchemy import SQLAlchemy
        db = SQLAlchemy()
        class User(db.Model):
            roles = db.relationship('Role')
        def run(pk):
            User.query.get(pk)
            User.query.filter_by(a=1).all()
            db.session.add(User())
            db.session.commit()
            db.session.execute(db.select(User))
            db.get_or_404(User, pk)
        `, [
        'get: db-query blocks proven single-row', 'all: db-query blocks proven all-rows', 'commit: db-write blocks proven', 'execute: db-query blocks proven',
        'get_or_404: db-query blocks proven single-row',
      ]],
      ['models of other files', 'from .models import User\nUser.query.filter_by(id=1).first()\n', ['first: db-query blocks likely single-row']],
    ],
  },
  sqlmodel: {
    dependencies: ['sqlmodel'],
    cases: [
      ['exec', `
        from sqlmodel import Session, SQLModel, select, create_engine
        class Hero(SQLModel, table=True):
            name: str
        engine = create_engine('sqlite:///a.db')
        def run(pk):
            with Session(engine) as session:
                session.exec(select(Hero)).all()
                session.get(Hero, pk)
        `, ['create_engine: opens-connection started proven keep-alive', 'exec: db-query blocks proven', 'get: db-query blocks proven single-row']],
    ],
  },
  peewee: {
    dependencies: ['peewee'],
    cases: [
      ['models', `
        from peewee import Model, SqliteDatabase, ForeignKeyField, CharField
        db = SqliteDatabase('a.db')
        class User(Model):
            name = CharField()
        class Tweet(Model):
            user = ForeignKeyField(User, backref='tweets')
        def run(pk):
            User.get(User.id == pk)
            for user in User.select().where(User.id == pk):
                pass
            User.create(name='x')
            User.insert_many([{}]).execute()
            User.update(name='x').where(User.id == pk).execute()
            User.select().count()
            user = User(name='x')
            user.save()
            Tweet(user=user).user.delete_instance()
        `, [
        'SqliteDatabase: opens-connection started proven keep-alive', 'get: db-query blocks proven single-row', 'where: db-query blocks proven has-length',
        'create: db-write blocks proven single-row', 'execute: db-write blocks proven takes-list', 'execute: db-write blocks proven',
        'count: db-query blocks proven single-row counts', 'save: db-write blocks proven single-row runs-hooks', 'delete_instance: db-write blocks proven single-row runs-hooks',
      ]],
      ['models of other files', 'from .models import User, Config\nUser.get_or_none(User.id == 1)\nfor u in User.select():\n    pass\nConfig.get("a")\n', ['get_or_none: db-query blocks likely single-row', 'select: db-query blocks likely has-length']],
    ],
  },
  tortoise: {
    dependencies: ['tortoise-orm'],
    cases: [
      ['models', `
        from tortoise import fields
        from tortoise.models import Model
        class Event(Model):
            name = fields.CharField(max_length=10)
            team = fields.ForeignKeyField('m.Team')
        async def run(pk):
            event = await Event.get(pk=pk)
            await Event.filter(name='x').count()
            await Event.filter(name='x').order_by('a')
            async for e in Event.all():
                pass
            await Event.create(name='x')
            await event.players.all().prefetch_related('ball')
            await event.save()
            await event.fetch_related('team')
            qs = Event.filter(name='x')
        `, [
        'get: db-query awaited proven single-row', 'count: db-query awaited proven single-row counts', 'order_by: db-query awaited proven', 'all: db-query awaited proven',
        'create: db-write awaited proven single-row runs-hooks', 'prefetch_related: db-query awaited likely', 'save: db-write awaited proven single-row runs-hooks', 'fetch_related: lazy-load awaited proven',
      ]],
      ['models of other files', 'from .models import Event\nasync def run(pk):\n    await Event.get(pk=pk)\n    await Event.filter(pk=pk).first()\n', ['get: db-query awaited likely single-row', 'first: db-query awaited likely single-row']],
    ],
  },
  pony: {
    dependencies: ['pony'],
    cases: [
      ['entities', `
        from pony.orm import Database, Required, db_session, select, commit
        db = Database()
        class Person(db.Entity):
            name = Required(str)
        @db_session
        def run(pk):
            Person.get(id=pk)
            for p in select(p for p in Person):
                pass
            Person.select().count()
            Person(name='x')
            commit()
        `, [
        'get: db-query blocks proven single-row', 'select: db-query blocks proven', 'count: db-query blocks proven single-row counts', 'commit: db-write blocks proven',
      ]],
    ],
  },
  mongoengine: {
    dependencies: ['mongoengine'],
    cases: [
      ['documents', `
        from mongoengine import Document, StringField, ReferenceField, connect
        connect('db')
        class Page(Document):
            title = StringField()
            author = ReferenceField('User')
        def run(pk):
            Page.objects.get(id=pk)
            Page.objects(title='x').first()
            for page in Page.objects(title='x').order_by('a'):
                pass
            page = Page(title='x')
            page.save()
            Page.objects(title='x').update(title='y')
        `, [
        'connect: opens-connection started proven keep-alive', 'get: db-query blocks proven single-row', 'first: db-query blocks proven single-row',
        'order_by: db-query blocks proven', 'save: db-write blocks proven single-row runs-hooks', 'update: db-write blocks proven',
      ]],
    ],
  },
  mongo: {
    dependencies: ['pymongo', 'motor'],
    cases: [
      ['pymongo', `
        from pymongo import MongoClient
        client = MongoClient()
        users = client['db']['users']
        def run(pk):
            users.find_one({'_id': pk})
            client.db.users.insert_one({})
            for user in users.find({}).sort('a'):
                pass
            list(users.aggregate([]))
            cursor = users.find({})
        `, [
        'MongoClient: opens-connection started proven keep-alive', 'find_one: db-query blocks proven single-row', 'insert_one: db-write blocks proven single-row',
        'sort: db-query blocks proven', 'aggregate: db-query blocks proven',
      ]],
      ['strings are no collections', 'def run(text, node, db):\n    text.find("a")\n    node.find("a")\n    db.find\n', []],
      ['motor', `
        from motor.motor_asyncio import AsyncIOMotorClient
        db = AsyncIOMotorClient().db
        async def run(pk):
            await db.users.find_one({'_id': pk})
            await db.users.find({}).to_list(10)
            async for u in db.users.find({}):
                pass
            await db.users.bulk_write([])
        `, [
        'AsyncIOMotorClient: opens-connection started proven keep-alive', 'find_one: db-query awaited proven single-row', 'to_list: db-query awaited proven all-rows',
        'find: db-query awaited proven', 'bulk_write: db-write awaited proven takes-list',
      ]],
      ['collections of other files', 'from .db import db\nasync def run(pk):\n    await db.users.find_one({"_id": pk})\n    await db["users"].update_one({}, {})\n', ['find_one: db-query awaited likely single-row', 'update_one: db-write awaited likely single-row']],
    ],
  },
  drivers: {
    dependencies: ['psycopg2', 'asyncpg', 'pymysql', 'aiosqlite'],
    cases: [
      ['psycopg2', `
        import psycopg2
        from psycopg2.extras import execute_values
        conn = psycopg2.connect(dsn)
        def run(rows):
            with conn.cursor() as cur:
                cur.execute('SELECT 1')
                cur.execute(f'INSERT INTO x VALUES ({rows})')
                cur.executemany('INSERT', rows)
                execute_values(cur, 'INSERT', rows)
                cur.fetchall()
            conn.commit()
        `, [
        'connect: opens-connection blocks proven', 'execute: db-query blocks proven', 'execute: db-write blocks proven', 'executemany: db-write blocks proven takes-list',
        'execute_values: db-write blocks proven takes-list',
      ]],
      ['psycopg', `
        import psycopg
        async def run():
            async with await psycopg.AsyncConnection.connect(dsn) as conn:
                await conn.execute('SELECT 1')
        def other():
            with psycopg.connect(dsn) as conn:
                conn.execute('DELETE FROM x')
        `, [
        'connect: opens-connection awaited proven', 'execute: db-query awaited proven', 'connect: opens-connection blocks proven', 'execute: db-write blocks proven',
      ]],
      ['asyncpg', `
        import asyncpg
        async def run(pk):
            pool = await asyncpg.create_pool(dsn)
            await pool.fetchrow('SELECT 1')
            async with pool.acquire() as conn:
                await conn.fetch('SELECT 1')
                await conn.execute('INSERT INTO x VALUES (1)')
                await conn.executemany('INSERT', [])
        `, [
        'create_pool: opens-connection awaited proven keep-alive', 'fetchrow: db-query awaited proven single-row', 'fetch: db-query awaited proven',
        'execute: db-write awaited proven', 'executemany: db-write awaited proven takes-list',
      ]],
      ['sqlite3', `
        import sqlite3
        memory = sqlite3.connect(':memory:')
        db = sqlite3.connect('a.db')
        def run(rows):
            cur = db.cursor()
            cur.execute('SELECT 1').fetchone()
            db.execute('UPDATE x SET y = 1')
            db.executemany('INSERT', rows)
            memory.execute('BEGIN')
        `, [
        'connect: opens-connection blocks proven', 'execute: db-query blocks proven', 'execute: db-write blocks proven', 'executemany: db-write blocks proven takes-list',
      ]],
      ['pymysql', 'import pymysql\nconn = pymysql.connect(host="x")\ncur = conn.cursor()\ncur.execute("SELECT 1")\n', ['connect: opens-connection blocks proven', 'execute: db-query blocks proven']],
      ['aiosqlite', `
        import aiosqlite
        async def run():
            async with aiosqlite.connect('a.db') as db:
                await db.execute('INSERT INTO x VALUES (1)')
                async with db.execute('SELECT 1') as cursor:
                    await cursor.fetchall()
        `, ['connect: opens-connection awaited proven', 'execute: db-write awaited proven', 'execute: db-query awaited proven']],
    ],
  },
  undeclared: {
    dependencies: [],
    cases: [['cursors handed in', 'def run(txn, cursor, command, conn):\n    txn.execute("SELECT 1")\n    cursor.executemany("INSERT", [])\n    command.execute("x")\n    conn.execute("DELETE FROM x")\n', ['execute: db-query blocks likely', 'executemany: db-write blocks likely takes-list', 'execute: db-write blocks likely']]],
  },
  redis: {
    dependencies: ['redis'],
    cases: [
      ['blocking', `
        import redis
        r = redis.Redis()
        def run(keys):
            r.get('a')
            r.mget(keys)
            r.delete('a')
            pipe = r.pipeline()
            pipe.set('a', 1)
            pipe.execute()
            for key in r.scan_iter():
                pass
            r.blpop('a')
        `, [
        'Redis: opens-connection started proven keep-alive', 'get: db-query blocks proven single-row', 'mget: db-query blocks proven takes-list',
        'delete: db-write blocks proven', 'execute: db-write blocks proven takes-list', 'scan_iter: db-query blocks proven',
      ]],
      ['asynchronous', `
        import redis.asyncio as aioredis
        from redis import asyncio as other
        client = aioredis.from_url('redis://')
        async def run(key):
            await client.get(key)
            await client.set(key, 1)
            await other.Redis().get(key)
        `, [
        'from_url: opens-connection started proven keep-alive', 'get: db-query awaited proven single-row', 'set: db-write awaited proven single-row',
        'get: db-query awaited proven single-row', 'Redis: opens-connection started proven keep-alive',
      ]],
      ['clients of other files', 'from .db import redis_client\nredis_client.get("a")\n', ['get: db-query blocks likely single-row']],
      ['look-alikes', 'import os\ncredits = {}\ncredits.get("a")\nos.environ.get("a")\ndef run(cache, headers):\n    cache.get("a")\n    headers.get("a")\n', []],
    ],
  },
  neo4j: {
    dependencies: ['neo4j'],
    cases: [
      ['sessions and transactions', `
        from neo4j import GraphDatabase
        driver = GraphDatabase.driver(uri, auth=auth)
        def run(rows):
            with driver.session() as session:
                session.run('MATCH (n) RETURN n')
                session.run('MERGE (n {id: $id})', id=1)
                session.run('UNWIND $rows AS row MERGE (n {id: row.id})', rows=rows)
                session.execute_write(lambda tx: tx.run('CREATE (n)'))
        `, [
        'driver: opens-connection started proven keep-alive', 'run: db-query blocks proven', 'run: db-write blocks proven', 'run: db-write blocks proven takes-list',
        'run: db-write blocks proven',
      ]],
      ['sessions handed in', 'def run(tx):\n    tx.run("MATCH (n) RETURN n")\n', ['run: db-query blocks likely']],
    ],
  },
};

describe.each(Object.entries(cases))('%s', (_, { dependencies, cases: list }) => {
  it.each(list)('%s', (_what, text, work) => {
    expect(workOf(text, dependencies)).toEqual(work);
  });
});

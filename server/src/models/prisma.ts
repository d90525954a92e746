/**
 * Prisma Client. Generated clients are imported from project paths, so most receivers are told by shape.
 * Calls of `findUnique` made in one tick become one statement; awaited one after another they do not.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { byVerb, statementVerbs } from './statements';

const FIND_IN = 'findMany({ where: { id: { in: ids } } })';
const CREATE_MANY = 'createMany({ data: rows })';
const UPDATE_MANY = 'updateMany({ where: { id: { in: ids } }, data })';
const DELETE_MANY = 'deleteMany({ where: { id: { in: ids } } })';
/** Writes that reach into related tables, inside `data`. */
const NESTED = ['create', 'createMany', 'connect', 'connectOrCreate', 'set', 'disconnect', 'delete', 'deleteMany', 'update', 'updateMany', 'upsert'];
/** The whole set of a table's own calls. */
const METHODS = '^(find(Unique|First)(OrThrow)?|findMany|count|aggregate|groupBy|(create|update)(Many(AndReturn)?)?|upsert|delete(Many)?)$';

const client: Operation = { returns: 'Client', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };

const findMany: Operation = {
  when: { index: 0, lists: ['in'] },
  effect: 'db-query',
  bulk: FIND_IN,
  traits: ['takes-list'],
  orElse: { effect: 'db-query', bulk: FIND_IN },
};

const nested: Operation = { effect: 'db-write', bulk: '', traits: ['single-row', 'nested-writes'] };
const create: Operation = { when: { index: 0, inside: ['data'], contains: NESTED }, ...nested, orElse: { effect: 'db-write', bulk: CREATE_MANY, traits: ['single-row'] } };
const update: Operation = { when: { index: 0, inside: ['data'], contains: NESTED }, ...nested, orElse: { effect: 'db-write', bulk: UPDATE_MANY, bulkEach: '', traits: ['single-row'] } };
const upsert: Operation = {
  when: { index: 0, inside: ['create', 'update'], contains: NESTED },
  ...nested,
  orElse: {
    // Rows that exist stay as they are.
    when: { index: 0, empties: ['update'] },
    effect: 'db-write',
    bulk: 'createMany({ data: rows, skipDuplicates: true })',
    traits: ['single-row'],
    orElse: { effect: 'db-write', bulk: '', bulkEach: '', traits: ['single-row'] },
  },
};

const updateMany: Operation = {
  when: { index: 0, lists: ['in'] },
  effect: 'db-write',
  bulk: UPDATE_MANY,
  traits: ['takes-list'],
  orElse: { effect: 'db-write', bulk: UPDATE_MANY, bulkEach: '' },
};

const deleteMany: Operation = {
  when: { index: 0, lists: ['in'] },
  effect: 'db-write',
  bulk: DELETE_MANY,
  traits: ['takes-list'],
  orElse: { effect: 'db-write', bulk: DELETE_MANY },
};

const statements = statementVerbs({
  insert: '$executeRaw`INSERT … SELECT * FROM unnest(${rows})`',
  update: '$executeRaw`UPDATE … WHERE key IN (${Prisma.join(keys)})`',
  updateEach: '$executeRaw`UPDATE … FROM (VALUES ${Prisma.join(rows)}) …`',
  remove: '$executeRaw`DELETE … WHERE key IN (${Prisma.join(keys)})`',
  read: '$queryRaw`SELECT … WHERE key IN (${Prisma.join(keys)})`',
});
const queryRaw = byVerb(statements);
const executeRaw = byVerb({ ...statements, unknown: statements.change });

export const prisma = defineLibrary({
  id: 'prisma',
  title: 'Prisma',
  language: 'ecmascript',
  packages: ['@prisma/client', '@prisma/client/*', '.prisma/client', 'prisma', '@zenstackhq/runtime'],
  source: 'https://www.prisma.io/docs/orm/reference/prisma-client-reference',
  exports: {
    PrismaClient: { type: 'ClientClass' },
    Prisma: { type: 'Namespace' },
    // ZenStack wraps a client and keeps its interface.
    enhance: { call: { returns: 'Client', traits: ['composes'] } },
  },
  types: {
    Namespace: {
      members: {
        TransactionClient: { type: 'Transaction' },
        PrismaClient: { type: 'Client' },
        ...rows('sql join raw empty validator', { call: { traits: ['composes'] } }),
      },
    },
    ClientClass: { construct: client },
    Client: {
      traits: ['pool'],
      members: {
        $transaction: {
          call: {
            when: { index: 0, is: 'function' },
            traits: ['transaction'],
            callback: { index: 0, parameters: ['Transaction'] },
            // The statements of the list are rows of their own; the list only sends them together.
            orElse: { traits: ['takes-list', 'transaction'] },
          },
        },
        ...rows('$queryRaw $queryRawUnsafe $queryRawTyped $runCommandRaw', { call: queryRaw }),
        ...rows('$executeRaw $executeRawUnsafe', { call: executeRaw }),
        ...rows('$extends $replica $primary', { call: { returns: 'Client', traits: ['composes'] } }),
        ...rows('$connect $disconnect $on $use', { call: {} }),
      },
      anyMember: { type: 'Delegate' },
    },
    Transaction: { extends: 'Client', traits: ['transaction'], anyMember: { type: 'TransactionDelegate' } },
    Delegate: {
      traits: ['pool'],
      members: {
        ...rows('findUnique findUniqueOrThrow', { call: { effect: 'db-query', bulk: FIND_IN, traits: ['single-row', 'batched-same-tick'] } }),
        ...rows('findFirst findFirstOrThrow', { call: { effect: 'db-query', bulk: FIND_IN, traits: ['single-row'] } }),
        ...rows('findMany findRaw aggregateRaw', { call: findMany }),
        ...rows('count aggregate', { call: { effect: 'db-query', bulk: 'groupBy({ by: [\'key\'], where: { key: { in: keys } }, _count: true })', traits: ['single-row'] } }),
        groupBy: { call: { effect: 'db-query', bulk: 'groupBy({ by: [\'key\'], where: { key: { in: keys } } })' } },
        create: { call: create },
        ...rows('createMany createManyAndReturn', { call: { effect: 'db-write', bulk: CREATE_MANY, traits: ['takes-list'] } }),
        update: { call: update },
        ...rows('updateMany updateManyAndReturn', { call: updateMany }),
        upsert: { call: upsert },
        delete: { call: { effect: 'db-write', bulk: DELETE_MANY, traits: ['single-row'] } },
        deleteMany: { call: deleteMany },
      },
    },
    TransactionDelegate: { extends: 'Delegate', traits: ['transaction'] },
  },
  shapes: [
    {
      receiver: '(^|\\.)#?_?(tx|trx|transaction|prismaTx|txPrisma)\\.[a-z]\\w*$',
      method: METHODS,
      type: 'TransactionDelegate',
      confidence: 'likely',
    },
    {
      receiver: '(^|\\.)#?_?(prisma\\w*|\\w*Prisma(Client|Service)?|db|dbClient|client|database|(\\$?(replica|primary)(\\(\\))?))\\.[a-z]\\w*$',
      method: METHODS,
      type: 'Delegate',
      confidence: 'likely',
    },
    // Wrappers hold the client's tables under names of their own (`this.repository.model.user`); the arguments tell.
    ...['^(find(Unique|First)(OrThrow)?|findMany|count|aggregate|groupBy|delete(Many)?)$', '^update(Many(AndReturn)?)?$', '^upsert$'].map((method, index) => ({
      receiver: '^(?!.*\\bquery\\.\\w+$).*\\.[a-z]\\w*$',
      method,
      type: 'Delegate',
      confidence: 'likely' as const,
      wide: true as const,
      when: { index: 0, has: [['where'], ['where', 'data'], ['where', 'create', 'update']][index] ?? [] },
    })),
    { receiver: '(^|\\.)#?_?(tx|trx|prismaTx|txPrisma)$', method: '^\\$\\w+$', type: 'Transaction', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?(prisma\\w*|\\w*Prisma(Client|Service)?|db|dbClient|client|database)$', method: '^\\$\\w+$', type: 'Client', confidence: 'likely' },
    // A generated client lives at a path of the project.
    { receiver: '(^|\\.)PrismaClient$', method: '^$', type: 'ClientClass', confidence: 'likely' },
  ],
});

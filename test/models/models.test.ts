/** Holds the library tables to one form: every reference leads somewhere, every row says what rules need to know. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { models } from '../../server/src/models/index';
import type { LibraryModel, Member, Operation, TypeModel } from '../../server/src/models/model';

const FOLDER = new URL('../../server/src/models/', import.meta.url);
/** Files of the folder that describe no library. */
const PLUMBING = new Set(['dbApi', 'index', 'model', 'rows', 'spellings', 'statements']);
const OPERATION_TRAITS = new Set([
  'single-row', 'batched-same-tick', 'runs-hooks', 'takes-list', 'composes', 'memoises', 'offloads', 'limits', 'transaction', 'waits',
  'keep-alive', 'whole-file', 'lines', 'small', 'guard', 'context', 'retries', 'promisifies', 'relation', 'joins',
  'all-rows', 'all-pages', 'pages', 'streams', 'counts', 'has-length', 'may-be-loaded', 'unpooled', 'opens-on-use', 'nested-writes', 'pipelined',
]);

/** Libraries that have a call for many at once for nearly everything. Services such as search engines and job queues often have none. */
const SET_ORIENTED = new Set([
  'betterSqlite3', 'd1', 'drizzle', 'ioredis', 'knex', 'kysely', 'libsql', 'medusa', 'mikroorm', 'mongodb', 'mongoose', 'mysql2', 'objection', 'pg', 'pgPromise', 'planetscale',
  'postgres', 'prisma', 'redis', 'sequelize', 'slonik', 'sqlite3', 'supabase', 'typeorm', 'upstashRedis',
  'pyAiomysql', 'pyAiosqlite', 'pyAsyncpg', 'pyDjango', 'pyFlaskSqlalchemy', 'pyMongo', 'pyMongoEngine', 'pyMysql', 'pyNeo4j', 'pyPeewee', 'pyPony', 'pyPsycopg', 'pyRedis', 'pyRedisAsyncio',
  'pySqlalchemy', 'pySqlite3', 'pyTortoise', 'pyUndeclaredDriver',
]);

interface Place {
  readonly model: LibraryModel;
  readonly at: string;
}

function membersOf(model: LibraryModel): (Place & { readonly member: Member })[] {
  const found: (Place & { member: Member })[] = [];
  const table = (at: string, members: Readonly<Record<string, Member>> | undefined): void => {
    for (const [name, member] of Object.entries(members ?? {})) found.push({ model, at: `${at}.${name}`, member });
  };
  const patterns = (at: string, entries: LibraryModel['memberPatterns']): void => {
    for (const { pattern, member } of entries ?? []) found.push({ model, at: `${at}./${pattern}/`, member });
  };
  table(model.id, model.exports);
  patterns(model.id, model.memberPatterns);
  for (const [name, type] of Object.entries(model.types)) {
    const at = `${model.id}#${name}`;
    table(at, type.members);
    patterns(at, type.memberPatterns);
    if (type.anyMember !== undefined) found.push({ model, at: `${at}.*`, member: type.anyMember });
  }
  return found;
}

/** Every operation with its alternatives, each one its own entry. */
function operationsOf(model: LibraryModel): (Place & { readonly operation: Operation })[] {
  const found: (Place & { operation: Operation })[] = [];
  const add = (at: string, operation: Operation | undefined): void => {
    for (let alternative = operation; alternative !== undefined; alternative = alternative.orElse) found.push({ model, at, operation: alternative });
  };
  for (const { at, member } of membersOf(model)) {
    add(at, member.call);
    add(`new ${at}`, member.construct);
    add(`read ${at}`, member.read);
  }
  for (const [name, type] of Object.entries(model.types)) {
    add(`${model.id}#${name}()`, type.call);
    add(`new ${model.id}#${name}`, type.construct);
    add(`await ${model.id}#${name}`, type.awaited);
    add(`for of ${model.id}#${name}`, type.iterated);
  }
  return found;
}

function referencesOf(model: LibraryModel): { at: string; type: string }[] {
  const found: { at: string; type: string }[] = [];
  const add = (at: string, type: string | undefined): void => {
    if (type !== undefined && type !== '') found.push({ at, type });
  };
  for (const { at, member } of membersOf(model)) {
    add(at, member.type);
    add(`${at} as a type`, member.asType);
  }
  for (const { at, operation } of operationsOf(model)) {
    add(at, operation.returns);
    for (const parameter of operation.callback?.parameters ?? []) add(`${at} callback`, parameter);
  }
  for (const [name, type] of Object.entries(model.types)) {
    add(`${name} extends`, type.extends);
    add(`${name} element`, type.element);
    add(`${name} instance`, type.instance);
  }
  for (const shape of model.shapes ?? []) add(`shape ${shape.receiver}`, shape.type);
  return found;
}

function typeOf(model: LibraryModel, reference: string): TypeModel | undefined {
  const [library, name] = reference.includes('#') ? reference.split('#') : [model.id, reference];
  const owner = models.find(({ id }) => id === library);
  return name === undefined || owner === undefined || !Object.hasOwn(owner.types, name) ? undefined : owner.types[name];
}

function lineage(model: LibraryModel, reference: string): TypeModel[] {
  const found: TypeModel[] = [];
  for (let at: string | undefined = reference; at !== undefined && found.length < 30;) {
    const type = typeOf(model, at);
    if (type === undefined) break;
    found.push(type);
    at = type.extends;
  }
  return found;
}

function regularExpressionsOf(model: LibraryModel): { at: string; source: string }[] {
  const tests = operationsOf(model).flatMap(({ at, operation }) => [operation.when?.matches, operation.when?.constructs].map((source) => ({ at, source })));
  const names = [model.memberPatterns, ...Object.values(model.types).map(({ memberPatterns }) => memberPatterns)].flatMap((patterns) => (patterns ?? []).map(({ pattern }) => ({ at: 'pattern', source: pattern })));
  const shapes = (model.shapes ?? []).flatMap(({ receiver, method }) => [{ at: 'shape', source: receiver }, { at: 'shape', source: method }]);
  const conventions = (model.conventions ?? []).flatMap(({ path, exports, parameters }) => [path, exports, parameters].map((source) => ({ at: 'convention', source })));
  const hooks = Object.values(model.types).flatMap(({ methods }) => (methods ?? []).flatMap(({ pattern, parameters, owner }) => [pattern, parameters, owner].map((source) => ({ at: 'hook', source }))));
  return [...tests, ...names, ...shapes, ...conventions, ...hooks].flatMap(({ at, source }) => (source === undefined ? [] : [{ at, source }]));
}

/** The names an alternation such as `^(get|set(Many)?)$` lists; undefined for patterns that allow more than a list. */
function namesListedIn(source: string): string[] | undefined {
  const list = /^\^\(?([\w|$\\]+)\)?\$$/.exec(source)?.[1];
  return list === undefined || /\\w/.test(list) ? undefined : list.replaceAll('\\', '').split('|').filter((name) => name !== '');
}

const described = models.map((model) => [model.id, model] as const);

describe('the index', () => {
  it('lists every file of the folder once, in order', () => {
    const files = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.ts') && !PLUMBING.has(file.slice(0, -3)) ? [file.slice(0, -3)] : []));
    const ids = models.map(({ id }) => id);
    expect([...ids].sort()).toEqual([...files].sort());
    const imports = [...readFileSync(new URL('index.ts', FOLDER), 'utf8').matchAll(/^import \{ \w+ \} from '\.\/(\w+)';$/gm)].map((match) => match[1] ?? '');
    expect(ids).toEqual(imports);
    expect(ids).toEqual([...ids].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), 'en')));
  });
});

describe.each(described)('%s', (_, model) => {
  it('is named after its file and gives its source', () => {
    expect(readFileSync(new URL(`${model.id}.ts`, FOLDER), 'utf8')).toContain(`id: '${model.id}'`);
    expect(model.source).toMatch(/^https?:\/\//);
    expect(model.packages.length).toBeGreaterThan(0);
  });

  it('refers only to types that exist', () => {
    expect(referencesOf(model).filter(({ type }) => typeOf(model, type) === undefined)).toEqual([]);
  });

  it('stays within its language', () => {
    const strangers = referencesOf(model).filter(({ type }) => type.includes('#') && models.find(({ id }) => id === type.split('#')[0])?.language !== model.language);
    expect(strangers).toEqual([]);
    expect(model.id.startsWith('py')).toBe(model.language === 'python');
  });

  it('has no circle of extends', () => {
    expect(Object.keys(model.types).filter((name) => lineage(model, name).length >= 30)).toEqual([]);
  });

  it('has regular expressions that compile', () => {
    for (const { source } of regularExpressionsOf(model)) expect(() => new RegExp(source), source).not.toThrow();
  });

  it('uses only remarks that rules understand', () => {
    expect(operationsOf(model).flatMap(({ at, operation }) => (operation.traits ?? []).filter((trait) => !OPERATION_TRAITS.has(trait)).map((trait) => `${at}: ${trait}`))).toEqual([]);
  });

  it('calls only connections long-lived', () => {
    expect(operationsOf(model).filter(({ operation }) => operation.traits?.includes('keep-alive') === true && operation.effect !== 'opens-connection').map(({ at }) => at)).toEqual([]);
  });

  it('has shapes whose methods the type has', () => {
    const strangers = (model.shapes ?? []).flatMap((shape) => {
      const types = lineage(model, shape.type);
      if (shape.method === '^$') return types.some((type) => type.call !== undefined || type.construct !== undefined) ? [] : [`${shape.type} cannot be called`];
      return (shape.method === undefined ? [] : (namesListedIn(shape.method) ?? [])).filter((name) => !types.some((type) => (
        (type.members !== undefined && Object.hasOwn(type.members, name))
        || type.memberPatterns?.some(({ pattern }) => new RegExp(pattern).test(name)) === true
        || (type.anyMember !== undefined && !/^[$_]/.test(name))
      ))).map((name) => `${shape.type}.${name}`);
    });
    expect(strangers).toEqual([]);
  });
});

describe.each(described.filter(([, { language }]) => language === 'python'))('%s', (_, model) => {
  it('constructs nothing with `new`, which Python does not have', () => {
    const constructors = [...membersOf(model).filter(({ member }) => member.construct !== undefined).map(({ at }) => at), ...Object.keys(model.types).filter((name) => model.types[name]?.construct !== undefined)];
    expect(constructors).toEqual([]);
  });

  it('anchors the names of its hooks', () => {
    const loose = Object.values(model.types).flatMap(({ methods }) => (methods ?? []).map(({ pattern }) => pattern)).filter((pattern) => !pattern.startsWith('^') || !pattern.endsWith('$'));
    expect(loose).toEqual([]);
  });

  it('writes its modules with slashes', () => {
    expect(model.packages.filter((specifier) => specifier.includes('.'))).toEqual([]);
  });
});

describe.each(described.filter(([id]) => SET_ORIENTED.has(id)))('%s', (_, model) => {
  it('says for every statement how to do many at once', () => {
    const silent = operationsOf(model).filter(({ operation }) => (
      (operation.effect === 'db-query' || operation.effect === 'db-write' || operation.effect === 'lazy-load')
      && operation.bulk === undefined && operation.traits?.includes('takes-list') !== true
    ));
    expect(silent.map(({ at }) => at)).toEqual([]);
  });
});

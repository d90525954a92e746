/** Peewee. `select()` and its steps build a query that runs when gone through; inserts, updates and deletes run at `execute()`. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';
import { MODEL_CLASS } from './spellings';

const SELECT_IN = 'select().where(X.id.in_(ids))';
const INSERT_MANY = 'insert_many(rows).execute()';
const BULK_CREATE = 'bulk_create(objs)';
const UPDATE = 'update(…).where(X.id.in_(ids)).execute()';
const DELETE = 'delete().where(X.id.in_(ids)).execute()';
const WRITES = '^\\s*(insert|update|delete|merge|replace)\\b';

const composes: Operation = { traits: ['composes'] };
const step = (type: string): Operation => ({ returns: type, traits: ['composes'] });
const query: Operation = { effect: 'db-query', mode: 'blocks', bulk: SELECT_IN };
const one: Operation = { returns: 'Instance', effect: 'db-query', mode: 'blocks', bulk: SELECT_IN, traits: ['single-row'] };
const count: Operation = { effect: 'db-query', mode: 'blocks', bulk: 'select(key, fn.COUNT(X.id)).group_by(key)', lighter: { any: 'exists()' }, traits: ['single-row', 'counts'] };
const create: Operation = { returns: 'Instance', effect: 'db-write', mode: 'blocks', bulk: BULK_CREATE, traits: ['single-row'] };
const many: Operation = { effect: 'db-write', mode: 'blocks', bulk: BULK_CREATE, traits: ['takes-list'] };
const opens: Operation = {
  when: { index: 0, matches: '^:memory:' },
  returns: 'Database',
  orElse: { returns: 'Database', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] },
};
const sql: Operation = {
  when: { index: 0, matches: WRITES },
  effect: 'db-write',
  mode: 'blocks',
  bulk: INSERT_MANY,
  orElse: query,
};

/** A statement that writes: built by steps, run by `execute`. */
function writing(bulk: string, name: string, traits: readonly string[] = []) {
  return {
    members: { execute: { call: { effect: 'db-write', mode: 'blocks', bulk, traits } } },
    anyMember: { call: step(name) },
  } as const;
}

export const pyPeewee = defineLibrary({
  id: 'pyPeewee',
  title: 'Peewee',
  language: 'python',
  packages: ['peewee', 'playhouse/*', 'peewee_async'],
  source: 'https://docs.peewee-orm.com/en/latest/peewee/api.html',
  exports: {
    Model: { type: 'ModelClass' },
    ...rows('SqliteDatabase PostgresqlDatabase MySQLDatabase PooledPostgresqlDatabase PooledPostgresqlExtDatabase PooledMySQLDatabase PooledSqliteDatabase PostgresqlExtDatabase SqliteExtDatabase APSWDatabase SqlCipherDatabase', { type: 'Database', call: opens }),
    connect: { call: opens },
    ...rows('DatabaseProxy Proxy', { type: 'Database', call: { returns: 'Database' } }),
    ...rows('ForeignKeyField', { call: { returns: 'Instance', bulk: 'select(X, Y).join(Y)', otherSide: 'prefetch(query, {from})', lighter: { keys: '{name}_id' }, traits: ['relation'] } }),
    ManyToManyField: { call: { returns: 'Backref', bulk: 'prefetch(query, Y)', traits: ['relation'] } },
    prefetch: { call: { ...query, returns: 'Instances', bulk: 'prefetch(query, Related)', traits: ['takes-list'] } },
    ...rows('fn SQL Value Case JOIN Tuple EnclosedNodeList', { call: composes }),
    chunked: { call: {} },
    model_to_dict: { call: {} },
  },
  // Columns: what is read from a row is a plain value.
  memberPatterns: [{ pattern: 'Field$', member: { call: {} } }],
  types: {
    Database: {
      traits: ['pool', 'open'],
      members: {
        ...rows('atomic transaction savepoint manual_commit', { call: { traits: ['transaction'] } }),
        ...rows('execute_sql', { call: sql }),
        execute: { call: query },
        Model: { type: 'ModelClass' },
        connection_context: { call: { traits: ['transaction'] } },
        // Borrowed per request on purpose; a pooled database hands out open ones.
        ...rows('connect close is_closed init bind bind_ctx create_tables drop_tables initialize', { call: {} }),
      },
    },
    ModelClass: {
      traits: ['open'],
      instance: 'Instance',
      call: { returns: 'Instance', traits: ['composes'] },
      members: {
        select: { call: step('Select') },
        filter: { call: step('Select') },
        raw: { call: step('Select') },
        ...rows('get get_or_none get_by_id', { call: one }),
        ...rows('create', { call: create }),
        get_or_create: { call: { ...create, bulk: 'insert_many(rows).on_conflict_ignore().execute()' } },
        ...rows('bulk_create', { call: many }),
        bulk_update: { call: { ...many, bulk: 'bulk_update(objs, fields)' } },
        ...rows('insert replace', { call: step('Insert') }),
        ...rows('insert_many insert_from replace_many', { call: step('InsertMany') }),
        update: { call: step('Update') },
        delete: { call: step('Delete') },
        set_by_id: { call: { effect: 'db-write', mode: 'blocks', bulk: UPDATE, traits: ['single-row'] } },
        delete_by_id: { call: { effect: 'db-write', mode: 'blocks', bulk: DELETE, traits: ['single-row'] } },
        ...rows('alias create_table drop_table table_exists noop bind', { call: {} }),
      },
    },
    Select: {
      traits: ['open'],
      element: 'Instance',
      iterated: { ...query, lighter: { count: 'count()', any: 'exists()', keys: 'select(X.id).tuples()', stream: 'iterator()' }, traits: ['has-length'] },
      members: {
        ...rows('get get_or_none first peek', { call: one }),
        scalar: { call: { effect: 'db-query', mode: 'blocks', bulk: SELECT_IN, traits: ['single-row'] } },
        count: { call: count },
        exists: { call: { ...query, traits: ['single-row'] } },
        execute: { call: { ...query, returns: 'Instances' } },
        prefetch: { call: { ...query, returns: 'Instances', traits: ['takes-list'] } },
        ...rows('iterator', { call: step('Iterator') }),
        ...rows('tuples dicts namedtuples', { call: step('Plain') }),
        ...rows('sql alias as_table cte c', { call: composes }),
      },
      anyMember: { call: step('Select') },
    },
    // Rows are tuples or dictionaries: nothing is loaded when they are read.
    Plain: { extends: 'Select', element: 'Row', members: { iterator: { call: step('PlainIterator') }, execute: { call: { ...query, returns: 'Rows' } } }, anyMember: { call: step('Plain') } },
    Iterator: { iterated: query, element: 'Instance' },
    PlainIterator: { iterated: query, element: 'Row' },
    Insert: writing(INSERT_MANY, 'Insert', ['single-row']),
    InsertMany: writing(INSERT_MANY, 'InsertMany', ['takes-list']),
    Update: writing(UPDATE, 'Update'),
    Delete: writing(DELETE, 'Delete'),
    Instances: { element: 'Instance' },
    Rows: { element: 'Row' },
    Row: { members: { ...rows('get items keys values', { call: {} }) } },
    /** A reverse or many-to-many relation: a query with the row already in its condition. */
    Backref: {
      extends: 'Select',
      members: {
        ...rows('add', { call: { effect: 'db-write', mode: 'blocks', bulk: 'add(objs)' } }),
        ...rows('remove', { call: { effect: 'db-write', mode: 'blocks', bulk: 'remove(objs)' } }),
        clear: { call: { effect: 'db-write', mode: 'blocks', bulk: DELETE } },
      },
    },
    /** Told by `order.save()` alone; an image or a form is saved to somewhere. */
    GuessedInstance: {
      extends: 'Instance',
      members: { save: { call: { when: { index: 0, is: 'missing' }, effect: 'db-write', mode: 'blocks', bulk: `${BULK_CREATE} or bulk_update(objs, fields)`, bulkFor: { made: BULK_CREATE, loaded: 'bulk_update(objs, fields)' }, traits: ['single-row', 'runs-hooks'] } } },
    },
    Instance: {
      traits: ['open'],
      members: {
        save: { call: { effect: 'db-write', mode: 'blocks', bulk: `${BULK_CREATE} or bulk_update(objs, fields)`, bulkFor: { made: BULK_CREATE, loaded: 'bulk_update(objs, fields)' }, traits: ['single-row', 'runs-hooks'] } },
        delete_instance: { call: { effect: 'db-write', mode: 'blocks', bulk: DELETE, traits: ['single-row', 'runs-hooks'] } },
        ...rows('clone is_dirty dependencies get_id', { call: {} }),
        ...rows('dirty_fields __data__', {}),
      },
      memberPatterns: [{ pattern: '\\w_id$', member: {} }, { pattern: '\\w_set$', member: { type: 'Backref' } }],
    },
  },
  shapes: [
    { receiver: MODEL_CLASS, method: '^(select|get_or_none|get_by_id|insert_many|insert|bulk_create|delete_by_id|set_by_id|get_or_create)$', type: 'ModelClass', confidence: 'likely', wide: true },
    { receiver: MODEL_CLASS, method: '^(get|create|update|delete)$', type: 'ModelClass', confidence: 'likely', wide: true },
    { receiver: '^(?!self$)[a-z]\\w*$', method: '^(delete_instance|save)$', type: 'GuessedInstance', confidence: 'likely', wide: true },
    { receiver: '(^|\\.)(db|database|_db)$', method: '^(execute_sql|atomic)$', type: 'Database', confidence: 'likely', wide: true },
  ],
});

/** Tortoise ORM. Class methods give query sets, which run when awaited or gone through with `async for`. */
import { defineLibrary } from './model';
import type { Member, Operation, TypeModel } from './model';
import { rows } from './rows';
import { MODEL_CLASS } from './spellings';

const IN_BULK = 'in_bulk(ids)';
const FILTER_IN = 'filter(id__in=ids)';
const BULK_CREATE = 'bulk_create(objs)';
const UPDATE = 'filter(id__in=ids).update(…)';
const DELETE = 'filter(id__in=ids).delete()';
const PREFETCH = 'prefetch_related(relation) on the query';

const composes: Operation = { traits: ['composes'] };
const step = (type: string): Operation => ({ returns: type, traits: ['composes'] });
const query: Operation = { returns: 'Instances', effect: 'db-query', bulk: FILTER_IN, lighter: { count: 'count()', any: 'exists()', keys: 'values_list(\'id\', flat=True)' } };
const one: Operation = { returns: 'Instance', effect: 'db-query', bulk: IN_BULK, bulkFor: { column: FILTER_IN }, traits: ['single-row'] };
const count: Operation = { effect: 'db-query', bulk: 'annotate(n=Count(\'id\')).group_by(key).values(key, \'n\')', lighter: { any: 'exists()' }, traits: ['single-row', 'counts'] };
const create: Operation = { returns: 'Instance', effect: 'db-write', bulk: BULK_CREATE, traits: ['single-row', 'runs-hooks'] };
const many: Operation = { effect: 'db-write', bulk: BULK_CREATE, traits: ['takes-list'] };

/** A statement that runs when awaited; its steps give it again. */
function lazy(name: string, awaited: Operation): TypeModel {
  return { awaited, anyMember: { call: step(name) } };
}

/** What classes, query sets and relations to many start a query with. */
const starting: Readonly<Record<string, Member>> = {
  ...rows('filter all exclude annotate order_by limit offset distinct select_related prefetch_related only group_by select_for_update using_db use_index force_index none', { call: step('QuerySet') }),
  ...rows('get get_or_none first last latest earliest', { call: step('One') }),
  count: { call: step('Count') },
  exists: { call: step('Exists') },
  ...rows('values values_list', { call: step('Values') }),
  raw: { call: step('QuerySet') },
};

const toOne: Operation = { returns: 'Instance', bulk: 'prefetch_related(\'{path}\')', lighter: { keys: '{name}_id' }, traits: ['relation'] };
const toMany: Operation = { returns: 'Related', bulk: 'prefetch_related(\'{path}\')', traits: ['relation'] };

export const pyTortoise = defineLibrary({
  id: 'pyTortoise',
  title: 'Tortoise ORM',
  language: 'python',
  packages: ['tortoise', 'tortoise/*', 'tortoise-orm'],
  source: 'https://tortoise.github.io/query.html',
  exports: {
    Model: { type: 'ModelClass' },
    models: { type: 'ModelsModule' },
    fields: { type: 'FieldsModule' },
    Tortoise: { type: 'TortoiseClass' },
    ...rows('ForeignKeyField OneToOneField', { call: toOne }),
    ManyToManyField: { call: toMany },
    ...rows('ForeignKeyRelation ForeignKeyNullableRelation OneToOneRelation OneToOneNullableRelation BackwardOneToOneRelation BackwardFKRelation', { type: 'Instance' }),
    ...rows('ReverseRelation ManyToManyRelation', { type: 'Related' }),
    QuerySet: { type: 'QuerySet' },
    QuerySetSingle: { type: 'One' },
    in_transaction: { call: { returns: 'Client', traits: ['transaction'] } },
    atomic: { call: { traits: ['transaction'] } },
    ...rows('Q F Prefetch Count Sum Avg Min Max Case When Subquery RawSQL', { call: composes }),
    run_async: { call: {} },
    register_tortoise: { call: {} },
    connections: { type: 'Connections' },
  },
  // Columns: what is read from a row is a plain value.
  memberPatterns: [{ pattern: 'Field$', member: { call: {} } }],
  types: {
    ModelsModule: { members: { Model: { type: 'ModelClass' } } },
    FieldsModule: {
      members: {
        ...rows('ForeignKeyField OneToOneField', { call: toOne }),
        ManyToManyField: { call: toMany },
        ...rows('ReverseRelation ManyToManyRelation', { type: 'Related' }),
        ...rows('ForeignKeyRelation ForeignKeyNullableRelation OneToOneRelation OneToOneNullableRelation', { type: 'Instance' }),
      },
      memberPatterns: [{ pattern: 'Field$', member: { call: {} } }],
    },
    TortoiseClass: { members: { init: { call: { effect: 'opens-connection', traits: ['keep-alive'] } }, ...rows('generate_schemas close_connections get_connection init_models describe_models', { call: {} }) } },
    Connections: { members: { get: { call: { returns: 'Client' } }, close_all: { call: {} } } },
    Client: {
      traits: ['connection'],
      members: {
        ...rows('execute_query execute_query_dict', { call: { effect: 'db-query', bulk: 'execute_query(\'… WHERE id IN (…)\', ids)' } }),
        execute_insert: { call: { effect: 'db-write', bulk: 'execute_many(statement, rows)' } },
        execute_many: { call: { ...many, bulk: 'execute_many(statement, rows)' } },
        ...rows('execute_script commit rollback', { call: {} }),
      },
    },
    ModelClass: {
      traits: ['open'],
      instance: 'Instance',
      call: { returns: 'Instance', traits: ['composes'] },
      members: {
        ...starting,
        create: { call: create },
        get_or_create: { call: { ...create, bulk: 'bulk_create(objs, ignore_conflicts=True)' } },
        update_or_create: { call: { ...create, bulk: 'bulk_create(objs, update_fields=[…], on_conflict=[…])' } },
        bulk_create: { call: many },
        bulk_update: { call: { ...many, bulk: 'bulk_update(objs, fields)' } },
        in_bulk: { call: { effect: 'db-query', bulk: IN_BULK, traits: ['takes-list'] } },
        fetch_for_list: { call: { effect: 'db-query', bulk: 'fetch_for_list(objs, relation)', traits: ['takes-list'] } },
        ...rows('describe register_listener construct', { call: {} }),
      },
    },
    QuerySet: {
      element: 'Instance',
      awaited: query,
      iterated: query,
      members: {
        ...starting,
        update: { call: step('Update') },
        delete: { call: step('Delete') },
        bulk_create: { call: many },
        bulk_update: { call: { ...many, bulk: 'bulk_update(objs, fields)' } },
        in_bulk: { call: { effect: 'db-query', bulk: IN_BULK, traits: ['takes-list'] } },
        ...rows('sql explain as_query', { call: composes }),
      },
      anyMember: { call: step('QuerySet') },
    },
    One: lazy('One', one),
    Count: { awaited: count },
    Exists: { awaited: { effect: 'db-query', bulk: FILTER_IN, traits: ['single-row'] } },
    Values: { awaited: { returns: 'Rows', effect: 'db-query', bulk: FILTER_IN }, iterated: { effect: 'db-query', bulk: FILTER_IN }, element: 'Row', anyMember: { call: step('Values') } },
    Update: lazy('Update', { effect: 'db-write', bulk: UPDATE }),
    Delete: lazy('Delete', { effect: 'db-write', bulk: DELETE }),
    Instances: { element: 'Instance' },
    Rows: { element: 'Row' },
    Row: { members: { ...rows('get items keys values', { call: {} }) } },
    /** A relation to many: already loaded when fetched with the list, else a query. */
    Related: {
      element: 'Instance',
      awaited: { returns: 'Instances', effect: 'lazy-load', bulk: PREFETCH },
      iterated: { effect: 'lazy-load', bulk: PREFETCH },
      members: {
        ...starting,
        create: { call: create },
        ...rows('add', { call: { effect: 'db-write', bulk: 'add(*objs)' } }),
        ...rows('remove', { call: { effect: 'db-write', bulk: 'remove(*objs)' } }),
        clear: { call: { effect: 'db-write', bulk: DELETE } },
      },
    },
    /** Told by `await order.save()` alone; an image or a form is saved to somewhere. */
    GuessedInstance: {
      members: {
        save: { call: { when: { index: 0, is: 'missing' }, effect: 'db-write', bulk: `${BULK_CREATE} or bulk_update(objs, fields)`, bulkFor: { made: BULK_CREATE, loaded: 'bulk_update(objs, fields)' }, traits: ['single-row', 'runs-hooks'] } },
        delete: { call: { when: { index: 0, is: 'missing' }, effect: 'db-write', bulk: DELETE, traits: ['single-row', 'runs-hooks'] } },
      },
    },
    Instance: {
      traits: ['open'],
      members: {
        save: { call: { effect: 'db-write', bulk: `${BULK_CREATE} or bulk_update(objs, fields)`, bulkFor: { made: BULK_CREATE, loaded: 'bulk_update(objs, fields)' }, traits: ['single-row', 'runs-hooks'] } },
        delete: { call: { effect: 'db-write', bulk: DELETE, traits: ['single-row', 'runs-hooks'] } },
        refresh_from_db: { call: { effect: 'db-query', bulk: FILTER_IN, traits: ['single-row'] } },
        fetch_related: { call: { effect: 'lazy-load', bulk: PREFETCH } },
        ...rows('update_from_dict clone', { call: {} }),
        ...rows('pk id', {}),
      },
      memberPatterns: [{ pattern: '\\w_id$', member: {} }],
    },
  },
  shapes: [
    {
      receiver: MODEL_CLASS,
      method: '^(filter|all|get|get_or_none|first|create|get_or_create|update_or_create|bulk_create|bulk_update|exclude|annotate|in_bulk|exists|fetch_for_list)$',
      type: 'ModelClass',
      confidence: 'likely',
      wide: true,
    },
    // Nothing runs before somebody waits for it, so a list's or a mask's method of the same name stays silent.
    { receiver: '[\\w)\\]]\\.[a-z]\\w*$', method: '^(all|filter|order_by|first|count|prefetch_related|select_related|values_list)$', type: 'Related', confidence: 'likely', wide: true },
    { receiver: '^[a-z]\\w*$', method: '^(fetch_related|refresh_from_db)$', type: 'Instance', confidence: 'likely', wide: true },
    { receiver: '^[a-z]\\w*$', method: '^(save|delete)$', type: 'GuessedInstance', confidence: 'likely', wide: true },
  ],
});

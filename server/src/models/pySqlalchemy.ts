/**
 * SQLAlchemy 1.4 and 2 with SQLModel, blocking and asynchronous. A session is a unit of work: `add` and `delete` only mark,
 * `flush` and `commit` write. `select()` and its steps build a statement; `Query` of the 1.x style is one that runs when gone through.
 */
import { defineLibrary } from './model';
import type { EffectMode, Lighter } from '../engine/facts';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

const SELECT_IN = 'select(…).where(X.id.in_(ids))';
const QUERY_IN = 'filter(X.id.in_(ids)).all()';
const ADD_ALL = 'add_all(objs), then one commit()';
const GROUP_BY = 'select(key, func.count()).group_by(key)';
const INSERT_MANY = 'execute(insert(X), rows)';
const WRITES = '^\\s*(insert|update|delete|merge|replace|upsert|truncate|copy)\\b';
const CONTROL = '^\\s*(begin|commit|rollback|savepoint|release|set|pragma|listen|lock|use|vacuum|create|drop|alter)\\b';
/** Nothing stays open that would be worth keeping. */
const IN_MEMORY = '^sqlite(\\+\\w+)?:(//)?(/:memory:.*)?$';

/** For queries of the 1.x style. */
const LIGHTER: Lighter = { count: 'count()', any: 'session.query(query.exists()).scalar()', keys: 'with_entities(X.id)', stream: 'yield_per(1000)' };
const composes: Operation = { traits: ['composes'] };
const step = (type: string): Operation => ({ returns: type, traits: ['composes'] });

/** Running a statement: what it does is told by the call that builds it, or by its text. */
function run(mode: EffectMode, returns: string, traits: readonly string[] = []): Operation {
  const write: Operation = { returns, effect: 'db-write', mode, bulk: INSERT_MANY };
  return {
    ...write,
    when: { index: 0, calls: '^(insert|update|delete)$' },
    orElse: {
      ...write,
      when: { index: 0, matches: WRITES },
      orElse: { when: { index: 0, matches: CONTROL }, returns, orElse: { returns, effect: 'db-query', mode, bulk: SELECT_IN, traits } },
    },
  };
}

function opens(returns: string): Operation {
  return { when: { index: 0, matches: IN_MEMORY }, returns, orElse: { returns, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } };
}

/** Sessions take their connections from an engine: making their factory opens none. */
const makesFactory = (returns: string): Operation => ({ returns });

/** What sessions of both kinds have; connections share the first part. */
function executing(mode: EffectMode, result: string, scalars: string): Record<string, Member> {
  return {
    ...rows('execute exec', { call: run(mode, result) }),
    scalars: { call: run(mode, scalars) },
    scalar: { call: run(mode, 'Instance', ['single-row']) },
    exec_driver_sql: { call: run(mode, result) },
  };
}

const getOne = (mode: EffectMode): Operation => ({ returns: 'Instance', effect: 'db-query', mode, bulk: SELECT_IN, traits: ['single-row'] });

function session(mode: EffectMode): Record<string, Member> {
  const write = (bulk: string, traits: readonly string[] = []): Operation => ({ effect: 'db-write', mode, bulk, traits });
  return {
    ...executing(mode, 'Result', 'Scalars'),
    ...rows('get get_one', { call: getOne(mode) }),
    // Rows just written are loaded to be shown, each by itself; no statement does it for many.
    refresh: { call: {} },
    merge: { call: getOne(mode) },
    ...rows('commit', { call: write(ADD_ALL) }),
    flush: { call: write('add_all(objs), then one flush()') },
    ...rows('bulk_save_objects bulk_insert_mappings bulk_update_mappings', { call: write('execute(insert(X), rows)', ['takes-list']) }),
    ...rows('begin begin_nested', { call: { traits: ['transaction'] } }),
    // Marks objects for the next flush.
    ...rows('add add_all delete delete_all', { call: {} }),
    merge_all: { call: { ...getOne(mode), returns: 'Instances', traits: ['takes-list'] } },
    ...rows('expunge expunge_all expire expire_all rollback close close_all remove invalidate is_modified connection get_bind prepare reset enable_relationship_loading', { call: {} }),
    ...rows('info dirty new deleted identity_map no_autoflush bind is_active autoflush', {}),
  };
}

/** Handing the rows of a statement that has run on. */
const rowsOfResult: Readonly<Record<string, Member>> = {
  ...rows('first one one_or_none fetchone', { call: { returns: 'Row' } }),
  ...rows('scalar scalar_one scalar_one_or_none', { call: { returns: 'Instance' } }),
  ...rows('unique tuples columns mappings partitions yield_per freeze', { call: { returns: 'Result' } }),
  ...rows('all fetchall', { call: { returns: 'Rows', traits: ['all-rows'] } }),
  fetchmany: { call: { returns: 'Rows' } },
  scalars: { call: { returns: 'Scalars' } },
  ...rows('close keys', { call: {} }),
  ...rows('rowcount inserted_primary_key lastrowid returns_rows', {}),
};

export const pySqlalchemy = defineLibrary({
  id: 'pySqlalchemy',
  title: 'SQLAlchemy',
  language: 'python',
  packages: ['sqlalchemy', 'sqlalchemy/*', 'sqlmodel', 'sqlmodel/*', 'flask-sqlalchemy', 'flask_sqlalchemy', 'fastapi_async_sqlalchemy', 'advanced_alchemy/*', 'pyramid_sqlalchemy', 'zope/sqlalchemy'],
  source: 'https://docs.sqlalchemy.org/en/20/orm/session_api.html',
  exports: {
    ...rows('create_engine engine_from_config', { call: opens('Engine') }),
    ...rows('create_async_engine async_engine_from_config', { call: opens('AsyncEngine') }),
    Engine: { type: 'Engine' },
    AsyncEngine: { type: 'AsyncEngine' },
    Connection: { type: 'Connection' },
    AsyncConnection: { type: 'AsyncConnection' },
    sessionmaker: { type: 'SessionFactory', call: makesFactory('SessionFactory') },
    async_sessionmaker: { type: 'AsyncSessionFactory', call: makesFactory('AsyncSessionFactory') },
    scoped_session: { type: 'ScopedSession', call: { returns: 'ScopedSession' } },
    async_scoped_session: { type: 'AsyncScopedSession', call: { returns: 'AsyncScopedSession' } },
    Session: made('Session'),
    AsyncSession: made('AsyncSession'),
    ...rows('object_session', { call: { returns: 'Session' } }),
    ...rows('select', { call: step('Select') }),
    ...rows('insert', { call: step('Insert') }),
    ...rows('update delete', { call: step('Change') }),
    ...rows('union union_all intersect except_ exists', { call: step('Select') }),
    ...rows('text', { call: composes }),
    ...rows('and_ or_ not_ func case cast literal literal_column desc asc distinct bindparam tuple_ true false null nullslast nullsfirst over within_group type_coerce extract any_ all_ collate between aliased', { call: composes }),
    ...rows(`
      joinedload selectinload subqueryload lazyload immediateload raiseload contains_eager load_only defer undefer undefer_group noload defaultload with_expression
      with_loader_criteria with_polymorphic
    `, { call: composes }),
    ...rows('relationship relation dynamic_loader Relationship association_proxy backref', { call: { returns: 'Related', bulk: 'options(selectinload({class}.{name}))', otherSide: 'options(selectinload({class}.{name}))', traits: ['relation'] } }),
    ...rows('declarative_base automap_base', { call: { returns: 'EntityClass' } }),
    ...rows('DeclarativeBase DeclarativeBaseNoMeta MappedAsDataclass SQLModel', { type: 'EntityClass' }),
    ...rows('registry', { call: { returns: 'Registry' } }),
    Query: { type: 'Query' },
    ...rows('Result CursorResult ChunkedIteratorResult', { type: 'Result' }),
    ScalarResult: { type: 'Scalars' },
    Table: { type: 'Table', call: { returns: 'Table' } },
    ...rows('Column mapped_column ForeignKey Index UniqueConstraint CheckConstraint Field column_property synonym validates deferred composite Sequence Identity Computed MetaData inspect event', { call: {} }),
    ...rows('hybrid_property hybrid_method declared_attr configure_mappers clear_mappers', { call: {} }),
    orm: { type: 'OrmModule' },
    sql: { type: 'SqlModule' },
  },
  types: {
    OrmModule: {
      members: {
        Session: made('Session'),
        sessionmaker: { type: 'SessionFactory', call: makesFactory('SessionFactory') },
        scoped_session: { type: 'ScopedSession', call: { returns: 'ScopedSession' } },
        ...rows('relationship relation backref dynamic_loader', { call: { returns: 'Related', bulk: 'options(selectinload({class}.{name}))', otherSide: 'options(selectinload({class}.{name}))', traits: ['relation'] } }),
        declarative_base: { call: { returns: 'EntityClass' } },
        DeclarativeBase: { type: 'EntityClass' },
        Query: { type: 'Query' },
        ...rows('joinedload selectinload subqueryload lazyload contains_eager load_only defer undefer aliased raiseload noload', { call: composes }),
      },
    },
    SqlModule: { members: { ...rows('select union exists', { call: step('Select') }), insert: { call: step('Insert') }, ...rows('update delete', { call: step('Change') }), ...rows('text func and_ or_', { call: composes }) } },
    Registry: { members: { generate_base: { call: { returns: 'EntityClass' } }, ...rows('mapped mapped_as_dataclass map_imperatively', { call: {} }) } },
    Engine: {
      traits: ['pool'],
      members: {
        ...rows('connect begin', { call: { returns: 'Connection' } }),
        ...rows('execute', { call: run('blocks', 'Result') }),
        scalar: { call: run('blocks', 'Instance', ['single-row']) },
        raw_connection: { call: { returns: 'pyUndeclaredDriver#Connection' } },
        ...rows('dispose execution_options has_table table_names', { call: {} }),
        ...rows('dialect url pool name', {}),
      },
    },
    AsyncEngine: { traits: ['pool'], members: { ...rows('connect begin', { call: { returns: 'AsyncConnection' } }), ...rows('dispose execution_options', { call: {} }), sync_engine: { type: 'Engine' } } },
    Connection: {
      traits: ['connection'],
      members: { ...executing('blocks', 'Result', 'Scalars'), ...rows('begin begin_nested', { call: { traits: ['transaction'] } }), ...rows('commit rollback close execution_options detach invalidate in_transaction', { call: {} }) },
    },
    AsyncConnection: {
      traits: ['connection'],
      members: {
        ...executing('awaited', 'Result', 'Scalars'),
        ...rows('stream', { call: run('awaited', 'Stream') }),
        stream_scalars: { call: run('awaited', 'Stream') },
        ...rows('begin begin_nested', { call: { traits: ['transaction'] } }),
        run_sync: { call: {} },
        ...rows('commit rollback close execution_options start', { call: {} }),
      },
    },
    SessionFactory: { call: { returns: 'Session' }, members: { begin: { call: { returns: 'Session', traits: ['transaction'] } }, ...rows('configure close_all', { call: {} }) } },
    AsyncSessionFactory: { call: { returns: 'AsyncSession' }, members: { begin: { call: { returns: 'AsyncSession', traits: ['transaction'] } }, configure: { call: {} } } },
    Session: {
      // Programs hang their own things onto sessions they subclass.
      traits: ['session', 'open'],
      members: { ...session('blocks'), query: { call: step('Query') } },
    },
    ScopedSession: { extends: 'Session', traits: ['session', 'open'], call: { returns: 'Session' }, members: { query_property: { call: { returns: 'Query' } }, ...rows('configure registry session_factory', { call: {} }) } },
    AsyncSession: {
      traits: ['session', 'open'],
      members: {
        ...session('awaited'),
        stream: { call: run('awaited', 'Stream') },
        stream_scalars: { call: run('awaited', 'Stream') },
        run_sync: { call: { callback: { index: 0, parameters: ['Session'] } } },
        sync_session: { type: 'Session' },
      },
    },
    AsyncScopedSession: { extends: 'AsyncSession', traits: ['session', 'open'], call: { returns: 'AsyncSession' } },
    /** Told by its name alone: an HTTP session has `get` as well, with an address where this one takes a class. */
    GuessedSession: {
      extends: 'Session',
      traits: ['session', 'open'],
      members: {
        ...rows('get get_one', { call: { ...getOne('blocks'), when: { index: 0, named: '^[A-Z]\\w*[a-z]|^(cls|model|model_class|klass)$' } } }),
      },
    },
    Select: { members: { ...rows('subquery cte scalar_subquery label exists as_scalar alias compile c', { call: composes }) }, anyMember: { call: step('Select') } },
    Insert: { anyMember: { call: step('Insert') } },
    Change: { anyMember: { call: step('Change') } },
    Table: {
      members: {
        select: { call: step('Select') },
        insert: { call: step('Insert') },
        ...rows('update delete', { call: step('Change') }),
        ...rows('create drop alias join outerjoin', { call: {} }),
        ...rows('c columns name metadata', {}),
      },
    },
    Query: {
      traits: ['open'],
      element: 'Instance',
      iterated: { effect: 'db-query', mode: 'blocks', bulk: QUERY_IN, lighter: LIGHTER },
      members: {
        all: { call: { returns: 'Instances', effect: 'db-query', mode: 'blocks', bulk: QUERY_IN, lighter: LIGHTER, traits: ['all-rows'] } },
        ...rows('first one one_or_none first_or_404 one_or_404', { call: { returns: 'Instance', effect: 'db-query', mode: 'blocks', bulk: QUERY_IN, traits: ['single-row'] } }),
        ...rows('get get_or_404', { call: { returns: 'Instance', effect: 'db-query', mode: 'blocks', bulk: QUERY_IN, traits: ['single-row'] } }),
        scalar: { call: { effect: 'db-query', mode: 'blocks', bulk: QUERY_IN, traits: ['single-row'] } },
        count: { call: { effect: 'db-query', mode: 'blocks', bulk: 'query(key, func.count()).group_by(key)', lighter: { any: 'session.query(query.exists()).scalar()' }, traits: ['single-row', 'counts'] } },
        ...rows('paginate', { call: { effect: 'db-query', mode: 'blocks', bulk: QUERY_IN } }),
        ...rows('delete', { call: { effect: 'db-write', mode: 'blocks', bulk: 'filter(X.id.in_(ids)).delete()' } }),
        ...rows('update', { call: { effect: 'db-write', mode: 'blocks', bulk: 'filter(X.id.in_(ids)).update(…)' } }),
        ...rows('exists subquery cte label as_scalar scalar_subquery instances statement whereclause column_descriptions session', { call: composes }),
        yield_per: { call: step('Query') },
      },
      anyMember: { call: step('Query') },
    },
    Result: { members: rowsOfResult, element: 'Row' },
    Scalars: {
      element: 'Instance',
      members: {
        ...rowsOfResult,
        ...rows('first one one_or_none', { call: { returns: 'Instance' } }),
        ...rows('unique partitions yield_per', { call: { returns: 'Scalars' } }),
        ...rows('all fetchall', { call: { returns: 'Instances', traits: ['all-rows'] } }),
        fetchmany: { call: { returns: 'Instances' } },
      },
    },
    /** Rows arrive while it is gone through. */
    Stream: { traits: ['cursor'], element: 'Instance', members: { ...rowsOfResult, scalars: { call: { returns: 'Stream' } } } },
    Instances: { element: 'Instance' },
    Rows: { element: 'Row' },
    // A row of a result names columns, and may hold entities: `row.Order.customer`.
    Row: { traits: ['open', 'row'], members: { ...rows('_mapping _asdict _fields', {}) } },
    EntityClass: {
      traits: ['open'],
      instance: 'Instance',
      call: { returns: 'Instance', traits: ['composes'] },
      members: { query: { type: 'Query' }, metadata: {}, __table__: { type: 'Table' }, registry: {} },
    },
    Instance: { traits: ['open'] },
    /** What a relation holds: one row, a list, or, with `lazy="dynamic"`, a query. Lists have none of the query's steps. */
    Related: {
      traits: ['open'],
      element: 'Instance',
      members: {
        ...rows('filter filter_by order_by options with_entities join outerjoin limit offset', { call: step('Query') }),
        ...rows('all', { call: { returns: 'Instances', effect: 'db-query', mode: 'blocks', bulk: QUERY_IN, traits: ['all-rows'], when: { index: 0, is: 'missing' } } }),
        ...rows('count', { call: { effect: 'db-query', mode: 'blocks', bulk: GROUP_BY, traits: ['single-row', 'counts'], when: { index: 0, is: 'missing' } } }),
        ...rows('append remove extend insert clear', { call: {} }),
      },
    },
  },
  shapes: [
    {
      receiver: '(^|\\.)_?(?!(http|https|requests|aiohttp|client|web|api|boto|boto3|tf|ssh|spark|browser|user|chat|game|login|curl)_session$)(session|sess|db_sess|async_session|db\\.session|db_session|dbsession|DBSession|DBsession|Session|sa_session|\\w+_session|session\\(\\)|Session\\(\\))$',
      method: '^(query|execute|exec|scalars|scalar|get|get_one|merge|refresh|commit|flush|bulk_save_objects|bulk_insert_mappings|bulk_update_mappings|begin_nested|add|add_all|delete|expunge|expire|rollback)$',
      type: 'GuessedSession',
      confidence: 'likely',
      wide: true,
    },
    {
      receiver: '(^|\\.)_?(db|database|dbs)$',
      method: '^(query|execute|exec|scalars|scalar|get|get_one|merge|refresh|commit|flush|bulk_save_objects|bulk_insert_mappings|bulk_update_mappings|begin_nested|add|add_all|delete|expunge|expire|rollback)$',
      type: 'GuessedSession',
      confidence: 'likely',
      wide: true,
    },
    { receiver: '(^|\\.)_?(conn|connection|engine|\\w+_(conn|connection|engine))$', method: '^(execute|scalars|scalar|exec_driver_sql)$', type: 'Connection', confidence: 'likely', wide: true },
    { receiver: '(^|\\.)([A-Z]\\w*|cls|model)\\.query$', type: 'Query', confidence: 'likely' },
    { receiver: '(^|\\.)(query|q|\\w+_query)$', method: '^(all|first|one|one_or_none|scalar|count|filter|filter_by|order_by|options|paginate|first_or_404)$', type: 'Query', confidence: 'likely', wide: true },
  ],
});

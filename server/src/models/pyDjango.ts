/**
 * Django's ORM. Query sets are lazy: steps compose, going through one runs it; terminal methods run at once. A field set to
 * a relation (`customer = ForeignKey(…)`) gives the related row or manager, so what is called on it is known.
 */
import { defineLibrary } from './model';
import type { WithList } from '../engine/facts';
import type { Member, Operation } from './model';
import { rows } from './rows';

const IN_BULK = 'in_bulk(ids)';
const FILTER_IN = 'filter(id__in=ids)';
const COUNT_PER_KEY = 'values(\'key\').annotate(n=Count(\'pk\'))';
const BULK_CREATE = 'bulk_create(objs)';
const BULK_UPDATE = 'bulk_update(objs, fields)';
const UPDATE = 'filter(id__in=ids).update(…)';
const DELETE = 'filter(id__in=ids).delete()';
const WRITES = '^\\s*(insert|update|delete|merge|replace|with\\s+\\w+\\s+as\\s+\\(\\s*(insert|update|delete))\\b';
const CONTROL = '^\\s*(begin|commit|rollback|start transaction|savepoint|release|set|listen|unlisten|pragma|lock)\\b';

/** The methods that run at once come in two modes: `get` blocks, `aget` is awaited. */
function both(name: string, operation: Operation): Record<string, Member> {
  return { [name]: { call: blocking(operation) }, [`a${name}`]: { call: operation } };
}

function blocking(operation: Operation): Operation {
  const { effect, orElse } = operation;
  return { ...operation, ...(effect === undefined ? {} : { mode: 'blocks' as const }), ...(orElse === undefined ? {} : { orElse: blocking(orElse) }) };
}

/** Django's own take no argument here, which tells them from `list.count(x)` and the like where the receiver is a guess. */
function withoutArguments(operation: Operation): Operation {
  return { when: { index: 0, is: 'missing' }, ...operation };
}

function withOptionsOnly(operation: Operation, options: readonly string[]): Operation {
  return { ...withoutArguments(operation), ...options.reduceRight<{ readonly orElse?: Operation }>((orElse, name) => ({ orElse: { ...operation, when: { index: 0, has: [name] }, ...orElse } }), {}) };
}

/** Only named arguments, none of them the address of a request or the text of a prompt. */
function byFields(operation: Operation): Operation {
  const foreign = ['url', 'path', 'timeout', 'headers', 'params', 'json', 'model', 'prompt', 'input', 'body', 'request'];
  return foreign.reduceRight<Operation>((orElse, name) => ({ when: { index: 0, has: [name] }, orElse }), { when: { index: 0, is: 'object' }, ...operation });
}

/** What `bulk_create`, `bulk_update` and `update` of many rows leave out. */
const NO_HOOKS = 'calls no `save()` and sends no signals';
const FIND_FIRST = 'Load those that exist in one query before the loop, and write the others in one statement';

const ROWS_WITH_LIST: WithList = { whole: 'prefetch_related(\'{path}\')', narrowed: 'prefetch_related(Prefetch(\'{path}\', queryset=….filter(…), to_attr=…))', loaded: 'all()' };
const ONE_OF = 'annotate(one_of_{name}=Subquery(….filter(…=OuterRef(\'pk\')).values(…)[:1]))';
const ONE_WITH_LIST: WithList = { whole: ONE_OF, narrowed: ONE_OF, loaded: 'all()' };
const COUNT_WITH_LIST: WithList = { whole: 'annotate(n=Count(\'{path}\'))', narrowed: 'annotate(n=Count(\'{path}\', filter=Q(…)))', loaded: 'all()' };
const EXISTS_WITH_LIST: WithList = { whole: 'annotate(has_{name}=Exists(….filter(…=OuterRef(\'pk\'))))', narrowed: 'annotate(has_{name}=Exists(….filter(…=OuterRef(\'pk\'), …)))', loaded: 'all()' };
const AGGREGATE_WITH_LIST: WithList = { whole: 'annotate({key}={function}(\'{path}__{column}\'))', narrowed: 'annotate({key}={function}(\'{path}__{column}\', filter=Q(…)))', loaded: 'all()' };

const composes: Operation = { traits: ['composes'] };
const one: Operation = { returns: 'Model', effect: 'db-query', bulk: IN_BULK, bulkFor: { column: FILTER_IN }, withList: ROWS_WITH_LIST, traits: ['single-row'] };
const anyOne: Operation = { returns: 'Model', effect: 'db-query', bulk: FILTER_IN, withList: ONE_WITH_LIST, traits: ['single-row'] };
const count = withoutArguments({ effect: 'db-query', bulk: COUNT_PER_KEY, withList: COUNT_WITH_LIST, lighter: { any: 'exists()' }, traits: ['single-row', 'counts'] });
const exists = withoutArguments({ effect: 'db-query', bulk: 'filter(id__in=ids).values_list(\'id\', flat=True)', withList: EXISTS_WITH_LIST, traits: ['single-row'] });
const create: Operation = { returns: 'Model', effect: 'db-write', bulk: BULK_CREATE, bulkFor: { inherited: '' }, skips: NO_HOOKS, traits: ['single-row'] };
const bulkCreate: Operation = { effect: 'db-write', bulk: BULK_CREATE, traits: ['takes-list'] };
const remove: Operation = { effect: 'db-write', bulk: DELETE };
// Signals and an own save() run per row, which the bulk calls skip.
const save: Operation = {
  effect: 'db-write', bulk: `${BULK_CREATE} or ${BULK_UPDATE}`, bulkFor: { made: BULK_CREATE, loaded: BULK_UPDATE, alike: UPDATE, inherited: '' }, skips: NO_HOOKS, traits: ['single-row', 'runs-hooks'],
};
const removeOne: Operation = { effect: 'db-write', bulk: DELETE, skips: 'calls no `delete()` of the model', traits: ['single-row', 'runs-hooks'] };
const rowsOf: Operation = { effect: 'db-query', mode: 'blocks', bulk: FILTER_IN, withList: ROWS_WITH_LIST };
/** A query set keeps what it loaded; an iterator does not. */
export const keptRows: Operation = { ...rowsOf, lighter: { count: 'count()', any: 'exists()', keys: 'values_list(\'id\', flat=True)', stream: 'iterator()' }, traits: ['has-length'] };
const cached: Operation = {};

const sql: Operation = {
  when: { index: 0, matches: WRITES },
  effect: 'db-write',
  mode: 'blocks',
  bulk: 'executemany(statement, rows)',
  orElse: { when: { index: 0, matches: CONTROL }, orElse: { effect: 'db-query', mode: 'blocks', bulk: 'execute(\'… WHERE id = ANY(%s)\', [ids])' } },
};

/** Fields that hold one row of another table, and rows. */
export const toOne: Operation = { returns: 'pyDjango#Model', bulk: 'select_related(\'{path}\')', lighter: { keys: '{name}_id' }, withList: ROWS_WITH_LIST, traits: ['relation', 'joins'] };
export const toMany: Operation = { returns: 'pyDjango#RelatedManager', bulk: ROWS_WITH_LIST.whole, traits: ['relation'] };

/** What query sets and managers share; `same` is the type a step gives, `rows` that of a step whose rows are plain values. */
function querying(same: string): Record<string, Member> {
  return {
    ...rows(`
      all filter exclude order_by distinct select_related prefetch_related annotate alias defer only using reverse extra union intersection
      difference select_for_update none complex_filter get_queryset
    `, { call: { returns: same, traits: ['composes'] } }),
    ...rows('values values_list dates datetimes', { call: { returns: 'Values', traits: ['composes'] } }),
    raw: { call: { returns: 'RawQuerySet', traits: ['composes'] } },
    ...rows('iterator aiterator', { call: { returns: 'Iterator', traits: ['composes'] } }),
    ...both('get', one),
    ...both('first', anyOne),
    ...both('last', anyOne),
    ...both('earliest', anyOne),
    ...both('latest', anyOne),
    ...both('count', count),
    ...both('exists', exists),
    ...both('contains', { effect: 'db-query', bulk: FILTER_IN, traits: ['single-row'] }),
    ...both('aggregate', { effect: 'db-query', bulk: 'values(\'key\').annotate(…)', withList: AGGREGATE_WITH_LIST, traits: ['single-row'] }),
    ...both('in_bulk', { effect: 'db-query', bulk: IN_BULK, traits: ['takes-list'] }),
    ...both('create', create),
    ...both('get_or_create', { ...create, bulk: 'bulk_create(objs, ignore_conflicts=True)', bulkFor: { result: FIND_FIRST, inherited: '' } }),
    ...both('update_or_create', { ...create, bulk: 'bulk_create(objs, update_conflicts=True, …)', bulkFor: { result: FIND_FIRST, inherited: '' } }),
    ...both('bulk_create', bulkCreate),
    ...both('bulk_update', { ...bulkCreate, bulk: BULK_UPDATE }),
    ...both('update', { effect: 'db-write', bulk: UPDATE, bulkEach: BULK_UPDATE }),
    ...both('delete', remove),
    ...rows('explain resolve_expression as_manager', { call: {} }),
    ...rows('query db model ordered', {}),
  };
}

/** Methods of a related manager that containers of the language lack, or spell otherwise. */
const READS_OF_RELATED = [
  'all', 'filter', 'exclude', 'order_by', 'distinct', 'select_related', 'prefetch_related', 'annotate', 'only', 'defer', 'values', 'values_list', 'get', 'first', 'last', 'count', 'exists', 'latest',
  'earliest', 'aggregate', 'in_bulk', 'iterator', 'aget', 'afirst', 'acount', 'aexists',
];

/** Names of what has methods of the same names and is no relation. */
const NO_RELATION = '(np|numpy|pd|pl|torch|tf|\\w*_?df|data|mask|arr|array|values|index|columns|matrix|series|tensor|loc|iloc|str|dt|rdd|session|db|query|scalars|collection|client|stripe|openai|anthropic|api)';

/** Names by which programs call further managers of a model. */
const MANAGER_NAME = '^(\\w+_)?objects(_\\w+)?$|^(published|unfiltered)$|_manager$';

export const pyDjango = defineLibrary({
  id: 'pyDjango',
  title: 'Django',
  language: 'python',
  packages: [
    'django/db', 'django/db/*', 'django/core/paginator', 'django/shortcuts', 'django/apps', 'django/contrib/auth', 'django/contrib/contenttypes/*', 'django/contrib/gis/db', 'guardian/shortcuts',
  ],
  source: 'https://docs.djangoproject.com/en/stable/ref/models/querysets/',
  exports: {
    models: { type: 'ModelsModule' },
    Model: { type: 'ModelClass' },
    ContentType: { type: 'ContentTypeClass' },
    ...rows('Manager BaseManager', { type: 'ManagerClass' }),
    QuerySet: { type: 'QuerySetClass' },
    RawQuerySet: { type: 'RawQuerySet' },
    ...rows('ForeignKey OneToOneField ForeignObject', { call: toOne }),
    GenericForeignKey: { call: { ...toMany, returns: 'Model' } },
    ...rows('ManyToManyField GenericRelation', { call: toMany }),
    Prefetch: { call: composes },
    ...rows('Q F Func Value Case When Count Sum Avg Min Max StdDev Variance Subquery OuterRef Exists ExpressionWrapper Window Coalesce Concat Lower Upper Cast', { call: composes }),
    prefetch_related_objects: { call: { effect: 'db-query', mode: 'blocks', bulk: 'prefetch_related_objects(objs, relation)', traits: ['takes-list'] } },
    aprefetch_related_objects: { call: { effect: 'db-query', bulk: 'aprefetch_related_objects(objs, relation)', traits: ['takes-list'] } },
    get_object_or_404: { call: { ...one, mode: 'blocks' } },
    aget_object_or_404: { call: one },
    get_list_or_404: { call: { returns: 'Rows', effect: 'db-query', mode: 'blocks', bulk: FILTER_IN, traits: ['all-rows'] } },
    aget_list_or_404: { call: { returns: 'Rows', effect: 'db-query', bulk: FILTER_IN, traits: ['all-rows'] } },
    get_user_model: { call: { returns: 'ModelClass' } },
    get_objects_for_user: { call: { returns: 'QuerySet', traits: ['composes'] } },
    apps: { type: 'Apps' },
    transaction: { type: 'TransactionModule' },
    ...rows('atomic', { call: { traits: ['transaction'] } }),
    on_commit: { call: {} },
    connection: { type: 'Connection' },
    connections: { type: 'Connections' },
    // A query is asked for the rows of one page and their number.
    Paginator: { call: { traits: ['pages'] } },
    ...rows('router close_old_connections reset_queries', { call: {} }),
  },
  types: {
    ModelsModule: {
      members: {
        Model: { type: 'ModelClass' },
        Manager: { type: 'ManagerClass' },
        QuerySet: { type: 'QuerySetClass' },
        ...rows('ForeignKey OneToOneField ForeignObject', { call: toOne }),
        ManyToManyField: { call: toMany },
        prefetch_related_objects: { call: { effect: 'db-query', mode: 'blocks', bulk: 'prefetch_related_objects(objs, relation)', traits: ['takes-list'] } },
        ...rows('Prefetch Q F Func Value Case When Count Sum Avg Min Max Subquery OuterRef Exists ExpressionWrapper', { call: composes }),
      },
      // Columns: what is read from a row is a plain value.
      memberPatterns: [{ pattern: 'Field$', member: { call: {} } }],
    },
    Apps: { members: { get_model: { call: { returns: 'ModelClass' } }, ...rows('get_models get_app_config get_app_configs is_installed', { call: {} }) } },
    TransactionModule: { members: { atomic: { call: { traits: ['transaction'] } }, ...rows('on_commit commit rollback savepoint set_autocommit get_connection', { call: {} }) } },
    ModelClass: {
      // Constants, nested classes and methods of the program's own.
      traits: ['open'],
      instance: 'Model',
      call: { returns: 'Model', traits: ['composes'] },
      members: { from_db: { call: { returns: 'Model' } } },
      memberPatterns: [{ pattern: MANAGER_NAME, member: { type: 'Manager' } }],
    },
    ContentTypeClass: { extends: 'ModelClass', members: { objects: { type: 'ContentTypeManager' } } },
    // Kept for the life of the process.
    ContentTypeManager: { extends: 'Manager', members: { ...rows('get_for_model get_for_models get_for_id get_by_natural_key', { call: { returns: 'Model' } }) } },
    ManagerClass: {
      traits: ['open'],
      instance: 'Manager',
      call: { returns: 'Manager' },
      members: { from_queryset: { call: { returns: 'ManagerClass' } } },
    },
    QuerySetClass: {
      traits: ['open'],
      instance: 'QuerySet',
      call: { returns: 'QuerySet', traits: ['composes'] },
      members: { as_manager: { call: { returns: 'Manager' } } },
    },
    Manager: {
      members: {
        ...querying('QuerySet'),
        // Read once, kept by the manager: sites and content types.
        get_current: { call: cached },
        get_for_model: { call: cached },
      },
      memberPatterns: [
        { pattern: '^a?(get_or_)?create_\\w+', member: { call: { ...create, mode: 'blocks', confidence: 'likely' } } },
        { pattern: '^get_by_\\w+', member: { call: { ...one, mode: 'blocks', confidence: 'likely' } } },
      ],
      // A program's own managers and query sets add steps (`published()`, `for_user(user)`); most give a query set.
      anyMember: { call: { returns: 'QuerySet', traits: ['composes'], confidence: 'likely' } },
    },
    RelatedManager: {
      extends: 'Manager',
      members: {
        all: { call: { returns: 'RelatedRows', traits: ['composes'] } },
        ...both('add', { effect: 'db-write', bulk: 'add(*objs)' }),
        ...both('remove', { effect: 'db-write', bulk: 'remove(*objs)' }),
        ...both('set', { effect: 'db-write', bulk: 'through.objects.bulk_create(links)', traits: ['takes-list'] }),
        ...both('clear', { effect: 'db-write', bulk: 'through.objects.filter(…__in=ids).delete()' }),
        through: { type: 'ModelClass' },
        // Tags and other managers that are asked for names, not rows.
        ...rows('names slugs', { call: { ...rowsOf, confidence: 'likely' } }),
      },
    },
    QuerySet: {
      element: 'Model',
      iterated: keptRows,
      members: querying('QuerySet'),
      anyMember: { call: { returns: 'QuerySet', traits: ['composes'], confidence: 'likely' } },
    },
    /** All rows of a relation: what the query that loaded its owner can bring along. */
    RelatedRows: { extends: 'QuerySet', element: 'Model', iterated: { ...keptRows, bulk: 'prefetch_related(\'{name}\')', traits: ['has-length', 'may-be-loaded'] } },
    // Rows are dictionaries, tuples or plain values: nothing is loaded when they are read.
    Values: {
      iterated: keptRows,
      element: 'Row',
      members: { ...querying('Values'), ...both('first', { ...anyOne, returns: 'Row' }), ...both('last', { ...anyOne, returns: 'Row' }), ...both('get', { ...one, returns: 'Row' }) },
      anyMember: { call: { returns: 'Values', traits: ['composes'], confidence: 'likely' } },
    },
    RawQuerySet: {
      element: 'Model',
      iterated: { ...keptRows, bulk: 'raw(\'… WHERE id = ANY(%s)\', [ids])' },
      members: { ...rows('prefetch_related using', { call: { returns: 'RawQuerySet', traits: ['composes'] } }), iterator: { call: { returns: 'Iterator', traits: ['composes'] } } },
    },
    /** Rows one chunk after another, none kept. */
    Iterator: { iterated: rowsOf, element: 'Model' },
    Rows: { element: 'Model' },
    Row: { traits: ['row'], members: { ...rows('get items keys values', { call: {} }) } },
    Model: {
      // Fields, relations and methods are the program's own.
      traits: ['open'],
      members: {
        ...both('save', save),
        save_base: { call: blocking(save) },
        ...both('delete', removeOne),
        ...both('refresh_from_db', { effect: 'db-query', bulk: FILTER_IN, traits: ['single-row'] }),
        ...rows('full_clean clean clean_fields validate_unique get_absolute_url get_deferred_fields serializable_value __str__', { call: {} }),
        ...rows('pk id _state _meta', {}),
      },
      memberPatterns: [
        { pattern: '\\w_set$', member: { type: 'RelatedManager' } },
        { pattern: '\\w_id$|^get_\\w+_display$', member: { call: {} } },
        { pattern: '^get_(next|previous)_by_\\w+$', member: { call: { ...blocking(anyOne) } } },
      ],
    },
    /** Told by `order.save()` alone: a row is saved without arguments or with options, an image or a form with a target. */
    GuessedModel: {
      members: {
        ...both('save', withOptionsOnly(save, ['update_fields', 'using', 'force_insert'])),
        ...both('delete', withoutArguments(removeOne)),
        ...both('refresh_from_db', { effect: 'db-query', bulk: FILTER_IN, traits: ['single-row'] }),
      },
    },
    /** Told by `order.lines.get(product=x)` alone: rows are asked for by names of fields, which a dictionary does not take. */
    GuessedRelation: {
      extends: 'RelatedManager',
      members: {
        ...both('get', byFields(one)),
        ...both('create', byFields(create)),
      },
    },
    Connections: { element: 'Connection', members: { all: { call: {} }, close_all: { call: {} } } },
    Connection: {
      traits: ['connection'],
      members: {
        cursor: { call: { returns: 'Cursor', traits: ['composes'] } },
        ...rows('commit rollback close ensure_connection connect schema_editor execute_wrapper', { call: {} }),
        ...rows('introspection ops features vendor settings_dict queries', {}),
      },
    },
    Cursor: {
      traits: ['cursor'],
      members: {
        execute: { call: sql },
        callproc: { call: { effect: 'db-query', mode: 'blocks', bulk: 'execute(\'… WHERE id = ANY(%s)\', [ids])' } },
        executemany: { call: { effect: 'db-write', mode: 'blocks', bulk: 'executemany(statement, rows)', traits: ['takes-list'] } },
        fetchall: { call: { traits: ['all-rows'] } },
        ...rows('fetchone fetchmany close', { call: {} }),
        ...rows('description rowcount lastrowid', {}),
      },
    },
  },
  shapes: [
    // Any method: a manager's own give query sets.
    { receiver: '(^|\\.)[A-Z]\\w*(\\(\\))?\\.((\\w+_)?objects(_\\w+)?|published|_default_manager|_base_manager)$', type: 'Manager', confidence: 'likely' },
    { receiver: '(^|\\.|\\))(\\w*model(_class)?(\\([^()]*\\))?|cls|klass|__class__)\\.((\\w+_)?objects|_default_manager|_base_manager)$', type: 'Manager', confidence: 'likely' },
    {
      receiver: '(^|\\.)(qs|queryset|query_set|\\w+_(qs|queryset)|get_queryset\\([^()]*\\))$',
      method: `^a?(${[
        'all', 'filter', 'exclude', 'order_by', 'distinct', 'select_related', 'prefetch_related', 'annotate', 'alias', 'defer', 'only', 'values_list', 'iterator', 'count', 'exists', 'first', 'last',
        'earliest', 'latest', 'aggregate', 'in_bulk', 'create', 'get_or_create', 'update_or_create', 'bulk_create', 'bulk_update', 'delete', 'select_for_update', 'none', 'using', 'union',
      ].join('|')})$`,
      type: 'QuerySet',
      confidence: 'likely',
      wide: true,
    },
    // `qs` may be a query string taken apart.
    { receiver: '(^|\\.)(queryset|query_set|\\w+_queryset|get_queryset\\([^()]*\\))$', method: '^a?(get|update|values|dates|contains)$', type: 'QuerySet', confidence: 'likely', wide: true },
    // `self.seen_set.add(x)` and `data_set.append(x)` are plain sets and lists.
    { receiver: '\\.\\w+_set$', method: `^(${READS_OF_RELATED.join('|')})$`, type: 'RelatedManager', confidence: 'likely', wide: true },
    { receiver: '(^|\\.)(?!self\\.)[a-z]\\w*\\.\\w+_set$', method: '^a?(add|remove|set|clear|create|update|get_or_create|update_or_create|bulk_create|delete)$', type: 'RelatedManager', confidence: 'likely', wide: true },
    // A relation, told by methods that nothing else has.
    {
      receiver: '[\\w)\\]]\\.[a-z]\\w*$',
      method: '^a?(values_list|select_related|prefetch_related|select_for_update|in_bulk|get_or_create|update_or_create|bulk_create|bulk_update)$',
      type: 'RelatedManager',
      confidence: 'likely',
      wide: true,
    },
    // Columns of data frames, masks of arrays and sessions come close to these.
    {
      receiver: `^(?!(.*\\.)?${NO_RELATION}(\\.|$))[\\w.()\\[\\]]+\\.[a-z]\\w*$`,
      method: '^(all|filter|exclude|order_by|annotate|aggregate|count|aexists|acount)$',
      type: 'RelatedManager',
      confidence: 'likely',
      wide: true,
    },
    // A plain name: text and lists count something they are given, query sets themselves.
    { receiver: `^(?!${NO_RELATION}$)[a-z]\\w*$`, method: '^(count|values_list|select_related|prefetch_related|aexists|acount)$', type: 'RelatedManager', confidence: 'likely', wide: true },
    // `path.exists()` is no query: a relation to many is named in the plural. Dictionaries take keys, not names, in `get`.
    {
      receiver: '\\.(?!\\w*(paths|dirs|files|folders|keys|fs|os|class|status|address|process|canvas|redis|requests|sessions|params|headers|cookies|args|kwargs|settings|options|messages|completions)$)[a-z]\\w*s$',
      method: '^(exists|first|last|get|create)$',
      type: 'GuessedRelation',
      confidence: 'likely',
      wide: true,
    },
    // Sets have `add` as well, so only what is commonly a relation to many.
    {
      receiver: '\\.(groups|user_permissions|permissions|members|collaborators|followers|subscribers|watchers|participants|assignees|reviewers|categories|tags)$',
      method: '^a?(add|remove|set)$',
      type: 'RelatedManager',
      confidence: 'likely',
      wide: true,
    },
    {
      receiver: '^(?!(\\w*_)?(form|formset|serializer|pdf|img|image|im|picture|photo|thumb|wb|book|workbook|doc|document|fig|figure|file|f|fs|storage|plt|canvas|writer|session|settings|config|cfg|conf|model|page_file|presentation|prs|backend|store|archive|s|self)$)[a-z_]\\w*$',
      method: '^a?save$',
      type: 'GuessedModel',
      confidence: 'likely',
      wide: true,
    },
    {
      receiver: '^(?!(\\w*_)?(response|session|file|image|key|storage|cache|bucket|blob|client|api|requests|http|driver|canvas|entry|text|widget|tree|self|folder|path|queue|topic)$)[a-z_]\\w*$',
      method: '^a?(delete|refresh_from_db)$',
      type: 'GuessedModel',
      confidence: 'likely',
      wide: true,
    },
  ],
});

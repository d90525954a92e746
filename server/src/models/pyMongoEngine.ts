/** MongoEngine. `Order.objects` is a query set that can also be called with conditions; it runs when gone through. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const IN_BULK = 'in_bulk(ids)';
const FILTER_IN = 'objects(id__in=ids)';
const INSERT = 'objects.insert(docs)';
const UPDATE = 'objects(id__in=ids).update(…)';
const DELETE = 'objects(id__in=ids).delete()';

const step: Operation = { returns: 'QuerySet', traits: ['composes'] };
const query: Operation = { effect: 'db-query', mode: 'blocks', bulk: FILTER_IN };
const one: Operation = { returns: 'Instance', effect: 'db-query', mode: 'blocks', bulk: IN_BULK, traits: ['single-row'] };
const relation: Operation = { returns: 'Instance', bulk: 'select_related()', traits: ['relation'] };
const opens: Operation = { effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };

export const pyMongoEngine = defineLibrary({
  id: 'pyMongoEngine',
  title: 'MongoEngine',
  language: 'python',
  packages: ['mongoengine', 'mongoengine/*', 'flask_mongoengine', 'flask-mongoengine'],
  source: 'https://docs.mongoengine.org/apireference.html',
  exports: {
    ...rows('Document DynamicDocument', { type: 'DocumentClass' }),
    ...rows('EmbeddedDocument DynamicEmbeddedDocument', { type: 'EmbeddedClass' }),
    ...rows('connect register_connection', { call: opens }),
    ...rows('disconnect disconnect_all get_db get_connection', { call: {} }),
    ...rows('ReferenceField CachedReferenceField GenericReferenceField', { call: relation }),
    // Fetched when asked to.
    ...rows('LazyReferenceField GenericLazyReferenceField', { call: { returns: 'LazyReference' } }),
    ...rows('Q', { call: { traits: ['composes'] } }),
    QuerySet: { type: 'QuerySet' },
    BaseQuerySet: { type: 'QuerySet' },
    queryset_manager: { call: {} },
    MongoEngine: { type: 'Flask', call: { returns: 'Flask' } },
  },
  // What is read from a document is a plain value; a list of references is loaded in one query.
  memberPatterns: [{ pattern: 'Field$', member: { call: {} } }],
  types: {
    Flask: {
      traits: ['open'],
      members: { ...rows('Document DynamicDocument', { type: 'DocumentClass' }), ...rows('ReferenceField GenericReferenceField', { call: relation }), ...rows('connect init_app', { call: {} }) },
      memberPatterns: [{ pattern: 'Field$', member: { call: {} } }],
    },
    DocumentClass: {
      traits: ['open'],
      instance: 'Instance',
      call: { returns: 'Instance', traits: ['composes'] },
      members: { objects: { type: 'QuerySet' }, ...rows('drop_collection ensure_indexes', { call: {} }), _get_collection: { call: { returns: 'pyMongo#Collection' } } },
    },
    EmbeddedClass: { traits: ['open'], instance: 'Embedded' },
    Embedded: { traits: ['open'], members: { save: { call: {} } } },
    LazyReference: { members: { fetch: { call: { ...one, effect: 'lazy-load', bulk: FILTER_IN } }, ...rows('pk id', {}) } },
    QuerySet: {
      traits: ['open'],
      element: 'Instance',
      iterated: query,
      call: step,
      members: {
        ...rows('get first get_or_404 first_or_404', { call: one }),
        with_id: { call: one },
        count: { call: { ...query, bulk: 'item_frequencies(field) or aggregate(…)', traits: ['single-row', 'counts'] } },
        in_bulk: { call: { ...query, bulk: IN_BULK, traits: ['takes-list'] } },
        ...rows('distinct aggregate sum average item_frequencies to_json explain', { call: query }),
        create: { call: { returns: 'Instance', effect: 'db-write', mode: 'blocks', bulk: INSERT, traits: ['single-row', 'runs-hooks'] } },
        insert: { call: { effect: 'db-write', mode: 'blocks', bulk: INSERT, traits: ['takes-list'] } },
        ...rows('update update_one upsert_one modify', { call: { effect: 'db-write', mode: 'blocks', bulk: UPDATE } }),
        delete: { call: { effect: 'db-write', mode: 'blocks', bulk: DELETE } },
        ...rows('scalar values_list as_pymongo', { call: { returns: 'Plain', traits: ['composes'] } }),
      },
      anyMember: { call: step },
    },
    // Rows are plain values: nothing is loaded when they are read.
    Plain: { extends: 'QuerySet', element: 'Row', anyMember: { call: { returns: 'Plain', traits: ['composes'] } } },
    Row: { members: { ...rows('get items keys values', { call: {} }) } },
    Instance: {
      traits: ['open'],
      members: {
        ...rows('save', { call: { effect: 'db-write', mode: 'blocks', bulk: INSERT, traits: ['single-row', 'runs-hooks'] } }),
        ...rows('update modify', { call: { effect: 'db-write', mode: 'blocks', bulk: UPDATE, traits: ['single-row'] } }),
        delete: { call: { effect: 'db-write', mode: 'blocks', bulk: DELETE, traits: ['single-row', 'runs-hooks'] } },
        reload: { call: { ...one, bulk: FILTER_IN } },
        select_related: { call: { ...one, bulk: `${FILTER_IN}.select_related()` } },
        ...rows('validate to_json to_mongo to_dbref cascade_save', { call: {} }),
        ...rows('id pk', {}),
      },
    },
    GuessedInstance: {
      members: { save: { call: { when: { index: 0, is: 'missing' }, effect: 'db-write', mode: 'blocks', bulk: INSERT, traits: ['single-row', 'runs-hooks'] } } },
    },
  },
  shapes: [
    { receiver: '(^|\\.)[A-Z]\\w*\\.objects$', type: 'QuerySet', confidence: 'likely', wide: true },
    { receiver: '(^|\\.)[A-Z]\\w*$', method: '^objects$', type: 'DocumentClass', confidence: 'likely', wide: true },
    { receiver: '^[a-z]\\w*$', method: '^save$', type: 'GuessedInstance', confidence: 'likely', wide: true },
  ],
});

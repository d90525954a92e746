/**
 * Medusa: module services generated from a data model (`listProducts`, `createProducts`), and services reached as properties.
 * Its services take one row or a list.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const list: Operation = { effect: 'db-query', bulk: 'list({ id: ids })' };
const retrieve: Operation = { effect: 'db-query', bulk: 'list({ id: ids })', traits: ['single-row'] };

function write(bulk: string): Operation {
  return { when: { index: 0, is: 'array' }, effect: 'db-write', bulk, traits: ['takes-list'], orElse: { effect: 'db-write', bulk } };
}

const create = write('create(rows)');
const update = write('update(rows)');
const remove = write('delete(ids)');

export const medusa = defineLibrary({
  id: 'medusa',
  title: 'Medusa',
  language: 'ecmascript',
  packages: ['@medusajs/framework', '@medusajs/framework/*', '@medusajs/utils', '@medusajs/medusa', '@medusajs/types', 'medusa-interfaces'],
  source: 'https://docs.medusajs.com/learn/fundamentals/modules/service-factory',
  exports: {
    MedusaService: { call: { returns: 'ServiceClass', traits: ['composes'] } },
    TransactionBaseService: { type: 'LegacyServiceClass' },
    ...rows('InjectManager InjectTransactionManager InjectSharedContext MedusaContext EmitEvents', { call: {} }),
  },
  types: {
    ServiceClass: { construct: { returns: 'Service', traits: ['composes'] }, instance: 'Service' },
    Service: {
      memberPatterns: [
        { pattern: '^(list|listAndCount)[A-Z]\\w*$', member: { call: list } },
        { pattern: '^retrieve[A-Z]\\w*$', member: { call: retrieve } },
        { pattern: '^create[A-Z]\\w*$', member: { call: create } },
        { pattern: '^(update|upsert)[A-Z]\\w*$', member: { call: update } },
        { pattern: '^(delete|softDelete|restore)[A-Z]\\w*$', member: { call: remove } },
      ],
    },
    LegacyServiceClass: { instance: 'LegacyService' },
    LegacyService: {
      members: {
        ...rows('manager_ transactionManager_ activeManager_', { type: 'typeorm#EntityManager' }),
        atomicPhase_: { call: { traits: ['transaction'], callback: { index: 0, parameters: ['typeorm#TransactionManager'] } } },
        withTransaction: { call: { returns: 'LegacyService' } },
      },
    },
    ModelService: {
      members: {
        ...rows('list listAndCount', { call: list }),
        ...rows('retrieve retrieveByEmail', { call: retrieve }),
        create: { call: create },
        ...rows('update upsert', { call: update }),
        ...rows('delete softDelete restore', { call: remove }),
      },
    },
  },
  shapes: [
    {
      receiver: '(^|\\.)\\w*[sS]ervice(_|Tx)?$',
      method: '^(list|listAndCount|retrieve|create|update|upsert|delete|softDelete|restore)$',
      type: 'ModelService',
      confidence: 'likely',
      wide: true,
    },
    {
      receiver: '(^|\\.)\\w*[mM]odule(Service)?_?$|(^|\\.)\\w*Service_?$',
      method: '^(list|listAndCount|retrieve|create|update|upsert|delete|softDelete|restore)[A-Z]\\w*$',
      type: 'Service',
      confidence: 'likely',
      wide: true,
    },
  ],
});

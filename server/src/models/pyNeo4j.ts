/** The Neo4j driver, blocking and asynchronous. A session or transaction runs one statement after another. */
import { defineLibrary } from './model';
import type { EffectMode } from '../engine/facts';
import type { Member, Operation, TypeModel } from './model';
import { rows } from './rows';

const UNWIND_READ = 'run(\'UNWIND $ids AS id MATCH (n {id: id}) …\', ids=ids)';
const UNWIND_WRITE = 'run(\'UNWIND $rows AS row MERGE …\', rows=rows)';
/** Cypher says anywhere in a statement that it writes. */
const WRITES = '\\b(create|merge|set|delete|remove)\\b';
const LISTS = '^\\s*unwind\\b';

function run(mode: EffectMode, returns: string): Operation {
  return {
    when: { index: 0, matches: `${LISTS}[\\s\\S]*${WRITES}` },
    returns,
    effect: 'db-write',
    mode,
    bulk: UNWIND_WRITE,
    traits: ['takes-list'],
    orElse: {
      when: { index: 0, matches: LISTS },
      returns,
      effect: 'db-query',
      mode,
      bulk: UNWIND_READ,
      traits: ['takes-list'],
      orElse: { when: { index: 0, matches: WRITES }, returns, effect: 'db-write', mode, bulk: UNWIND_WRITE, orElse: { returns, effect: 'db-query', mode, bulk: UNWIND_READ } },
    },
  };
}

function types(mode: EffectMode, suffix: string): Record<string, TypeModel> {
  const work: Operation = { traits: ['transaction'], callback: { index: 0, parameters: [`Transaction${suffix}`] } };
  return {
    [`Driver${suffix}`]: {
      traits: ['pool'],
      members: { session: { call: { returns: `Session${suffix}` } }, execute_query: { call: run(mode, 'Records') }, ...rows('close verify_connectivity verify_authentication get_server_info', { call: {} }) },
    },
    [`Session${suffix}`]: {
      traits: ['session'],
      members: {
        run: { call: run(mode, `Result${suffix}`) },
        ...rows('execute_read execute_write read_transaction write_transaction', { call: work }),
        begin_transaction: { call: { returns: `Transaction${suffix}`, traits: ['transaction'] } },
        ...rows('close cancel last_bookmarks', { call: {} }),
      },
    },
    [`Transaction${suffix}`]: { traits: ['transaction'], members: { run: { call: run(mode, `Result${suffix}`) }, ...rows('commit rollback close closed', { call: {} }) } },
    [`Result${suffix}`]: {
      traits: ['cursor'],
      element: 'Record',
      members: {
        ...rows('data values fetch to_df', { call: { returns: 'Records', traits: ['all-rows'] } }),
        ...rows('single peek consume keys graph value', { call: {} }),
      },
    },
  };
}

const opener = (returns: string): Member => ({ call: { returns, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } });

export const pyNeo4j = defineLibrary({
  id: 'pyNeo4j',
  title: 'Neo4j',
  language: 'python',
  packages: ['neo4j', 'neo4j/*', 'neo4j-driver'],
  source: 'https://neo4j.com/docs/api/python-driver/current/api.html',
  exports: {
    GraphDatabase: { type: 'Opener' },
    AsyncGraphDatabase: { type: 'OpenerAsync' },
    ...rows('Driver BoltDriver Neo4jDriver', { type: 'Driver' }),
    AsyncDriver: { type: 'DriverAsync' },
    Session: { type: 'Session' },
    AsyncSession: { type: 'SessionAsync' },
    ...rows('Transaction ManagedTransaction', { type: 'Transaction' }),
    ...rows('AsyncTransaction AsyncManagedTransaction', { type: 'TransactionAsync' }),
    ...rows('basic_auth bearer_auth kerberos_auth custom_auth', { call: {} }),
    unit_of_work: { call: { traits: ['transaction'] } },
  },
  types: {
    Opener: { members: { driver: opener('Driver'), ...rows('bolt_driver neo4j_driver', opener('Driver')) } },
    OpenerAsync: { members: { driver: opener('DriverAsync') } },
    ...types('blocks', ''),
    ...types('awaited', 'Async'),
    Records: { element: 'Record' },
    Record: { members: { ...rows('get data items keys values value', { call: {} }) } },
  },
  shapes: [
    { receiver: '(^|\\.)_?(session|neo4j_session|graph_session|tx|transaction)$', method: '^(run|execute_read|execute_write|read_transaction|write_transaction)$', type: 'Session', confidence: 'likely', wide: true },
    { receiver: '(^|\\.)_?(driver|neo4j_driver|graph_driver)$', method: '^(execute_query)$', type: 'Driver', confidence: 'likely' },
  ],
});

/** ClickHouse: the client keeps sockets open; `insert` takes any number of rows and wants many. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const clickhouse = defineLibrary({
  id: 'clickhouse',
  title: 'ClickHouse',
  language: 'ecmascript',
  packages: ['@clickhouse/client'],
  source: 'https://clickhouse.com/docs/integrations/javascript',
  exports: { createClient: { call: { returns: 'ClickHouseClient', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } } },
  types: {
    ClickHouseClient: {
      traits: ['pool'],
      members: {
        query: { call: { effect: 'db-query', returns: 'ResultSet', bulk: 'query({ query: \'… WHERE id IN {ids:Array(…)}\', query_params: { ids } })' } },
        insert: { call: { effect: 'db-write', bulk: 'insert({ table, values: rows })' } },
        ...rows('command exec', { call: { effect: 'db-write' } }),
        ping: { call: { effect: 'network' } },
        close: { call: {} },
      },
    },
    ResultSet: { members: { ...rows('json text', { call: {} }), stream: { call: { returns: 'nodeStream#Readable' } }, close: { call: {} } } },
  },
});

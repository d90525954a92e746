/** `redis.asyncio` and aioredis: the names of redis-py with every command awaited. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const client: Member = { type: 'pyRedis#ClientAsync', call: { returns: 'pyRedis#ClientAsync', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } };

export const pyRedisAsyncio = defineLibrary({
  id: 'pyRedisAsyncio',
  title: 'Redis',
  language: 'python',
  packages: ['redis/asyncio', 'redis/asyncio/*', 'aioredis', 'aioredis/*', 'valkey/asyncio'],
  source: 'https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html',
  exports: {
    ...rows('Redis StrictRedis RedisCluster Valkey ValkeyCluster FakeRedis', client),
    from_url: { call: { returns: 'pyRedis#ClientAsync', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    // Of aioredis 1, where making a client is awaited.
    ...rows('create_redis create_redis_pool', { call: { returns: 'pyRedis#ClientAsync', effect: 'opens-connection', traits: ['keep-alive'] } }),
    ...rows('ConnectionPool BlockingConnectionPool', { type: 'pyRedis#Pool', call: { returns: 'pyRedis#Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } }),
    Sentinel: { type: 'pyRedis#SentinelAsync', call: { returns: 'pyRedis#SentinelAsync', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    Pipeline: { type: 'pyRedis#PipelineAsync' },
  },
  types: {},
});

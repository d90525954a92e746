/** Upstash Redis and Vercel KV: HTTP, no connection to keep. Commands of one tick are sent together by default. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const PIPELINE = 'pipeline() with all commands, then one exec()';

const client: Operation = { returns: 'Redis', traits: ['composes'] };
const get: Operation = { effect: 'db-query', bulk: 'mget(...keys)', traits: ['single-row', 'batched-same-tick'] };
const field: Operation = { effect: 'db-query', bulk: 'hmget(key, ...fields)', traits: ['single-row', 'batched-same-tick'] };
const read: Operation = { effect: 'db-query', bulk: PIPELINE, traits: ['batched-same-tick'] };
const readMany: Operation = { effect: 'db-query', bulk: 'mget(...keys)', traits: ['takes-list', 'batched-same-tick'] };
const set: Operation = { effect: 'db-write', bulk: 'mset(entries)', traits: ['single-row', 'batched-same-tick'] };
const write: Operation = { effect: 'db-write', bulk: PIPELINE, traits: ['batched-same-tick'] };
const writeMany: Operation = { effect: 'db-write', bulk: 'mset(entries)', traits: ['takes-list', 'batched-same-tick'] };

export const upstashRedis = defineLibrary({
  id: 'upstashRedis',
  title: 'Upstash Redis',
  language: 'ecmascript',
  packages: ['@upstash/redis', '@upstash/redis/*', '@vercel/kv'],
  source: 'https://upstash.com/docs/redis/sdks/ts/pipelining/auto-pipeline',
  exports: {
    Redis: { type: 'RedisClass', construct: client },
    createClient: { call: client },
    ...rows('kv default', { type: 'Redis' }),
  },
  types: {
    RedisClass: { members: { fromEnv: { call: client } }, instance: 'Redis' },
    Redis: {
      traits: ['pool'],
      members: {
        get: { call: get },
        hget: { call: field },
        mget: { call: readMany },
        ...rows('hmget hgetall smismember getrange strlen exists ttl pttl type hexists hkeys hvals hlen lindex llen lrange lpos', { call: read }),
        ...rows('sismember smembers scard srandmember sinter sunion sdiff zscore zrank zrevrank zrange zcard zcount', { call: read }),
        ...rows('xrange xrevrange xlen pfcount bitcount getbit keys scan hscan sscan zscan dbsize eval evalsha', { call: read }),
        set: { call: set },
        ...rows('setex psetex setnx getset getdel getex append incr incrby incrbyfloat decr decrby expire expireat pexpire persist', { call: write }),
        ...rows('hset hsetnx hmset hincrby hdel lpush rpush lpop rpop lrem lset ltrim lmove sadd srem spop smove zadd zrem zincrby', { call: write }),
        ...rows('zpopmin zpopmax zremrangebyscore zremrangebyrank xadd xdel xack xtrim pfadd setbit rename publish del unlink', { call: write }),
        ...rows('mset msetnx', { call: writeMany }),
        ...rows('pipeline multi', { call: { returns: 'Pipeline', traits: ['composes'] } }),
        json: { type: 'Json' },
        ...rows('ping createScript use', { call: {} }),
      },
    },
    Json: { members: { get: { call: read }, mget: { call: readMany }, ...rows('set merge del numincrby arrappend', { call: write }) } },
    Pipeline: {
      members: { exec: { call: { effect: 'db-write', bulk: PIPELINE, traits: ['takes-list'] } } },
      anyMember: { call: { returns: 'Pipeline', traits: ['composes'] } },
    },
  },
  shapes: [
    {
      receiver: '(^|\\.)#?_?(\\w*[rR]edis\\w*|kv)$',
      method: '^(get|hget|mget|hgetall|hmget|exists|ttl|lrange|smembers|sismember|zrange|zscore|keys|set|setex|setnx|del|unlink|incr|incrby|decr|expire|hset|hdel|hincrby|lpush|rpush|lpop|rpop|sadd|srem|zadd|zrem|xadd|mset|multi|pipeline|publish)$',
      type: 'Redis',
      confidence: 'likely',
    },
  ],
});

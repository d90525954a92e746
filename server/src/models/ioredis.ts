/** ioredis: one command, one request, unless sent through `pipeline()` or `multi()`; automatic pipelining is off by default.
 * Commands started together still go out on one connection without waiting for each other's answers. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const PIPELINE = 'pipeline() with all commands, then one exec()';

const opens: Operation = { returns: 'Redis', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const get: Operation = { effect: 'db-query', bulk: 'mget(keys)', traits: ['single-row', 'pipelined'] };
const field: Operation = { effect: 'db-query', bulk: 'hmget(key, fields)', traits: ['single-row', 'pipelined'] };
const read: Operation = { effect: 'db-query', bulk: PIPELINE, traits: ['pipelined'] };
const readMany: Operation = { effect: 'db-query', bulk: 'mget(keys)', traits: ['takes-list'] };
const set: Operation = { effect: 'db-write', bulk: 'mset(entries)', traits: ['single-row', 'pipelined'] };
const write: Operation = { effect: 'db-write', bulk: PIPELINE, traits: ['pipelined'] };
const writeMany: Operation = { effect: 'db-write', bulk: 'mset(entries)', traits: ['takes-list'] };

function drop(index: number, bulk: string): Operation {
  return { when: { index, is: 'array' }, effect: 'db-write', bulk, traits: ['takes-list'], orElse: { effect: 'db-write', bulk, traits: ['pipelined'] } };
}

export const ioredis = defineLibrary({
  id: 'ioredis',
  title: 'Redis (ioredis)',
  language: 'ecmascript',
  packages: ['ioredis', 'iovalkey', '@liaoliaots/nestjs-redis', '@nestjs-modules/ioredis'],
  source: 'https://redis.github.io/ioredis/classes/Redis.html',
  exports: {
    ...rows('default Redis Cluster', { type: 'RedisClass', construct: opens, asType: 'Redis' }),
    ...rows('Pipeline ChainableCommander', { type: 'Pipeline' }),
  },
  types: {
    RedisClass: { members: { ...rows('Cluster Redis', { type: 'RedisClass', construct: opens, asType: 'Redis' }) } },
    Redis: {
      traits: ['pool'],
      members: {
        ...rows('get getBuffer', { call: get }),
        ...rows('hget hgetBuffer', { call: field }),
        mget: { call: readMany },
        ...rows('hmget hgetall smismember getrange strlen exists ttl pttl type hexists hkeys hvals hlen lindex llen lrange lpos', { call: read }),
        ...rows('sismember smembers scard srandmember sinter sunion sdiff zscore zrank zrevrank zrange zrevrange zrangebyscore zcard zcount', { call: read }),
        ...rows('xrange xrevrange xlen geopos geodist pfcount bitcount getbit keys dbsize', { call: read }),
        // A cursor walk: each call needs the answer of the one before, and nothing gives all at once.
        ...rows('scan hscan sscan zscan', { call: {} }),
        ...rows('call eval evalsha fcall', { call: read }),
        set: { call: set },
        ...rows('setex psetex setnx getset getdel getex append incr incrby incrbyfloat decr decrby expire expireat pexpire persist', { call: write }),
        ...rows('hset hsetnx hmset hincrby hdel lpush rpush lpop rpop lrem lset ltrim lmove srem spop smove zadd zrem zincrby zpopmin zpopmax', { call: write }),
        ...rows('zremrangebyscore zremrangebyrank xadd xdel xack xtrim geoadd pfadd setbit rename copy publish', { call: write }),
        sadd: { call: drop(1, 'sadd(key, members)') },
        ...rows('del unlink', { call: drop(0, 'del(keys)') }),
        ...rows('mset msetnx', { call: writeMany }),
        ...rows('pipeline multi', { call: { returns: 'Pipeline', traits: ['composes'] } }),
        duplicate: { call: opens },
        // They wait for an event or for data, and are asked for again on purpose.
        ...rows('blpop brpop blmove brpoplpush bzpopmin bzpopmax xread xreadgroup subscribe psubscribe', { call: { traits: ['waits'] } }),
        ...rows('connect quit disconnect on once off ping select watch unwatch auth defineCommand nodes', { call: {} }),
        ...rows('scanStream hscanStream sscanStream zscanStream', { call: { returns: 'Scan' } }),
      },
    },
    Pipeline: {
      members: { exec: { call: { effect: 'db-write', bulk: PIPELINE, traits: ['takes-list'] } } },
      anyMember: { call: { returns: 'Pipeline', traits: ['composes'] } },
    },
    Scan: { traits: ['stream'] },
  },
  shapes: [
    {
      receiver: '(^|\\.)#?_?(\\w*[rR]edis\\w*|[cC]acheClient)$',
      method: '^(get|getBuffer|hget|mget|hgetall|hmget|exists|ttl|lrange|smembers|sismember|zrange|zscore|keys|set|setex|setnx|del|unlink|incr|incrby|decr|expire|hset|hdel|hincrby|lpush|rpush|lpop|rpop|sadd|srem|zadd|zrem|xadd|mset|multi|pipeline|publish|duplicate)$',
      type: 'Redis',
      confidence: 'likely',
    },
  ],
});

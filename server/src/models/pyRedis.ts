/** redis-py, blocking and `redis.asyncio`, and valkey-py. Every command is one round trip; a pipeline sends many at once. */
import { defineLibrary } from './model';
import type { EffectMode } from '../engine/facts';
import type { Member, Operation, TypeModel } from './model';
import { rows } from './rows';

const PIPELINE = 'pipeline() with all commands, then one execute()';
// Commands for many are refused without any.
const MGET = 'mget(keys) if keys else []';
const HMGET = 'hmget(key, fields) if fields else []';
const SMISMEMBER = 'smismember(key, values) if values else []';

function commands(mode: EffectMode, suffix: string): Record<string, Member> {
  const read = (bulk: string, traits: readonly string[] = []): Operation => ({ effect: 'db-query', mode, bulk, traits });
  const write = (bulk: string, traits: readonly string[] = []): Operation => ({ effect: 'db-write', mode, bulk, traits });
  return {
    get: { call: read(MGET, ['single-row']) },
    mget: { call: read(MGET, ['takes-list']) },
    hget: { call: read(HMGET, ['single-row']) },
    hmget: { call: read(HMGET, ['takes-list']) },
    // For many it only counts those that are there.
    exists: { call: read(PIPELINE, ['single-row']) },
    smismember: { call: read(SMISMEMBER, ['takes-list']) },
    sismember: { call: read(SMISMEMBER, ['single-row']) },
    ...rows('hgetall hkeys hvals hlen hexists hrandfield getrange strlen ttl pttl type dump object memory_usage lrange lindex llen lpos', { call: read(PIPELINE) }),
    ...rows('smembers scard srandmember sinter sunion sdiff zscore zmscore zrank zrevrank zrange zrevrange zrangebyscore zrevrangebyscore zrangebylex zcard zcount', { call: read(PIPELINE) }),
    ...rows('xrange xrevrange xlen xinfo_stream xpending geopos geodist geosearch pfcount bitcount getbit keys dbsize randomkey', { call: read(PIPELINE) }),
    ...rows('execute_command eval evalsha fcall', { call: read(PIPELINE) }),
    set: { call: write('if mapping: mset(mapping)', ['single-row']) },
    ...rows('mset msetnx', { call: write('if mapping: mset(mapping)', ['takes-list']) }),
    ...rows('delete unlink', { call: write('if keys: delete(*keys)') }),
    ...rows('setex psetex setnx getset getdel getex append incr incrby incrbyfloat decr decrby expire expireat pexpire pexpireat persist setbit setrange rename copy restore', { call: write(PIPELINE) }),
    hset: { call: write('hset(key, mapping=…) or a pipeline()') },
    hmset: { call: write(PIPELINE) },
    ...rows('hsetnx hincrby hincrbyfloat lset lrem ltrim linsert lmove rpoplpush smove spop zincrby zpopmin zpopmax zremrangebyscore zremrangebyrank lpop rpop', { call: write(PIPELINE) }),
    hdel: { call: write('if fields: hdel(key, *fields)') },
    ...rows('lpush rpush', { call: write('if values: rpush(key, *values)') }),
    sadd: { call: write('if values: sadd(key, *values)') },
    srem: { call: write('if values: srem(key, *values)') },
    zadd: { call: write('if mapping: zadd(key, mapping)') },
    zrem: { call: write('if values: zrem(key, *values)') },
    ...rows('xadd xdel xack xtrim geoadd pfadd pfmerge publish spublish', { call: write(PIPELINE) }),
    // They wait for an event or for data, and are asked for again on purpose.
    ...rows('blpop brpop blmove brpoplpush bzpopmin bzpopmax xread xreadgroup', { call: { traits: ['waits'] } }),
    // A cursor walk: each call needs the answer of the one before.
    ...rows('scan hscan sscan zscan', { call: {} }),
    ...rows('scan_iter hscan_iter sscan_iter zscan_iter', { call: { returns: `Scan${suffix}`, traits: ['composes'] } }),
    pipeline: { call: { returns: `Pipeline${suffix}`, traits: ['composes'] } },
    pubsub: { call: { returns: 'PubSub' } },
    ...rows('lock', { call: { returns: 'Lock' } }),
    register_script: { call: { returns: `Script${suffix}` } },
    transaction: { call: { traits: ['transaction'] } },
    ...rows('ping close aclose connection_pool auth select info config_get config_set client_list flushdb flushall watch unwatch script_load initialize from_pool monitor', { call: {} }),
    ...rows('json ft ts bf', { call: { returns: `Module${suffix}` } }),
    from_url: { call: { returns: `Client${suffix}`, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
  };
}

function types(mode: EffectMode, suffix: string): Record<string, TypeModel> {
  return {
    [`Client${suffix}`]: { traits: ['pool'], members: commands(mode, suffix) },
    [`Pipeline${suffix}`]: {
      traits: ['transaction'],
      members: {
        execute: { call: { effect: 'db-write', mode, bulk: PIPELINE, traits: ['takes-list'] } },
        ...rows('reset watch unwatch multi immediate_execute_command', { call: {} }),
      },
      // Only kept until it is executed.
      anyMember: { call: { returns: `Pipeline${suffix}`, traits: ['composes'] } },
    },
    [`Scan${suffix}`]: { iterated: { effect: 'db-query', mode, bulk: PIPELINE } },
    [`Script${suffix}`]: { call: { effect: 'db-write', mode, bulk: PIPELINE } },
    [`Module${suffix}`]: {
      members: {
        get: { call: { effect: 'db-query', mode, bulk: 'json().mget(keys, path)', traits: ['single-row'] } },
        mget: { call: { effect: 'db-query', mode, bulk: 'json().mget(keys, path)', traits: ['takes-list'] } },
        ...rows('search aggregate', { call: { effect: 'db-query', mode, bulk: PIPELINE } }),
        ...rows('set merge delete numincrby arrappend', { call: { effect: 'db-write', mode, bulk: PIPELINE } }),
        mset: { call: { effect: 'db-write', mode, bulk: 'json().mset(triplets)', traits: ['takes-list'] } },
      },
    },
  };
}

function client(suffix: string): Member {
  const type = `Client${suffix}`;
  return { type, call: { returns: type, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } };
}

const CLASSES = 'Redis StrictRedis RedisCluster Valkey StrictValkey ValkeyCluster FakeRedis FakeStrictRedis';
const pool: Member = { type: 'Pool', call: { returns: 'Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } };
const sentinel = (suffix: string): Member => ({ type: `Sentinel${suffix}`, call: { returns: `Sentinel${suffix}`, effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } });

export const pyRedis = defineLibrary({
  id: 'pyRedis',
  title: 'Redis',
  language: 'python',
  packages: ['redis', 'redis/client', 'redis/cluster', 'redis/sentinel', 'redis/connection', 'redis/commands/*', 'valkey', 'valkey/client', 'flask_redis', 'flask-redis'],
  source: 'https://redis.readthedocs.io/en/stable/commands.html',
  exports: {
    ...rows(CLASSES, client('')),
    from_url: { call: { returns: 'Client', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
    ...rows('ConnectionPool BlockingConnectionPool', pool),
    Sentinel: sentinel(''),
    FlaskRedis: { type: 'Client', call: { returns: 'Client' } },
    Pipeline: { type: 'Pipeline' },
    asyncio: { type: 'AsyncModule' },
  },
  types: {
    AsyncModule: {
      members: {
        ...rows(CLASSES, client('Async')),
        from_url: { call: { returns: 'ClientAsync', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } },
        ...rows('ConnectionPool BlockingConnectionPool', pool),
        Sentinel: sentinel('Async'),
      },
    },
    ...types('blocks', ''),
    ...types('awaited', 'Async'),
    Pool: { traits: ['pool'], members: { from_url: { call: { returns: 'Pool', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] } }, ...rows('disconnect aclose close reset get_connection release', { call: {} }) } },
    Sentinel: { members: { ...rows('master_for slave_for', { call: { returns: 'Client' } }), ...rows('discover_master discover_slaves', { call: {} }) } },
    SentinelAsync: { members: { ...rows('master_for slave_for', { call: { returns: 'ClientAsync' } }), ...rows('discover_master discover_slaves', { call: {} }) } },
    PubSub: { traits: ['stream'], members: { ...rows('get_message parse_response', { call: { traits: ['waits'] } }), ...rows('subscribe psubscribe unsubscribe punsubscribe listen run_in_thread close aclose', { call: {} }) } },
    Lock: { members: { acquire: { call: { traits: ['waits'] } }, ...rows('release extend reacquire locked owned', { call: {} }) } },
  },
  shapes: [
    {
      receiver: '(^|\\.)_?(\\w*[rR]edis\\w*|redis_client|rdb|kv|valkey\\w*)(\\(\\))?$',
      method: `^(${[
        'get', 'mget', 'hget', 'hmget', 'hgetall', 'exists', 'ttl', 'lrange', 'llen', 'smembers', 'sismember', 'zrange', 'zscore', 'zrangebyscore', 'keys', 'set', 'setex', 'setnx', 'delete', 'unlink',
        'incr', 'incrby', 'decr', 'expire', 'hset', 'hdel', 'hincrby', 'lpush', 'rpush', 'lpop', 'rpop', 'sadd', 'srem', 'zadd', 'zrem', 'xadd', 'mset', 'publish', 'pipeline', 'scan_iter', 'lock',
      ].join('|')})$`,
      type: 'Client',
      confidence: 'likely',
    },
  ],
});

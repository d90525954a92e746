/** node-redis. Commands sent in one tick travel together, so only waiting for each before sending the next costs a round trip per key. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const MULTI = 'multi() with all commands, then one exec()';

const opens: Operation = { returns: 'Client', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };
const get: Operation = { effect: 'db-query', bulk: 'mGet(keys)', traits: ['single-row', 'batched-same-tick'] };
const field: Operation = { effect: 'db-query', bulk: 'hmGet(key, fields)', traits: ['single-row', 'batched-same-tick'] };
const read: Operation = { effect: 'db-query', bulk: MULTI, traits: ['batched-same-tick'] };
const readMany: Operation = { effect: 'db-query', bulk: 'mGet(keys)', traits: ['takes-list', 'batched-same-tick'] };
const set: Operation = { effect: 'db-write', bulk: 'mSet(entries)', traits: ['single-row', 'batched-same-tick'] };
const write: Operation = { effect: 'db-write', bulk: MULTI, traits: ['batched-same-tick'] };
const writeMany: Operation = { effect: 'db-write', bulk: 'mSet(entries)', traits: ['takes-list', 'batched-same-tick'] };

function drop(bulk: string): Operation {
  return {
    when: { index: 0, is: 'array' },
    effect: 'db-write',
    bulk,
    traits: ['takes-list', 'batched-same-tick'],
    orElse: { effect: 'db-write', bulk, traits: ['batched-same-tick'] },
  };
}

export const redis = defineLibrary({
  id: 'redis',
  title: 'Redis',
  language: 'ecmascript',
  packages: ['redis', '@redis/client', '@node-redis/client'],
  source: 'https://github.com/redis/node-redis/blob/master/docs/client-configuration.md',
  exports: {
    ...rows('createClient createCluster createClientPool createSentinel', { call: opens }),
    ...rows('RedisClientType RedisClusterType RedisClientPoolType RedisClient', { type: 'Client' }),
  },
  types: {
    Client: {
      traits: ['pool'],
      members: {
        get: { call: get },
        hGet: { call: field },
        mGet: { call: readMany },
        ...rows('hmGet hGetAll sMIsMember getRange strLen exists ttl pTTL type hExists hKeys hVals hLen hRandField lIndex lLen lRange lPos', { call: read }),
        ...rows('sIsMember sMembers sCard sRandMember sInter sUnion sDiff zScore zRank zRevRank zRange zRangeWithScores zCard zCount', { call: read }),
        ...rows('xRange xRevRange xLen xInfo geoPos geoDist geoSearch pfCount bitCount getBit keys dbSize', { call: read }),
        // A cursor walk: each call needs the answer of the one before, and nothing gives all at once.
        ...rows('scan hScan sScan zScan', { call: {} }),
        ...rows('sendCommand eval evalSha fCall executeIsolated', { call: read }),
        set: { call: set },
        ...rows('setEx pSetEx setNX getSet getDel getEx append incr incrBy incrByFloat decr decrBy expire expireAt pExpire persist', { call: write }),
        ...rows('hSet hSetNX hIncrBy hDel lPush rPush lPop rPop lRem lSet lTrim lMove sRem sPop sMove zAdd zRem zIncrBy zPopMin zPopMax', { call: write }),
        ...rows('zRemRangeByScore zRemRangeByRank xAdd xDel xAck xTrim geoAdd pfAdd setBit rename copy publish', { call: write }),
        sAdd: { call: drop('sAdd(key, members)') },
        ...rows('del unlink', { call: drop('del(keys)') }),
        ...rows('mSet mSetNX', { call: writeMany }),
        ...rows('multi MULTI', { call: { returns: 'Multi', traits: ['composes'] } }),
        duplicate: { call: opens },
        // They wait for an event or for data, and are asked for again on purpose.
        ...rows('blPop brPop blMove brPopLPush bzPopMin bzPopMax xRead xReadGroup subscribe pSubscribe sSubscribe', { call: { traits: ['waits'] } }),
        ...rows('connect quit disconnect destroy close on once off ping select watch unwatch auth', { call: {} }),
        ...rows('scanIterator hScanIterator sScanIterator zScanIterator', { call: { returns: 'Scan' } }),
        json: { type: 'Module' },
      },
    },
    Module: {
      members: {
        get: { call: { effect: 'db-query', bulk: 'json.mGet(keys, path)', traits: ['single-row', 'batched-same-tick'] } },
        mGet: { call: { effect: 'db-query', bulk: 'json.mGet(keys, path)', traits: ['takes-list', 'batched-same-tick'] } },
        ...rows('set merge del numIncrBy arrAppend', { call: write }),
      },
    },
    Multi: {
      members: { ...rows('exec execAsPipeline execTyped', { call: { effect: 'db-write', bulk: MULTI, traits: ['takes-list'] } }) },
      anyMember: { call: { returns: 'Multi', traits: ['composes'] } },
    },
    Scan: { traits: ['cursor'] },
  },
  shapes: [
    {
      receiver: '(^|\\.)#?_?(\\w*[rR]edis\\w*|[cC]acheClient|kv)$',
      method: '^(get|hGet|mGet|hGetAll|hmGet|exists|ttl|lRange|sMembers|sIsMember|zRange|zScore|keys|set|setEx|setNX|del|unlink|incr|incrBy|decr|expire|hSet|hDel|hIncrBy|lPush|rPush|lPop|rPop|sAdd|sRem|zAdd|zRem|xAdd|mSet|multi|publish|duplicate)$',
      type: 'Client',
      confidence: 'likely',
    },
  ],
});

/** Twisted and treq: deferreds stand for results that come later; a yield or an await waits for them. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const network = { call: { effect: 'network' } } as const;

export const pyTwisted = defineLibrary({
  id: 'pyTwisted',
  title: 'Twisted',
  language: 'python',
  packages: ['twisted/internet', 'twisted/internet/*', 'twisted/web/client', 'treq'],
  source: 'https://docs.twisted.org/en/stable/core/howto/defer.html',
  exports: {
    threads: { type: 'Threads' },
    defer: { type: 'Defer' },
    task: { type: 'Task' },
    reactor: { type: 'Reactor' },
    ...rows('inlineCallbacks ensureDeferred maybeDeferred succeed fail returnValue gatherResults DeferredList gatherCallback', { call: {} }),
    DeferredSemaphore: made('Semaphore'),
    DeferredLock: made('Semaphore'),
    deferLater: { call: { effect: 'sleep', traits: ['waits'] } },
    LoopingCall: { call: { returns: 'LoopingCall', entry: { kind: 'task', title: 'looping call' } } },
    ...rows('getPage downloadPage get post put patch delete head request content json_content text_content', network),
    Agent: made('Agent'),
    HTTPConnectionPool: { call: {} },
    readBody: { call: { effect: 'network', traits: ['small'] } },
  },
  types: {
    Threads: { members: { ...rows('deferToThread deferToThreadPool', { call: { traits: ['offloads'] } }), blockingCallFromThread: { call: {} } } },
    Defer: {
      members: {
        ...rows('inlineCallbacks ensureDeferred maybeDeferred succeed fail returnValue gatherResults DeferredList', { call: {} }),
        ...rows('DeferredSemaphore DeferredLock', made('Semaphore')),
      },
    },
    Task: {
      members: {
        deferLater: { call: { effect: 'sleep', traits: ['waits'] } },
        LoopingCall: { call: { returns: 'LoopingCall', entry: { kind: 'task', title: 'looping call' } } },
      },
    },
    Reactor: { traits: ['open'], members: rows('callLater callFromThread callInThread callWhenRunning run stop listenTCP connectTCP', { call: {} }) },
    LoopingCall: { members: rows('start stop', { call: {} }) },
    Semaphore: { traits: ['limiter'], members: { ...rows('run acquire', { call: { traits: ['limits'] } }), release: { call: {} } } },
    Agent: { traits: ['client'], members: { request: network } },
  },
});

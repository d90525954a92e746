/** All rules. Written by `npm run generate` from the folders beside this file. */
import type { RegisteredRule } from '../engine/rule';
import { rule as awaitInLoop } from './await-in-loop/rule';
import { fixer as awaitInLoopEcmascript } from './await-in-loop/ecmascript';
import { fixer as awaitInLoopPython } from './await-in-loop/python';
import { rule as blockingCallInAsync } from './blocking-call-in-async/rule';
import { fixer as blockingCallInAsyncEcmascript } from './blocking-call-in-async/ecmascript';
import { fixer as blockingCallInAsyncPython } from './blocking-call-in-async/python';
import { rule as blockingCallInLoop } from './blocking-call-in-loop/rule';
import { fixer as blockingCallInLoopPython } from './blocking-call-in-loop/python';
import { rule as connectionPerRequest } from './connection-per-request/rule';
import { fixer as connectionPerRequestEcmascript } from './connection-per-request/ecmascript';
import { fixer as connectionPerRequestPython } from './connection-per-request/python';
import { rule as eagerFileLoad } from './eager-file-load/rule';
import { fixer as eagerFileLoadEcmascript } from './eager-file-load/ecmascript';
import { fixer as eagerFileLoadPython } from './eager-file-load/python';
import { rule as eagerQueryLoad } from './eager-query-load/rule';
import { fixer as eagerQueryLoadPython } from './eager-query-load/python';
import { rule as independentAwaits } from './independent-awaits/rule';
import { fixer as independentAwaitsEcmascript } from './independent-awaits/ecmascript';
import { fixer as independentAwaitsPython } from './independent-awaits/python';
import { rule as lazyLoadInLoop } from './lazy-load-in-loop/rule';
import { fixer as lazyLoadInLoopEcmascript } from './lazy-load-in-loop/ecmascript';
import { fixer as lazyLoadInLoopPython } from './lazy-load-in-loop/python';
import { rule as listWhereGeneratorDoes } from './list-where-generator-does/rule';
import { fixer as listWhereGeneratorDoesPython } from './list-where-generator-does/python';
import { rule as queryInLoop } from './query-in-loop/rule';
import { fixer as queryInLoopEcmascript } from './query-in-loop/ecmascript';
import { fixer as queryInLoopPython } from './query-in-loop/python';
import { rule as writeInLoop } from './write-in-loop/rule';
import { fixer as writeInLoopEcmascript } from './write-in-loop/ecmascript';
import { fixer as writeInLoopPython } from './write-in-loop/python';

export const rules: readonly RegisteredRule[] = [
  { ...awaitInLoop, fixers: { ecmascript: awaitInLoopEcmascript, python: awaitInLoopPython } },
  { ...blockingCallInAsync, fixers: { ecmascript: blockingCallInAsyncEcmascript, python: blockingCallInAsyncPython } },
  { ...blockingCallInLoop, fixers: { python: blockingCallInLoopPython } },
  { ...connectionPerRequest, fixers: { ecmascript: connectionPerRequestEcmascript, python: connectionPerRequestPython } },
  { ...eagerFileLoad, fixers: { ecmascript: eagerFileLoadEcmascript, python: eagerFileLoadPython } },
  { ...eagerQueryLoad, fixers: { python: eagerQueryLoadPython } },
  { ...independentAwaits, fixers: { ecmascript: independentAwaitsEcmascript, python: independentAwaitsPython } },
  { ...lazyLoadInLoop, fixers: { ecmascript: lazyLoadInLoopEcmascript, python: lazyLoadInLoopPython } },
  { ...listWhereGeneratorDoes, fixers: { python: listWhereGeneratorDoesPython } },
  { ...queryInLoop, fixers: { ecmascript: queryInLoopEcmascript, python: queryInLoopPython } },
  { ...writeInLoop, fixers: { ecmascript: writeInLoopEcmascript, python: writeInLoopPython } },
];

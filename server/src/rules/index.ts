/** All rules. Written by `npm run generate` from the folders beside this file. */
import type { RegisteredRule } from '../engine/rule';
import { rule as awaitInLoop } from './await-in-loop/rule';
import { rule as blockingCallInAsync } from './blocking-call-in-async/rule';
import { rule as connectionPerRequest } from './connection-per-request/rule';
import { rule as eagerFileLoad } from './eager-file-load/rule';
import { rule as independentAwaits } from './independent-awaits/rule';
import { rule as lazyLoadInLoop } from './lazy-load-in-loop/rule';
import { rule as queryInLoop } from './query-in-loop/rule';
import { rule as writeInLoop } from './write-in-loop/rule';

export const rules: readonly RegisteredRule[] = [
  { ...awaitInLoop, fixers: {} },
  { ...blockingCallInAsync, fixers: {} },
  { ...connectionPerRequest, fixers: {} },
  { ...eagerFileLoad, fixers: {} },
  { ...independentAwaits, fixers: {} },
  { ...lazyLoadInLoop, fixers: {} },
  { ...queryInLoop, fixers: {} },
  { ...writeInLoop, fixers: {} },
];

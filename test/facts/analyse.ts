/** Runs a snippet through the real frontend and the facts, and finds places in it by their text. Knows no rule. */
import type { FactsView } from '../../server/src/engine/facts';
import type { ProjectInfo } from '../../server/src/engine/project';
import { NO_PROJECT } from '../../server/src/engine/project';
import type { FileSummary, FunctionId, SiteId } from '../../server/src/engine/summary';
import { createFactsFactory } from '../../server/src/facts/createFacts';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';
import { defineLibrary } from '../../server/src/models/model';
import type { LibraryModel } from '../../server/src/models/model';
import { drizzle } from '../../server/src/models/drizzle';
import { globals } from '../../server/src/models/globals';
import { nodeFs } from '../../server/src/models/nodeFs';
import { nodeTimers } from '../../server/src/models/nodeTimers';
import { nodeUtil } from '../../server/src/models/nodeUtil';
import { pg } from '../../server/src/models/pg';
import { prisma } from '../../server/src/models/prisma';
import { typeorm } from '../../server/src/models/typeorm';

/** Rows for framework behaviour, small enough to read beside the tests. */
const web = defineLibrary({
  id: 'web',
  title: 'Web',
  language: 'ecmascript',
  packages: ['web', 'web/*'],
  source: 'test',
  exports: {
    default: { call: { returns: 'App' } },
    Get: { call: { entry: { kind: 'http', title: 'GET {0}' } } },
    memoize: { call: { traits: ['memoises'] } },
    limit: { call: { returns: 'Limit' } },
    Memo: { call: { traits: ['memoises'] } },
    requireUser: { call: { traits: ['guard'] } },
    server: { call: { entry: { kind: 'resolver', title: 'resolver', properties: ['resolvers.*'] } } },
    inPool: { call: { traits: ['offloads'] } },
  },
  types: {
    App: { members: { get: { call: { entry: { kind: 'http', title: 'GET {0}' }, callback: { index: 1, parameters: ['Request', 'Response'] } } } } },
    Request: {},
    Response: { entry: { kind: 'http', title: 'HTTP request' } },
    Limit: { traits: ['limiter'], call: { traits: ['limits'] } },
  },
  conventions: [
    { path: '(^|/)app/.*route\\.ts$', exports: '^(GET|POST)$', kind: 'http', title: '{name} {path}' },
    { path: '', exports: '.', kind: 'action', title: 'server action {name}', directive: 'use server' },
  ],
});

const MODELS: readonly LibraryModel[] = [pg, prisma, drizzle, typeorm, globals, nodeFs, nodeTimers, nodeUtil, web];

const frontend = createEcmascriptFrontend();
const createFacts = createFactsFactory(MODELS);
await frontend.prepare();

export interface Analysed {
  readonly facts: FactsView;
  readonly summary: FileSummary;
  /** The only site whose callee is written so (with `new ` for constructions); `nth` counts from 0 when there are several. */
  site(text: string, nth?: number): SiteId;
  fn(name: string): FunctionId;
  /** Effects of a site as `kind mode often confidence`. */
  effects(text: string, nth?: number): string[];
}

export function analyse(text: string, project: Partial<ProjectInfo> = {}, path = '/p/src/file.ts'): Analysed {
  const file = { path, text };
  const summary = frontend.summarise(file);
  if (summary.problems.length > 0) throw new Error(`the snippet does not parse: ${summary.problems[0]?.message ?? ''}`);
  const facts = createFacts(file, summary, { ...NO_PROJECT, root: '/p', ...project });
  function site(callee: string, nth = 0): SiteId {
    const found = summary.sites.flatMap((entry, id) => (`${entry.kind === 'new' ? 'new ' : ''}${entry.text}` === callee ? [id] : []))[nth];
    if (found === undefined) throw new Error(`no site ${callee} (${nth}); there are: ${summary.sites.map((entry) => entry.text).join(', ')}`);
    return found;
  }
  function fn(name: string): FunctionId {
    const found = summary.functions.findIndex((entry) => entry.name === name);
    if (found < 0) throw new Error(`no function ${name}; there are: ${summary.functions.map((entry) => entry.name).join(', ')}`);
    return found;
  }
  return {
    facts, summary, site, fn,
    effects: (callee, nth) => facts.effectsOf(site(callee, nth)).map(({ kind, mode, often, confidence }) => `${kind} ${mode} ${often} ${confidence}`),
  };
}

export function dependsOn(...names: string[]): Partial<ProjectInfo> {
  return { dependencies: new Set(names) };
}

/**
 * Fakes of the libraries that executed fixtures use, as small as the fixtures allow. Each behaves like its library in
 * what the rules are about: what is one round trip, what may overlap, what is lazy, what is batched. Anything else
 * throws by name, so that a fixture never passes on a fake that means something different.
 */
import { Readable } from 'node:stream';
import type { Recorder } from './recorder';

export type Row = Readonly<Record<string, unknown>>;
export type Tables = Readonly<Record<string, readonly Row[]>>;

// ---- Prisma ----

interface PrismaArguments {
  readonly where?: Readonly<Record<string, unknown>>;
  readonly data?: Row | readonly Row[];
  readonly select?: Readonly<Record<string, boolean>>;
}

/**
 * `@prisma/client`: `{ PrismaClient }` over tables by delegate name (`user`). Its promises are lazy as Prisma's are, and
 * `findUnique` calls of one tick become one statement. Effects are labelled `user.findMany`; inside an interactive
 * transaction they are prefixed with `tx.` and run one after another.
 */
export function fakePrisma(recorder: Recorder, tables: Tables): { readonly PrismaClient: new () => object } {
  const rows = new Map(Object.entries(tables).map(([name, list]) => [name, list.map((row) => ({ ...row }))]));

  function client(prefix: string, inOrder: <T>(run: () => Promise<T>) => Promise<T>): object {
    const delegates = new Map<string, object>();
    return new Proxy({}, {
      get(_, name) {
        if (typeof name !== 'string' || name === 'then') return undefined;
        if (name === '$connect' || name === '$disconnect') return () => recorder.perform(name, [], () => undefined);
        if (name === '$transaction') return (work: unknown) => transaction(work, inOrder);
        const list = rows.get(name);
        if (list === undefined) throw new Error(`the fake Prisma client has no table ${name}; give it to fakePrisma`);
        let made = delegates.get(name);
        if (made === undefined) delegates.set(name, (made = delegate(`${prefix}${name}`, list, inOrder)));
        return made;
      },
    });
  }

  async function transaction(work: unknown, inOrder: <T>(run: () => Promise<T>) => Promise<T>): Promise<unknown> {
    if (typeof work === 'function') return await (work as (tx: object) => Promise<unknown>)(client('tx.', oneAtATime()));
    const results: unknown[] = [];
    for (const query of work as readonly PromiseLike<unknown>[]) results.push(await inOrder(async () => await query));
    return results;
  }

  function delegate(label: string, list: Record<string, unknown>[], inOrder: <T>(run: () => Promise<T>) => Promise<T>): object {
    let batch: { readonly wheres: unknown[]; readonly answer: Promise<void> } | undefined;

    function findUnique(args: PrismaArguments): Promise<unknown> {
      if (batch === undefined) {
        const wheres: unknown[] = [];
        const answer = Promise.resolve().then(() => {
          batch = undefined;
          return inOrder(() => recorder.perform(`${label}.findUnique`, [wheres], () => undefined));
        });
        batch = { wheres, answer };
      }
      batch.wheres.push(args.where);
      return batch.answer.then(() => pick(list.find((row) => matches(row, args.where)), args));
    }

    function run(method: string, args: PrismaArguments): Promise<unknown> {
      if (method === 'findUnique') return findUnique(args);
      if (method === 'findUniqueOrThrow') return findUnique(args).then((row) => row ?? notFound(label));
      return inOrder(() => recorder.perform(`${label}.${method}`, [args], () => answer(label, list, method, args)));
    }

    return new Proxy({}, {
      get(_, method) {
        if (typeof method !== 'string') return undefined;
        return (args: PrismaArguments = {}) => lazily(() => run(method, args));
      },
    });
  }

  return { PrismaClient: class { constructor() { return client('', (work) => work()); } } };
}

function answer(label: string, list: Record<string, unknown>[], method: string, args: PrismaArguments): unknown {
  const found = (): Record<string, unknown>[] => list.filter((row) => matches(row, args.where));
  const data = (): readonly Row[] => (Array.isArray(args.data) ? (args.data as readonly Row[]) : args.data === undefined ? [] : [args.data as Row]);
  switch (method) {
    case 'findMany': return found().map((row) => pick(row, args));
    case 'findFirst': return pick(found()[0], args);
    case 'findFirstOrThrow': return pick(found()[0], args) ?? notFound(label);
    case 'count': return found().length;
    case 'create': return insert(list, data())[0];
    case 'createMany': return { count: insert(list, data()).length };
    case 'createManyAndReturn': return insert(list, data());
    case 'update': return Object.assign(found()[0] ?? notFound(label), data()[0]);
    case 'updateMany': return { count: found().map((row) => Object.assign(row, data()[0])).length };
    case 'delete': return remove(list, [found()[0] ?? notFound(label)])[0];
    case 'deleteMany': return { count: remove(list, found()).length };
    default: throw new Error(`the fake Prisma client does not know ${label}.${method}; add it to test/harness/fakes.ts`);
  }
}

function matches(row: Row, where: Readonly<Record<string, unknown>> = {}): boolean {
  return Object.entries(where).every(([field, wanted]) => {
    if (wanted === null || typeof wanted !== 'object') return row[field] === wanted;
    const { in: list, not } = wanted as { readonly in?: readonly unknown[]; readonly not?: unknown };
    if (list !== undefined) return list.includes(row[field]);
    if ('not' in wanted) return row[field] !== not;
    throw new Error(`the fake Prisma client does not know the filter ${JSON.stringify(wanted)}`);
  });
}

function pick(row: Row | undefined, { select }: PrismaArguments): Row | null {
  if (row === undefined) return null;
  if (select === undefined) return { ...row };
  return Object.fromEntries(Object.entries(row).filter(([field]) => select[field] === true));
}

function insert(list: Record<string, unknown>[], data: readonly Row[]): Row[] {
  return data.map((row) => {
    const made = { id: list.length + 1, ...row };
    list.push(made);
    return { ...made };
  });
}

function remove(list: Record<string, unknown>[], gone: readonly Record<string, unknown>[]): Row[] {
  for (const row of gone) list.splice(list.indexOf(row), 1);
  return [...gone];
}

function notFound(label: string): never {
  throw new Error(`No ${label} found`);
}

/** Runs when awaited for the first time, as Prisma's promises do. */
function lazily<T>(run: () => Promise<T>): PromiseLike<T> & { catch: Promise<T>['catch']; finally: Promise<T>['finally'] } {
  let started: Promise<T> | undefined;
  const start = (): Promise<T> => (started ??= run());
  return {
    then: (resolve, reject) => start().then(resolve, reject),
    catch: (reject) => start().catch(reject),
    finally: (done) => start().finally(done),
  };
}

function oneAtATime(): <T>(run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const next = last.then(run, run);
    last = next.catch(() => undefined);
    return next;
  };
}

// ---- pg ----

export type Answer = (sql: string, values: readonly unknown[]) => readonly Row[];

/** `pg`: a pool runs statements side by side, a client one after another. Labels: `pg.query`, `pg.connect`. */
export function fakePg(recorder: Recorder, answerTo: Answer): { readonly Pool: new () => object; readonly Client: new () => object } {
  const query = (sql: string, values: readonly unknown[] = []): Promise<{ rows: readonly Row[]; rowCount: number }> =>
    recorder.perform('pg.query', [sql, values], () => {
      const rows = answerTo(sql.replace(/\s+/g, ' ').trim(), values);
      return { rows, rowCount: rows.length };
    });
  const connect = (): Promise<undefined> => recorder.perform('pg.connect', [], () => undefined);
  const oneConnection = (): object => {
    const inOrder = oneAtATime();
    return { query: (sql: string, values?: readonly unknown[]) => inOrder(() => query(sql, values)), connect, end: async () => {}, release: () => {} };
  };
  return {
    Pool: class { constructor() { return { query, end: async () => {}, connect: async () => { await connect(); return oneConnection(); } }; } },
    Client: class { constructor() { return oneConnection(); } },
  };
}

// ---- Files ----

/**
 * `node:fs` and `node:fs/promises` over files by path. Labels: `readFileSync`, `readFile`, `createReadStream`,
 * `writeFile`, …; every piece handed over counts with its size, so `largest` shows what had to be held at once.
 */
export function fakeFiles(recorder: Recorder, files: Readonly<Record<string, string>>): Readonly<Record<string, object>> {
  const disk = new Map(Object.entries(files));
  const PIECE = 64;

  function contents(path: unknown, options: unknown): string | Buffer {
    const text = disk.get(String(path));
    if (text === undefined) throw Object.assign(new Error(`ENOENT: no such file or directory, open '${String(path)}'`), { code: 'ENOENT' });
    const encoding = typeof options === 'string' ? options : (options as { encoding?: string } | undefined)?.encoding;
    return encoding === undefined ? Buffer.from(text) : text;
  }
  const sizeOf = (path: unknown): number => Buffer.byteLength(disk.get(String(path)) ?? '');

  const promises = {
    readFile: (path: unknown, options?: unknown) => recorder.perform('readFile', [path], () => contents(path, options), { bytes: sizeOf(path) }),
    writeFile: (path: unknown, data: unknown) => recorder.perform('writeFile', [path, String(data)], () => void disk.set(String(path), String(data)), { bytes: Buffer.byteLength(String(data)) }),
    stat: (path: unknown) => recorder.perform('stat', [path], () => ({ size: sizeOf(path) })),
    access: (path: unknown) => recorder.perform('access', [path], () => void contents(path, undefined)),
  };
  const fs = {
    promises,
    readFileSync: (path: unknown, options?: unknown) => recorder.performSync('readFileSync', [path], () => contents(path, options), { bytes: sizeOf(path) }),
    writeFileSync: (path: unknown, data: unknown) => recorder.performSync('writeFileSync', [path, String(data)], () => void disk.set(String(path), String(data)), { bytes: Buffer.byteLength(String(data)) }),
    existsSync: (path: unknown) => recorder.performSync('existsSync', [path], () => disk.has(String(path))),
    statSync: (path: unknown) => recorder.performSync('statSync', [path], () => ({ size: sizeOf(path) })),
    createReadStream: (path: unknown, options?: unknown) => {
      const pieces = async function* (): AsyncGenerator<string | Buffer> {
        const whole = await recorder.perform('createReadStream', [path], () => contents(path, options), { bytes: Math.min(PIECE, sizeOf(path)) });
        for (let at = 0; at < whole.length; at += PIECE) yield whole.slice(at, at + PIECE);
      };
      return Readable.from(pieces());
    },
  };
  return { fs: { ...fs, default: fs }, 'fs/promises': { ...promises, default: promises } };
}

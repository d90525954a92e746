/** The fakes must cost what their libraries cost. */
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { fakeFiles, fakePg, fakePrisma } from './fakes';
import { createRecorder } from './recorder';

interface Delegate {
  findUnique(args: object): Promise<{ name: string } | null>;
  findMany(args?: object): Promise<{ name: string }[]>;
  update(args: object): Promise<unknown>;
  create(args: object): Promise<unknown>;
  count(): Promise<number>;
}
interface Client {
  readonly user: Delegate;
  $transaction(work: ((tx: Client) => Promise<unknown>) | readonly Promise<unknown>[]): Promise<unknown>;
}
const TABLES = { user: [{ id: 1, name: 'a' }, { id: 2, name: 'b' }, { id: 3, name: 'c' }] };

function prisma() {
  const recorder = createRecorder();
  return { recorder, client: new (fakePrisma(recorder, TABLES).PrismaClient)() as Client };
}

describe('fakePrisma', () => {
  it('batches findUnique calls of one tick', async () => {
    const { recorder, client } = prisma();
    const names = await Promise.all([1, 2, 9].map((id) => client.user.findUnique({ where: { id } })));
    expect(names.map((user) => user?.name)).toEqual(['a', 'b', undefined]);
    expect(recorder.trace()).toMatchObject({ counts: { 'user.findUnique': 1 }, elapsed: 1 });
  });

  it('runs one statement per call in a serial loop, and none before it is awaited', async () => {
    const { recorder, client } = prisma();
    for (const id of [1, 2, 3]) await client.user.findUnique({ where: { id } });
    void client.user.findMany();
    expect(recorder.trace()).toMatchObject({ counts: { 'user.findUnique': 3 }, elapsed: 3, maxOverlap: 1 });
  });

  it('overlaps outside a transaction and not inside', async () => {
    const { recorder, client } = prisma();
    await Promise.all([client.user.findMany({ where: { id: { in: [1, 2] } } }), client.user.count()]);
    expect(recorder.trace().maxOverlap).toBe(2);
    const { recorder: second, client: other } = prisma();
    await other.$transaction(async (tx) => await Promise.all([tx.user.findMany(), tx.user.update({ where: { id: 1 }, data: { name: 'z' } })]));
    expect(second.trace()).toMatchObject({ maxOverlap: 1, elapsed: 2, counts: { 'tx.user.findMany': 1, 'tx.user.update': 1 } });
  });
});

it('fakePg: a pool overlaps, a client does not', async () => {
  const recorder = createRecorder();
  const { Pool } = fakePg(recorder, (_, values) => [{ id: values[0] }]);
  const pool = new Pool() as { query(sql: string, values: unknown[]): Promise<unknown>; connect(): Promise<{ query(sql: string, values: unknown[]): Promise<unknown> }> };
  await Promise.all([pool.query('a', [1]), pool.query('a', [2])]);
  expect(recorder.trace()).toMatchObject({ maxOverlap: 2, elapsed: 1 });
  const client = await pool.connect();
  await Promise.all([client.query('a', [1]), client.query('a', [2])]);
  expect(recorder.trace()).toMatchObject({ maxOverlap: 2, elapsed: 4 });
});

it('fakeFiles: a stream hands over pieces, a read the whole file', async () => {
  const text = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
  const recorder = createRecorder();
  const fs = fakeFiles(recorder, { '/a': text })['fs'] as { createReadStream(path: string, options: string): NodeJS.ReadableStream; readFileSync(path: string, encoding: string): string };
  const lines: string[] = [];
  for await (const line of createInterface({ input: fs.createReadStream('/a', 'utf8') })) lines.push(line);
  expect(lines.join('\n')).toBe(text);
  expect(recorder.trace()).toMatchObject({ largest: 64, blocked: 0 });
  expect(fs.readFileSync('/a', 'utf8')).toBe(text);
  expect(recorder.trace()).toMatchObject({ largest: text.length, blocked: 1 });
});

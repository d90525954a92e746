import { describe, expect, it } from 'vitest';
import { analyse } from './analyse';

function entry(text: string, name: string, path?: string): string | undefined {
  const { facts, fn } = analyse(text, {}, path);
  const found = facts.entryPointOf(fn(name));
  return found === undefined ? undefined : `${found.kind} ${found.title} ${found.confidence}`;
}

const APP = `import web from 'web'; const app = web();`;

describe('entry points', () => {
  it.each([
    ['written in place', `${APP} app.get('/x', async function handle(req, res) {});`],
    ['given by name', `${APP} async function handle(req, res) {} app.get('/x', handle);`],
    ['in a list', `${APP} async function handle(req, res) {} app.get('/x', [check, handle]);`],
    ['wrapped', `${APP} import { wrap } from './wrap'; app.get('/x', wrap(async function handle(req, res) {}));`],
    ['wrapped and named', `${APP} import { wrap } from './wrap'; const handle = async function handle(req, res) {}; app.get('/x', wrap(handle));`],
    ['a method', `${APP} class C { async handle(req, res) {} } const c = new C(); app.get('/x', c.handle);`, 'C.handle'],
    ['a bound method', `${APP} class C { async handle(req, res) {} } const c = new C(); app.get('/x', c.handle.bind(c));`, 'C.handle'],
    ['decorated', `import { Get } from 'web'; class C { @Get('/x') async handle() {} }`, 'C.handle'],
  ])('%s', (_, text, name = 'handle') => {
    expect(entry(text, name)).toBe('http GET /x proven');
  });

  it('gives handlers their parameter types', () => {
    const { facts, summary } = analyse(`${APP} app.get('/x', check, async (req, res) => { use(res); });`);
    expect(facts.typeOf(summary.bindings.find(({ name }) => name === 'res')?.value ?? -1)).toBe('web#Response');
  });

  it('joins the paths of class and method', () => {
    expect(entry(`import { Get } from 'web'; import { Controller } from './c'; @Controller('orders') class C { @Get(':id') async handle() {} }`, 'C.handle')).toBe('http GET /orders/:id proven');
  });

  it('finds handlers among nested properties', () => {
    const text = `import { server } from 'web'; const resolvers = { Query: { async user() {} } }; server({ resolvers, plugins: { async other() {} } });`;
    expect(entry(text, 'user')).toBe('resolver resolver proven');
    expect(entry(text, 'other')).toBeUndefined();
  });

  it('is told by the type of a parameter', () => {
    expect(entry(`import type { Response } from 'web'; export async function handle(x: unknown, res: Response) {}`, 'handle')).toBe('http HTTP request likely');
  });

  it('follows conventions of path and export', () => {
    expect(entry('export async function GET() {}', 'GET', '/p/src/app/users/route.ts')).toBe('http GET src/app/users/route.ts proven');
    expect(entry('export async function GET() {}', 'GET', '/p/src/users/handlers.ts')).toBeUndefined();
    expect(entry('export async function helper() {}', 'helper', '/p/src/app/users/route.ts')).toBeUndefined();
    expect(entry(`'use server'; export async function save() {}`, 'save')).toBe('action server action save proven');
    expect(entry(`export function Page() { async function save() { 'use server'; } return save; }`, 'save')).toBe('action server action save proven');
    expect(entry(`export async function save() {}`, 'save')).toBeUndefined();
  });

  it('reaches functions that only entry points lead to', () => {
    expect(entry(`${APP} async function load() {} app.get('/x', async () => { await load(); });`, 'load')).toBe('http GET /x likely');
    expect(entry(`${APP} async function deep() {} async function load() { await deep(); } app.get('/x', async () => { await load(); });`, 'deep')).toBe('http GET /x likely');
    expect(entry(`${APP} async function load() {} await load(); app.get('/x', async () => { await load(); });`, 'load')).toBeUndefined();
    expect(entry(`${APP} async function load() {} export async function job() { await load(); } app.get('/x', async () => { await load(); });`, 'load')).toBeUndefined();
    expect(entry(`${APP} async function load() { await load(); }`, 'load')).toBeUndefined();
  });

  it('includes functions written inside a handler', () => {
    expect(entry(`${APP} app.get('/x', async () => { const rows = ids.map(function row(id) { return id; }); });`, 'row')).toBe('http GET /x proven');
  });
});

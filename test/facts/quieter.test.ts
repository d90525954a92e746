/** Findings that are told as information only: what one statement or one round could not simply replace. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import type { Engine } from '../../server/src/engine/engine';
import { analyse, settingsFor } from '../harness/analyse';
import { installedGrammars } from '../harness/grammars';

let engine: Engine;
beforeAll(async () => {
  engine = createPerfHints(installedGrammars());
  await engine.prepare();
});

function severities(body: string, dependencies: readonly string[] = []): string[] {
  const { analysis } = analyse(engine, { path: 'src/a.ts', text: body, dependencies, settings: settingsFor(undefined, {}, false) });
  return analysis.findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

const each = (statement: string): string => `import Stripe from 'stripe';\nimport axios from 'axios';\nconst stripe = new Stripe('k');\nexport async function f(ids: string[]) {\n  let done = 0;\n  const out: unknown[] = [];\n  for (const id of ids) {\n    ${statement}\n  }\n  return [done, out];\n}\n`;

describe('await-in-loop', () => {
  it.each([
    'await stripe.refunds.create({ charge: id });',
    'await fetch(id, { method: \'DELETE\' });',
    'await axios.post(id); done += 1;',
    'out.push(await fetch(id, { method: \'POST\' }));',
    'let data = await cache.get(id); if (!data) data = await fetch(id); out.push(data);',
    'const answer = await fetch(id); if (!answer.ok) out.push(await fetch(id, { method: \'PATCH\' }));',
  ])('is quieter about %s', (statement) => {
    expect(severities(each(statement), ['stripe', 'axios'])).toEqual(['await-in-loop information']);
  });

  it.each([
    'out.push(await stripe.invoices.retrieve(id));',
    'await fetch(id);',
    'const known = await cache.get(id); if (!known) continue; out.push(await fetch(id));',
    'out.push(await fetch(id, { method: \'PUT\' }));',
    'out.push(await axios.request({ url: id, method: \'GET\' }));',
    'const answer = await axios.put(id); out.push(answer);',
  ])('warns about %s', (statement) => {
    expect(severities(each(statement), ['stripe', 'axios'])).toEqual(['await-in-loop warning']);
  });

  const loop = (body: string): string => `async function send(id: string) { const answer = await fetch(id, { method: 'POST' }); return answer.json(); }\nasync function load(id: string) { const answer = await fetch(id); return answer.json(); }\nexport async function f(ids: string[], given: string | string[]) {\n  const out: unknown[] = [];\n  ${body}\n  return out;\n}\n`;

  it.each([
    ['a function that posts', 'for (const id of ids) out.push(await send(id));'],
    ['an accumulator that is awaited', 'await ids.reduce(async (before, id) => { await before; out.push(await load(id)); }, Promise.resolve());'],
    ['what may be one', 'for (const id of Array.isArray(given) ? given : [given]) out.push(await load(id));'],
    ['what may be one, under its own name', 'given = Array.isArray(given) ? given : [given]; for (const id of given) out.push(await load(id));'],
  ])('is quieter about %s', (_, body) => {
    expect(severities(loop(body))).toEqual(['await-in-loop information']);
  });

  it.each([
    ['a function that gets', 'for (const id of ids) out.push(await load(id));'],
    ['either of two lists', 'for (const id of ids.length > 0 ? ids : out) out.push(await load(String(id)));'],
  ])('warns about %s', (_, body) => {
    expect(severities(loop(body))).toEqual(['await-in-loop warning']);
  });
});

describe('the database', () => {
  const prisma = 'import { PrismaClient } from \'@prisma/client\';\nconst prisma = new PrismaClient();\n';

  it('is quieter about a list per kind', () => {
    const perKind = (element: string, rows: string): string => `${prisma}export async function f(byKind: Record<string, { id: string }[]>) {\n  for (const [kind, ${element}] of Object.entries(byKind)) console.log(kind, await prisma.row.findFirst({ where: { id: ${rows} } }));\n}\n`;
    expect(severities(perKind('rows', 'rows[0]?.id'), ['@prisma/client'])).toEqual(['query-in-loop information']);
    expect(severities(perKind('row', 'row.id'), ['@prisma/client'])).toEqual(['query-in-loop warning']);
  });

  it('is quieter about rows that say how far the loop came', () => {
    const marks = (before: string): string => `${prisma}import { send } from './send';\nexport async function f(ids: string[]) {\n  for (const id of ids) {\n    ${before}\n    await prisma.row.update({ where: { id }, data: { sent: true } });\n  }\n}\n`;
    expect(severities(marks('await send(id);'), ['@prisma/client'])).toEqual(['await-in-loop information', 'write-in-loop information']);
    expect(severities(marks('await told.by.somebody(id);'), ['@prisma/client'])).toContain('write-in-loop information');
    expect(severities(marks('await logger.info(id);'), ['@prisma/client'])).toContain('write-in-loop warning');
    expect(severities(marks('console.log(id);'), ['@prisma/client'])).toEqual(['write-in-loop warning']);
  });

  it('is quieter about arguments that are written out', () => {
    const put = (parameter: string): string => `${prisma}export async function f(key: string, ${parameter}: string[]) {\n  for (const id of ids || []) console.log(await prisma.row.findFirst({ where: { id, key } }));\n}\n`;
    expect(severities(put('...ids'), ['@prisma/client'])).toEqual(['query-in-loop information']);
    expect(severities(put('ids'), ['@prisma/client'])).toEqual(['query-in-loop warning']);
  });

  it('is quieter about what may be one', () => {
    const given = (list: string): string => `${prisma}export async function f(given: string | string[], ids: string[]) {\n  for (const id of ${list}) console.log(await prisma.row.findFirst({ where: { id } }));\n}\n`;
    expect(severities(given('Array.isArray(given) ? given : [given]'), ['@prisma/client'])).toEqual(['query-in-loop information']);
    expect(severities(given('ids'), ['@prisma/client'])).toEqual(['query-in-loop warning']);
  });

  it('is quieter where only some rows of each are wanted', () => {
    const some = (limit: string): string => `${prisma}export async function f(ids: string[]) {\n  for (const id of ids) console.log(await prisma.row.findMany({ where: { id }, ${limit} }));\n}\n`;
    expect(severities(some('take: 6'), ['@prisma/client'])).toEqual(['query-in-loop information']);
    expect(severities(some('take: 1'), ['@prisma/client'])).toEqual(['query-in-loop warning']);
  });

  it('is quieter about a condition that was made elsewhere', () => {
    const made = (condition: string): string => `import { SqlEntityManager } from '@mikro-orm/postgresql';\nimport { build } from './build';\nexport async function f(em: SqlEntityManager, rows: { id: string }[]) {\n  for (const row of rows) {\n    const query = build(row);\n    console.log(await em.findOne('Row', ${condition}, query.options));\n  }\n}\n`;
    expect(severities(made('query.where'), ['@mikro-orm/postgresql'])).toEqual(['query-in-loop information']);
    expect(severities(made('{ id: row.id }'), ['@mikro-orm/postgresql'])).toEqual(['query-in-loop warning']);
  });

  it('is quieter about commands that are sent without waiting for each', () => {
    const redis = (loop: string): string => `import Redis from 'ioredis';\nconst redis = new Redis();\nexport async function f(ids: string[]) {\n  ${loop}\n}\n`;
    expect(severities(redis('await Promise.all(ids.map((id) => redis.incr(id)));'), ['ioredis'])).toEqual(['write-in-loop information']);
    expect(severities(redis('for (const id of ids) await redis.incr(id);'), ['ioredis'])).toEqual(['write-in-loop warning']);
  });
});

it('is quieter about a connection to what the request names', () => {
  const route = (options: string): string => `import { Router } from 'express';\nimport { Pool } from 'pg';\nconst router = Router();\nrouter.post('/orders', async (req, res) => {\n  const { settings } = req.body;\n  const pool = new Pool(${options});\n  res.json(await pool.query('SELECT 1'));\n});\n`;
  expect(severities(route('{ host: settings.host }'), ['express', 'pg'])).toEqual(['connection-per-request information']);
  expect(severities(route('{ host: process.env.HOST }'), ['express', 'pg'])).toEqual(['connection-per-request warning']);
});

describe('Python that runs once', () => {
  const customers = 'from django.db import models\nclass Customer(models.Model):\n    name = models.TextField()\n';
  const looks = (owner: string, head = ''): string => `${head}${customers}${owner}\n        Customer.objects.get(name=name)\n`;

  function pythonSeverities(text: string, path = 'shop/a.py'): string[] {
    const { analysis } = analyse(engine, { path, text, dependencies: ['django', 'celery', 'click', 'requests'], settings: settingsFor(undefined, {}, false) });
    return analysis.findings.map(({ rule, severity }) => `${rule} ${severity}`);
  }

  const inFunction = 'def load(names):\n    for name in names:';
  const inMethod = (head: string, method: string): string => `${head}:\n  ${method}\n    for name in names:`;
  it.each<readonly [string, string, string?]>([
    ['a command', looks(inMethod('class Command(BaseCommand)', 'def handle(self, names):'), 'from django.core.management.base import BaseCommand\n')],
    ['a helper of a command', looks(inFunction), 'shop/management/commands/purge.py'],
    ['the start of an application', looks(inMethod('class Shop(AppConfig)', 'def ready(self, names):'), 'from django.apps import AppConfig\n')],
    ['the start of a worker', looks(`@worker_ready.connect\n${inFunction}`, 'from celery.signals import worker_ready\n')],
    ['a command line', looks(`@click.command()\n${inFunction}`, 'import click\n')],
    ['a script', `${looks(inFunction)}if __name__ == "__main__":\n    load(["a"])\n`],
    ['a module', looks('import names\nif names:\n    for name in names:')],
    ['a constructor of what lives as long as the program', looks(inMethod('class MailWorker', 'def __init__(self, names):'))],
  ])('is quieter about %s', (_, text = '', path) => {
    expect(pythonSeverities(text, path)).toEqual(['query-in-loop information']);
  });

  it.each<readonly [string, string, string?]>([
    ['a function', looks(inFunction)],
    ['a constructor', looks(inMethod('class MailReport', 'def __init__(self, names):'))],
    ['a task', looks(`@shared_task\n${inFunction}`, 'from celery import shared_task\n')],
    ['what a command and a task call', `${looks(inFunction, 'import click\nfrom celery import shared_task\n')}@click.command()\ndef once(names):\n    load(names)\n@shared_task\ndef often(names):\n    load(names)\n`],
    ['a task in a module that can be started', `${looks(`@shared_task\n${inFunction}`, 'from celery import shared_task\n')}if __name__ == "__main__":\n    load(["a"])\n`],
  ])('warns about %s', (_, text = '', path) => {
    expect(pythonSeverities(text, path)).toEqual(['query-in-loop warning']);
  });
});

describe('Python lists that are few by custom', () => {
  const looksUp = (head: string, over: string): string => `from django import forms\nfrom django.db import models\nclass Customer(models.Model):\n    name = models.TextField()\nclass QueueForm(forms.Form):\n    queues = forms.MultipleChoiceField()\n    names = forms.JSONField()\ndef load(given, pk_set, request, form):\n    ${head}\n    for name in ${over}:\n        Customer.objects.get(name=name)\n`;
  const severitiesOf = (text: string): string[] => analyse(engine, { path: 'shop/a.py', text, dependencies: ['django'], settings: settingsFor(undefined, {}, false) }).analysis.findings.map(({ rule, severity }) => `${rule} ${severity}`);

  it.each([
    ['a list written out', 'pass', '["a", "b", "c", "d", "e", "f"]'],
    ['a list held in a name', 'kinds = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}', 'kinds.keys()'],
    ['the entries of a form', 'pass', 'request.POST.items()'],
    ['some entries of a form', 'kept = [value for key, value in request.POST.items() if key.startswith("n")]', 'kept'],
    ['a number from a form', 'pass', 'range(int(request.POST.get("rows", 0)))'],
    ['a field with choices', 'pass', 'form.cleaned_data["queues"]'],
    ['the keys of a changed relation', 'pass', 'pk_set'],
    ['one name or several', 'given = [given] if isinstance(given, str) else given', 'given'],
    ['one name or several, told elsewhere', 'if isinstance(given, str): return', 'given'],
    ['one name or several, by a helper', 'names = ensure_list(given)', 'names'],
    ['what each branch writes out', 'names = ["a", "b"] if pk_set else ["c", "d", "e", "f", "g", "h"]', 'names'],
    ['what is written out behind a key', 'names = {"a": ["b", "c", "d", "e", "f", "g"]}', 'names["a"]'],
  ])('is quieter about %s', (_, head, over) => {
    expect(severitiesOf(looksUp(head, over))).toEqual(['query-in-loop information']);
  });

  it.each([
    ['a list that is filled', 'kinds = ["a", "b", "c", "d", "e", "f"]; kinds.extend(given)', 'kinds'],
    ['a list of a form', 'pass', 'request.POST.getlist("names")'],
    ['another field', 'pass', 'form.cleaned_data["names"]'],
    ['what is given', 'pass', 'given'],
  ])('warns about %s', (_, head, over) => {
    expect(severitiesOf(looksUp(head, over))).toEqual(['query-in-loop warning']);
  });
});

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
  ])('is quieter about %s', (statement) => {
    expect(severities(each(statement), ['stripe', 'axios'])).toEqual(['await-in-loop information']);
  });

  it.each([
    'out.push(await stripe.invoices.retrieve(id));',
    'await fetch(id);',
    'out.push(await fetch(id, { method: \'POST\' }));',
    'const answer = await axios.put(id); out.push(answer);',
  ])('warns about %s', (statement) => {
    expect(severities(each(statement), ['stripe', 'axios'])).toEqual(['await-in-loop warning']);
  });
});

describe('the database', () => {
  const prisma = 'import { PrismaClient } from \'@prisma/client\';\nconst prisma = new PrismaClient();\n';

  it('is quieter about a list per kind', () => {
    const perKind = (element: string, rows: string): string => `${prisma}export async function f(byKind: Record<string, { id: string }[]>) {\n  for (const [kind, ${element}] of Object.entries(byKind)) console.log(kind, await prisma.row.findFirst({ where: { id: ${rows} } }));\n}\n`;
    expect(severities(perKind('rows', 'rows[0]?.id'), ['@prisma/client'])).toEqual(['query-in-loop information']);
    expect(severities(perKind('row', 'row.id'), ['@prisma/client'])).toEqual(['query-in-loop warning']);
  });

  it('is quieter about commands that are sent without waiting for each', () => {
    const redis = (loop: string): string => `import Redis from 'ioredis';\nconst redis = new Redis();\nexport async function f(ids: string[]) {\n  ${loop}\n}\n`;
    expect(severities(redis('await Promise.all(ids.map((id) => redis.incr(id)));'), ['ioredis'])).toEqual(['write-in-loop information']);
    expect(severities(redis('for (const id of ids) await redis.incr(id);'), ['ioredis'])).toEqual(['write-in-loop warning']);
  });
});

/** One query or write in place of many: only where the whole call is understood, and never where a key may be missing. */
import { describe, expect, it } from 'vitest';
import { fixed, fixesOf } from './fixing';

const PRISMA = 'import { PrismaClient } from \'@prisma/client\';\nconst prisma = new PrismaClient();\ninterface Order { id: number; userId: number; note?: string }\n';

function prisma(body: string, parameters = 'orders: Order[]'): string {
  return `${PRISMA}export async function f(${parameters}) {\n${body}\n}\n`;
}

describe('rows by key', () => {
  it('are loaded before the loop, with the key among their columns', () => {
    const [offered] = fixesOf('query-in-loop', prisma('  for (const order of orders) {\n    const user = await prisma.user.findUnique({ where: { id: order.userId }, select: { name: true } });\n    if (user) console.log(user.name);\n  }'));
    expect(offered?.text).toContain('  const users = await prisma.user.findMany({ where: { id: { in: orders.map((order) => order.userId) } }, select: { id: true, name: true } });\n  const userById = new Map(users.map((user) => [user.id, user]));\n');
    expect(offered?.text).toContain('    const user = userById.get(order.userId) ?? null;\n');
    expect(offered?.fix.assumes).toContain('the `id` that rows now hold as well does no harm');
  });

  it('follow a constant of the body', () => {
    expect(fixed('query-in-loop', prisma('  for (const order of orders) {\n    const id = order.userId;\n    console.log(await prisma.user.findUnique({ where: { id } }));\n  }')))
      .toContain('in: orders.map((order) => order.userId) } } });');
  });

  it('keep a query that gives the list, and walk over its name', () => {
    expect(fixed('query-in-loop', prisma('  for (const order of await prisma.order.findMany()) {\n    console.log((await prisma.user.findUnique({ where: { id: order.userId } }))?.name);\n  }', '')))
      .toContain('  const orders = await prisma.order.findMany();\n  const users = await prisma.user.findMany({ where: { id: { in: orders.map((order) => order.userId) } } });\n  const userById = new Map(users.map((user) => [user.id, user]));\n  for (const order of orders) {\n    console.log(userById.get(order.userId)?.name);');
  });

  it('are a sketch where failures are handled one by one', () => {
    const offered = fixesOf('query-in-loop', prisma('  for (const order of orders) {\n    try {\n      console.log(await prisma.user.findUnique({ where: { id: order.userId } }));\n    } catch {\n      console.log(order.id);\n    }\n  }'));
    expect(offered.map(({ fix }) => fix.applicability)).toEqual(['display-only']);
  });

  it('say so when the loop writes as well', () => {
    const [offered] = fixesOf('query-in-loop', prisma('  for (const order of orders) {\n    const user = await prisma.user.findUnique({ where: { id: order.userId } });\n    await prisma.user.update({ where: { id: order.userId }, data: { seen: user } });\n  }'));
    expect(offered?.fix.assumes).toContain('the loop changes none of these rows before it reads them');
  });

  it('add the operator to the import', () => {
    const text = 'import { Repository } from \'typeorm\';\nexport class S {\n  constructor(private readonly users: Repository<User>) {}\n  async f(ids: number[]) {\n    for (const id of ids) {\n      console.log(await this.users.findOneBy({ id }));\n    }\n  }\n}\n';
    const after = fixed('query-in-loop', text);
    expect(after).toContain('import { Repository, In } from \'typeorm\';');
    expect(after).toContain('    const users = await this.users.findBy({ id: In(ids) });\n    const userById = new Map(users.map((user) => [user.id, user]));\n    for (const id of ids) {\n      console.log(userById.get(id) ?? null);');
  });

  it('compare ids of documents as text', () => {
    const text = 'import mongoose from \'mongoose\';\nconst User = mongoose.model(\'User\', new mongoose.Schema({}));\nexport async function f(ids: string[]) {\n  for (const id of ids) {\n    console.log(await User.findById(id).lean());\n  }\n}\n';
    expect(fixed('query-in-loop', text)).toContain('  const users = await User.find({ _id: { $in: ids } }).lean();\n  const userById = new Map(users.map((user) => [String(user._id), user]));\n  for (const id of ids) {\n    console.log(userById.get(String(id)) ?? null);');
  });

  it('take the one row out of Drizzle\'s list', () => {
    const text = 'import { eq } from \'drizzle-orm\';\nimport { drizzle } from \'drizzle-orm/node-postgres\';\nimport { Pool } from \'pg\';\nimport { users } from \'./schema\';\nconst db = drizzle(new Pool());\nexport async function f(ids: number[]) {\n  for (const id of ids) {\n    const [user] = await db.select().from(users).where(eq(users.id, id));\n    console.log(user);\n  }\n}\n';
    const after = fixed('query-in-loop', text);
    expect(after).toContain('await db.select().from(users).where(inArray(users.id, ids));');
    expect(after).toContain('    const user = userById.get(id);\n');
  });

  it.each([
    ['reached under a condition', '  for (const order of orders) {\n    if (order.note) console.log(await prisma.user.findUnique({ where: { id: order.userId } }));\n  }'],
    ['behind a check', '  for (const order of orders) {\n    if (!order.note) continue;\n    console.log(await prisma.user.findUnique({ where: { id: order.userId } }));\n  }'],
    ['that must be there', '  for (const order of orders) {\n    console.log(await prisma.user.findUniqueOrThrow({ where: { id: order.userId } }));\n  }'],
    ['of which there may be several', '  for (const order of orders) {\n    console.log(await prisma.invoice.findFirst({ where: { orderId: order.id } }));\n  }'],
    ['in an order', '  for (const order of orders) {\n    console.log(await prisma.user.findFirst({ where: { id: order.userId }, orderBy: { id: \'asc\' } }));\n  }'],
    ['told by two keys', '  for (const order of orders) {\n    console.log(await prisma.user.findFirst({ where: { id: order.userId, note: order.note } }));\n  }'],
    ['whose key is computed', '  for (const order of orders) {\n    console.log(await prisma.user.findUnique({ where: { id: keyOf(order) } }));\n  }'],
    ['with a comment inside', '  for (const order of orders) {\n    console.log(await prisma.user.findUnique({ where: { id: order.userId /* the buyer */ } }));\n  }'],
  ])('are left alone %s', (_, body) => {
    expect(fixesOf('query-in-loop', prisma(body))).toEqual([]);
  });
});

describe('one answer for all', () => {
  it('moves out with its comments', () => {
    expect(fixed('query-in-loop', prisma('  for (const order of orders) {\n    // The same for all.\n    const rate = await prisma.rate.findFirst({ where: { country } }); // cached soon\n\n    console.log(order.id, rate);\n  }', 'orders: Order[], country: string')))
      .toContain('  // The same for all.\n  const rate = await prisma.rate.findFirst({ where: { country } }); // cached soon\n  for (const order of orders) {\n    console.log(order.id, rate);');
  });

  it('stays when its name means something outside', () => {
    expect(fixesOf('query-in-loop', prisma('  for (const order of orders) {\n    const rate = await prisma.rate.findFirst({ where: { country } });\n    console.log(order.id, rate);\n  }\n  const rate = 1;\n  return rate;', 'orders: Order[], country: string'))).toEqual([]);
  });
});

describe('writes', () => {
  it('are one call, comments of a row included', () => {
    expect(fixed('write-in-loop', prisma('  for (const order of orders) {\n    await prisma.log.create({\n      data: {\n        orderId: order.id, // whose\n      },\n    });\n  }')))
      .toContain('  await prisma.log.createMany({ data: orders.map((order) => ({\n    orderId: order.id, // whose\n  })) });\n');
  });

  it.each([
    ['that hold others', '  for (const order of orders) {\n    await prisma.log.create({ data: { order: { connect: { id: order.id } } } });\n  }'],
    ['whose result is used', '  for (const order of orders) {\n    const log = await prisma.log.create({ data: { orderId: order.id } });\n    console.log(log.id);\n  }'],
    ['that differ from row to row', '  for (const order of orders) {\n    await prisma.order.update({ where: { id: order.id }, data: { note: order.note } });\n  }'],
    ['with a comment beside', '  for (const order of orders) {\n    // Each has its own.\n    await prisma.log.create({ data: { orderId: order.id } });\n    // Done.\n  }'],
    ['that give a list back', '  return Promise.all(orders.map((order) => prisma.log.create({ data: { orderId: order.id } })));'],
  ])('are left alone %s', (_, body) => {
    expect(fixesOf('write-in-loop', prisma(body))).toEqual([]);
  });
});

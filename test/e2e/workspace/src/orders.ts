import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export async function loadUsers(ids: string[]): Promise<unknown[]> {
  const users: unknown[] = [];
  for (const id of ids) {
    users.push(await loadUser(id));
  }
  return users;
}

async function loadUser(id: string): Promise<unknown> {
  return prisma.user.findFirst({ where: { id } });
}

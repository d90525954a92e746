import type { PrismaClient } from '@prisma/client';

export class DashboardService {
  constructor(private readonly prisma: PrismaClient) {}

  async numbers(since: Date) {
    const orders = await this.prisma.order.count({ where: { createdAt: { gte: since } } });
    const customers = await this.prisma.customer.count();
    const newest = await this.prisma.order.findMany({ orderBy: { createdAt: 'desc' }, take: 5 });
    return { orders, customers, newest };
  }

  async page(skip: number) {
    return {
      rows: await this.prisma.order.findMany({ skip, take: 20 }),
      total: await this.prisma.order.count(),
    };
  }
}

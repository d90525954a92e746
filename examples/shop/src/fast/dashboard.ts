import type { PrismaClient } from '@prisma/client';

export class DashboardService {
  constructor(private readonly prisma: PrismaClient) {}

  async numbers(since: Date) {
    const [orders, customers, newest] = await Promise.all([
      this.prisma.order.count({ where: { createdAt: { gte: since } } }),
      this.prisma.customer.count(),
      this.prisma.order.findMany({ orderBy: { createdAt: 'desc' }, take: 5 }),
    ]);
    return { orders, customers, newest };
  }

  async page(skip: number) {
    const [rows, total] = await Promise.all([
      this.prisma.order.findMany({ skip, take: 20 }),
      this.prisma.order.count(),
    ]);
    return { rows, total };
  }

  /** The second query needs the first one's answer, so these must stay one after the other. */
  async bestCustomer() {
    const [best] = await this.prisma.order.groupBy({ by: ['customerId'], _count: true, orderBy: { _count: { customerId: 'desc' } }, take: 1 });
    if (best === undefined) return null;
    const customer = await this.prisma.customer.findUnique({ where: { id: best.customerId } });
    return customer;
  }
}

import type { Order, PrismaClient } from '@prisma/client';

export class OrderService {
  constructor(private readonly prisma: PrismaClient) {}

  async recent() {
    const orders = await this.prisma.order.findMany({ orderBy: { createdAt: 'desc' }, take: 200 });
    const listed = [];
    for (const order of orders) {
      const customer = await this.customerOf(order);
      listed.push({ id: order.id, createdAt: order.createdAt, customer: customer?.name });
    }
    return listed;
  }

  async totals(orders: Order[]) {
    return await Promise.all(
      orders.map(async (order) => {
        const lines = await this.prisma.orderLine.findMany({ where: { orderId: order.id } });
        return { id: order.id, total: lines.reduce((sum, line) => sum + line.quantity * line.price, 0) };
      }),
    );
  }

  private async customerOf(order: Order) {
    return await this.prisma.customer.findFirst({ where: { id: order.customerId } });
  }
}

import type { Order, PrismaClient } from '@prisma/client';

export class OrderService {
  constructor(private readonly prisma: PrismaClient) {}

  async recent() {
    const orders = await this.prisma.order.findMany({ orderBy: { createdAt: 'desc' }, take: 200 });
    const customers = await this.customersOf(orders);
    const listed = [];
    for (const order of orders) {
      const customer = customers.get(order.customerId);
      listed.push({ id: order.id, createdAt: order.createdAt, customer: customer?.name });
    }
    return listed;
  }

  async totals(orders: Order[]) {
    const lines = await this.prisma.orderLine.findMany({ where: { orderId: { in: orders.map((order) => order.id) } } });
    const totals = new Map<string, number>();
    for (const line of lines) {
      totals.set(line.orderId, (totals.get(line.orderId) ?? 0) + line.quantity * line.price);
    }
    return orders.map((order) => ({ id: order.id, total: totals.get(order.id) ?? 0 }));
  }

  private async customersOf(orders: Order[]) {
    const customers = await this.prisma.customer.findMany({ where: { id: { in: orders.map((order) => order.customerId) } } });
    return new Map(customers.map((customer) => [customer.id, customer]));
  }
}

import type { PrismaClient } from '@prisma/client';

export interface DeliveryLine {
  sku: string;
  quantity: number;
}

export class StockService {
  constructor(private readonly prisma: PrismaClient) {}

  async receive(lines: DeliveryLine[]) {
    for (const line of lines) {
      await this.prisma.stockMovement.create({ data: { sku: line.sku, quantity: line.quantity } });
    }
  }

  async discontinue(skus: string[]) {
    await Promise.all(skus.map((sku) => this.prisma.stockMovement.deleteMany({ where: { sku } })));
  }
}

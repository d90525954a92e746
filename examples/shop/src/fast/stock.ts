import type { PrismaClient } from '@prisma/client';

export interface DeliveryLine {
  sku: string;
  quantity: number;
}

export class StockService {
  constructor(private readonly prisma: PrismaClient) {}

  async receive(lines: DeliveryLine[]) {
    await this.prisma.stockMovement.createMany({
      data: lines.map((line) => ({ sku: line.sku, quantity: line.quantity })),
    });
  }

  async discontinue(skus: string[]) {
    await this.prisma.stockMovement.deleteMany({ where: { sku: { in: skus } } });
  }
}

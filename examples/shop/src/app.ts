/** Wires the same routes twice: /slow from src/slow, /fast from src/fast. */
import { PrismaClient } from '@prisma/client';
import express, { Router } from 'express';
import * as fast from './fast/index.js';
import * as slow from './slow/index.js';

const prisma = new PrismaClient();

function routesOf(shop: typeof slow | typeof fast): Router {
  const router = Router();
  const orders = new shop.OrderService(prisma);
  const stock = new shop.StockService(prisma);
  const dashboard = new shop.DashboardService(prisma);

  router.get('/orders', async (req, res) => {
    res.json(await orders.recent());
  });
  router.post('/deliveries', async (req, res) => {
    await stock.receive(req.body);
    res.sendStatus(204);
  });
  router.get('/dashboard', async (req, res) => {
    res.json(await dashboard.numbers(new Date()));
  });
  router.get('/catalogue', async (req, res) => {
    res.json(await shop.catalogue());
  });
  router.post('/parcels/status', async (req, res) => {
    res.json(await shop.parcelStates(req.body.trackingNumbers));
  });
  router.use('/reports', shop.reports);
  router.use('/accounts', shop.accounts);
  router.use('/sessions', shop.sessions);
  return router;
}

export const app = express();
app.use(express.json());
app.use('/slow', routesOf(slow));
app.use('/fast', routesOf(fast));

import { Router } from 'express';
import { Redis } from 'ioredis';
import { Client } from 'pg';

export const sessions = Router();

sessions.get('/:token', async (req, res) => {
  const redis = new Redis(process.env.REDIS_URL ?? 'redis://localhost');
  const account = await redis.get(`session:${req.params.token}`);
  await redis.quit();
  res.json({ account });
});

sessions.get('/:token/history', async (req, res) => {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query('SELECT * FROM logins WHERE token = $1', [req.params.token]);
  await client.end();
  res.json(rows);
});

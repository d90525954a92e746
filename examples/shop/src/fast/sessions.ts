import { Router } from 'express';
import { Redis } from 'ioredis';
import { Pool } from 'pg';

const redis = new Redis(process.env.REDIS_URL ?? 'redis://localhost');
const pool = new Pool({ connectionString: process.env.DATABASE_URL });

export const sessions = Router();

sessions.get('/:token', async (req, res) => {
  const account = await redis.get(`session:${req.params.token}`);
  res.json({ account });
});

sessions.get('/:token/history', async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM logins WHERE token = $1', [req.params.token]);
  res.json(rows);
});

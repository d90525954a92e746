import { gzipSync } from 'node:zlib';
import bcrypt from 'bcrypt';
import { Router } from 'express';
import { Pool } from 'pg';

const pool = new Pool();

export const accounts = Router();

accounts.post('/', async (req, res) => {
  const hash = bcrypt.hashSync(req.body.password, 12);
  await pool.query('INSERT INTO accounts (email, hash) VALUES ($1, $2)', [req.body.email, hash]);
  res.sendStatus(201);
});

accounts.get('/:id/archive', async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM account_events WHERE account = $1', [req.params.id]);
  res.type('application/gzip').send(gzipSync(JSON.stringify(rows)));
});

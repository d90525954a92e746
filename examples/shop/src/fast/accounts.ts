import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import bcrypt from 'bcrypt';
import { Router } from 'express';
import { Pool } from 'pg';

const pool = new Pool();
const compress = promisify(gzip);

export const accounts = Router();

accounts.post('/', async (req, res) => {
  const hash = await bcrypt.hash(req.body.password, 12);
  await pool.query('INSERT INTO accounts (email, hash) VALUES ($1, $2)', [req.body.email, hash]);
  res.sendStatus(201);
});

accounts.get('/:id/archive', async (req, res) => {
  const { rows } = await pool.query('SELECT * FROM account_events WHERE account = $1', [req.params.id]);
  res.type('application/gzip').send(await compress(JSON.stringify(rows)));
});

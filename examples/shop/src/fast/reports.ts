import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';

const EXPORTS = process.env.EXPORT_FOLDER ?? './exports';

export const reports = Router();

reports.get('/sales/:day/refunds', async (req, res) => {
  const lines = createInterface({ input: createReadStream(join(EXPORTS, `sales-${req.params.day}.csv`), 'utf8') });
  let refunds = 0;
  for await (const line of lines) {
    if (line.includes(';refund;')) refunds++;
  }
  res.json({ refunds });
});

reports.get('/sales/:day', async (req, res) => {
  res.type('text/csv');
  await pipeline(createReadStream(join(EXPORTS, `sales-${req.params.day}.csv`)), res);
});

reports.get('/month/:month', async (req, res) => {
  res.type('text/csv');
  for (let day = 1; day <= 31; day++) {
    await pipeline(createReadStream(join(EXPORTS, `sales-${req.params.month}-${day}.csv`)), res, { end: day === 31 });
  }
});

const letter = readFile('./templates/letter.html', 'utf8');

reports.get('/letter/:customer', async (req, res) => {
  const template = await letter;
  res.send(template.replaceAll('{{customer}}', req.params.customer));
});

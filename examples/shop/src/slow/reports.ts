import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Router } from 'express';

const EXPORTS = process.env.EXPORT_FOLDER ?? './exports';

export const reports = Router();

reports.get('/sales/:day/refunds', async (req, res) => {
  const text = await readFile(join(EXPORTS, `sales-${req.params.day}.csv`), 'utf8');
  let refunds = 0;
  for (const line of text.split('\n')) {
    if (line.includes(';refund;')) refunds++;
  }
  res.json({ refunds });
});

reports.get('/sales/:day', async (req, res) => {
  const csv = await readFile(join(EXPORTS, `sales-${req.params.day}.csv`));
  res.type('text/csv').send(csv);
});

reports.get('/month/:month', async (req, res) => {
  const days = Array.from({ length: 31 }, (_, index) => join(EXPORTS, `sales-${req.params.month}-${index + 1}.csv`));
  const parts = await Promise.all(days.map((path) => readFile(path, 'utf8')));
  res.type('text/csv').send(parts.join('\n'));
});

reports.get('/letter/:customer', async (req, res) => {
  const template = await readFile('./templates/letter.html', 'utf8');
  res.send(template.replaceAll('{{customer}}', req.params.customer));
});

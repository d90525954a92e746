/**
 * Writes a project of many different files, for measuring where no real one is at hand. Seeded: the same project every
 * time. Real projects are what counts; `--project` names one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOUNS = ['order', 'customer', 'invoice', 'product', 'shipment', 'ticket', 'session', 'report', 'account', 'address', 'payment', 'review', 'message', 'folder', 'device'];
const VERBS = ['load', 'find', 'list', 'render', 'merge', 'check', 'parse', 'format', 'store', 'notify', 'resolve', 'collect'];

function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const title = (word) => word[0].toUpperCase() + word.slice(1);

/** Shapes of code, each a function of chance; together they resemble a service with a front end. */
function shapesFor(random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const number = (below) => Math.floor(random() * below);
  const noun = () => pick(NOUNS);
  const name = () => `${pick(VERBS)}${title(noun())}${number(100)}`;
  return [
    () => { const n = noun(); return `export interface ${title(n)}${number(1000)} {\n${Array.from({ length: 3 + number(8) }, (_, i) => `  ${noun()}${i}?: ${pick(['string', 'number', 'boolean', 'Date | null', 'readonly string[]', 'Record<string, unknown>'])};`).join('\n')}\n}`; },
    () => { const n = noun(); return `/** ${title(pick(VERBS))}s a ${n}; callers hold the lock. */\nexport async function ${name()}(prisma: PrismaClient, ids: string[]) {\n  const found = await prisma.${n}.findMany({ where: { id: { in: ids } } });\n  return new Map(found.map((row) => [row.id, row] as const));\n}`; },
    () => { const n = noun(); return `export async function ${name()}(prisma: PrismaClient, ${n}s: { id: string; ${noun()}Id: string }[]) {\n  const result = [];\n  for (const ${n} of ${n}s) {\n    const row = await prisma.${noun()}.findFirst({ where: { id: ${n}.id } });\n    result.push({ ...${n}, row });\n  }\n  return result;\n}`; },
    () => `export function ${name()}(values: readonly number[], limit = ${number(100)}): number {\n  let total = 0;\n  for (let i = 0; i < values.length; i++) {\n    const value = values[i] ?? 0;\n    if (value > limit) continue;\n    total += value % ${2 + number(9)} === 0 ? value * 2 : value;\n  }\n  return Math.round(total / Math.max(1, values.length));\n}`,
    () => { const n = noun(); return `export class ${title(n)}Service${number(1000)} {\n  private readonly cache = new Map<string, unknown>();\n\n  constructor(private readonly prisma: PrismaClient, private readonly clock: () => number) {}\n\n  async ${pick(VERBS)}(id: string) {\n    const cached = this.cache.get(id);\n    if (cached !== undefined) return cached;\n    const row = await this.prisma.${n}.findUnique({ where: { id } });\n    this.cache.set(id, row);\n    return row;\n  }\n\n  ${name()}(rows: { at: number }[]) {\n    return rows.filter((row) => row.at < this.clock()).map((row) => ({ ...row, age: this.clock() - row.at }));\n  }\n}`; },
    () => `export const ${name()} = async (urls: string[]) =>\n  await Promise.all(urls.map(async (url) => {\n    const response = await fetch(url, { signal: AbortSignal.timeout(${1000 + number(5000)}) });\n    if (!response.ok) throw new Error(\`\${url}: \${response.status}\`);\n    return await response.json();\n  }));`,
    () => `router.${pick(['get', 'post', 'put'])}('/${noun()}s/:id', async (req, res) => {\n  const { id } = req.params;\n  if (!/^[a-z0-9-]{${8 + number(20)}}$/.test(id)) {\n    res.status(400).json({ error: 'bad id' });\n    return;\n  }\n  try {\n    res.json({ id, at: new Date().toISOString() });\n  } catch (error) {\n    res.status(500).json({ error: String(error) });\n  }\n});`,
    () => `export const ${noun().toUpperCase()}_${number(1000)} = {\n${Array.from({ length: 5 + number(25) }, (_, i) => `  ${noun()}${i}: { label: '${title(noun())} ${i}', weight: ${number(1000) / 10}, tags: ['${noun()}', '${noun()}'] },`).join('\n')}\n} as const;`,
    () => `export function ${name()}(input: string): Record<string, string> {\n  const result: Record<string, string> = {};\n  for (const part of input.split('&')) {\n    const [key = '', value = ''] = part.split('=');\n    switch (key) {\n      case '${noun()}':\n      case '${noun()}2':\n        result[key] = decodeURIComponent(value);\n        break;\n      default:\n        if (value !== '') result[key] = value;\n    }\n  }\n  return result;\n}`,
  ];
}

/** @returns {string} the folder */
export function synthesise(folder, files = 2000) {
  const random = createRandom(20);
  const shapes = shapesFor(random);
  const number = (below) => Math.floor(random() * below);
  writeAt(join(folder, 'package.json'), JSON.stringify({ name: 'synthetic', private: true, dependencies: { '@prisma/client': '6', express: '5', react: '19' } }));
  for (let i = 0; i < files; i++) {
    const blocks = Array.from({ length: 2 + number(number(4) === 0 ? 40 : 12) }, () => shapes[number(shapes.length)]());
    const head = ["import type { PrismaClient } from '@prisma/client';", "import { Router } from 'express';", '', 'const router = Router();'];
    const isView = number(3) === 0;
    if (isView) {
      head.unshift("import { useState } from 'react';");
      blocks.push(`export function View${i}({ rows }: { rows: { id: string; name: string }[] }) {\n  const [open, setOpen] = useState(false);\n  return (\n    <section>\n      <button onClick={() => setOpen(!open)}>{open ? 'Hide' : 'Show'}</button>\n      {open && rows.map((row) => <p key={row.id}>{row.name}</p>)}\n    </section>\n  );\n}`);
    }
    writeAt(join(folder, 'src', `area${i % 40}`, `module${i}.${isView ? 'tsx' : 'ts'}`), `${[...head, '', ...blocks].join('\n\n')}\n`);
  }
  return folder;
}

/** One file of about the given number of lines. */
export function synthesiseFile(lines) {
  const random = createRandom(7);
  const shapes = shapesFor(random);
  let text = "import type { PrismaClient } from '@prisma/client';\nimport { Router } from 'express';\n\nconst router = Router();\n";
  while (text.split('\n').length < lines) text += `\n${shapes[Math.floor(random() * shapes.length)]()}\n`;
  return text;
}

function writeAt(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** TypeScript's side of the benchmark: ESLint and oxlint with the one rule they share with Perf Hints, and a synthetic service. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksOf, createChance, synthesiseText, title, writeAt } from './synthesise.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, 'node_modules');
const [OXLINT, ESLINT] = ['oxlint, only no-await-in-loop', 'ESLint, only no-await-in-loop'];

export const ecmascript = {
  languageId: 'typescript',
  extension: '.ts',
  /** Where a name is bound in a function, so that an edit makes it grow. */
  binding: /^\s+(?:const|let) (?=\w)/,
  oneRule: 'await-in-loop',
  installPeers() {
    if (existsSync(join(packages, 'oxlint'))) return true;
    console.error('installing the peers into test/bench/node_modules (once)');
    return spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' }).status === 0;
  },
  versions() {
    const version = (name) => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).version;
    return { eslint: version('eslint'), '@typescript-eslint/parser': version('@typescript-eslint/parser'), oxlint: version('oxlint') };
  },
  peers: (folder) => [
    { name: OXLINT, args: [join(packages, 'oxlint', 'bin', 'oxlint'), '-A', 'all', '-D', 'no-await-in-loop', '.'], cwd: folder, filesIn: (output) => Number(/on (\d+) files/.exec(output)?.[1]) },
    { name: ESLINT, args: [join(packages, 'eslint', 'bin', 'eslint.js'), '--config', join(here, 'eslint.config.mjs'), '--format', 'json', '.'], cwd: folder, filesIn: (output) => JSON.parse(output).length },
  ],
  ratios: ({ against, scan, scanAll, oneRule }) => [
    `ESLint against a scan, each on its own default files: ${against(ESLINT, scan)}; on the same files: ${against(ESLINT, scanAll)}.`,
    `Perf Hints against oxlint, one rule on the same files: ${against(oneRule, OXLINT)}.`,
  ],
  synthesise,
  synthesiseFile,
};

/** Shapes of code, each a function of chance; together they resemble a service with a front end. */
function shapesFor({ number, pick, noun, verb }) {
  const name = () => `${verb()}${title(noun())}${number(100)}`;
  return [
    () => { const n = noun(); return `export interface ${title(n)}${number(1000)} {\n${Array.from({ length: 3 + number(8) }, (_, i) => `  ${noun()}${i}?: ${pick(['string', 'number', 'boolean', 'Date | null', 'readonly string[]', 'Record<string, unknown>'])};`).join('\n')}\n}`; },
    () => { const n = noun(); return `/** ${title(verb())}s a ${n}; callers hold the lock. */\nexport async function ${name()}(prisma: PrismaClient, ids: string[]) {\n  const found = await prisma.${n}.findMany({ where: { id: { in: ids } } });\n  return new Map(found.map((row) => [row.id, row] as const));\n}`; },
    () => { const n = noun(); return `export async function ${name()}(prisma: PrismaClient, ${n}s: { id: string; ${noun()}Id: string }[]) {\n  const result = [];\n  for (const ${n} of ${n}s) {\n    const row = await prisma.${noun()}.findFirst({ where: { id: ${n}.id } });\n    result.push({ ...${n}, row });\n  }\n  return result;\n}`; },
    () => `export function ${name()}(values: readonly number[], limit = ${number(100)}): number {\n  let total = 0;\n  for (let i = 0; i < values.length; i++) {\n    const value = values[i] ?? 0;\n    if (value > limit) continue;\n    total += value % ${2 + number(9)} === 0 ? value * 2 : value;\n  }\n  return Math.round(total / Math.max(1, values.length));\n}`,
    () => { const n = noun(); return `export class ${title(n)}Service${number(1000)} {\n  private readonly cache = new Map<string, unknown>();\n\n  constructor(private readonly prisma: PrismaClient, private readonly clock: () => number) {}\n\n  async ${verb()}(id: string) {\n    const cached = this.cache.get(id);\n    if (cached !== undefined) return cached;\n    const row = await this.prisma.${n}.findUnique({ where: { id } });\n    this.cache.set(id, row);\n    return row;\n  }\n\n  ${name()}(rows: { at: number }[]) {\n    return rows.filter((row) => row.at < this.clock()).map((row) => ({ ...row, age: this.clock() - row.at }));\n  }\n}`; },
    () => `export const ${name()} = async (urls: string[]) =>\n  await Promise.all(urls.map(async (url) => {\n    const response = await fetch(url, { signal: AbortSignal.timeout(${1000 + number(5000)}) });\n    if (!response.ok) throw new Error(\`\${url}: \${response.status}\`);\n    return await response.json();\n  }));`,
    () => `router.${pick(['get', 'post', 'put'])}('/${noun()}s/:id', async (req, res) => {\n  const { id } = req.params;\n  if (!/^[a-z0-9-]{${8 + number(20)}}$/.test(id)) {\n    res.status(400).json({ error: 'bad id' });\n    return;\n  }\n  try {\n    res.json({ id, at: new Date().toISOString() });\n  } catch (error) {\n    res.status(500).json({ error: String(error) });\n  }\n});`,
    () => `export const ${noun().toUpperCase()}_${number(1000)} = {\n${Array.from({ length: 5 + number(25) }, (_, i) => `  ${noun()}${i}: { label: '${title(noun())} ${i}', weight: ${number(1000) / 10}, tags: ['${noun()}', '${noun()}'] },`).join('\n')}\n} as const;`,
    () => `export function ${name()}(input: string): Record<string, string> {\n  const result: Record<string, string> = {};\n  for (const part of input.split('&')) {\n    const [key = '', value = ''] = part.split('=');\n    switch (key) {\n      case '${noun()}':\n      case '${noun()}2':\n        result[key] = decodeURIComponent(value);\n        break;\n      default:\n        if (value !== '') result[key] = value;\n    }\n  }\n  return result;\n}`,
  ];
}

/** @returns {string} the folder */
function synthesise(folder, files = 2000) {
  const chance = createChance(20);
  const shapes = shapesFor(chance);
  writeAt(join(folder, 'package.json'), JSON.stringify({ name: 'synthetic', private: true, dependencies: { '@prisma/client': '6', express: '5', react: '19' } }));
  for (let i = 0; i < files; i++) {
    const blocks = blocksOf(shapes, chance);
    const head = ["import type { PrismaClient } from '@prisma/client';", "import { Router } from 'express';", '', 'const router = Router();'];
    const isView = chance.number(3) === 0;
    if (isView) {
      head.unshift("import { useState } from 'react';");
      blocks.push(`export function View${i}({ rows }: { rows: { id: string; name: string }[] }) {\n  const [open, setOpen] = useState(false);\n  return (\n    <section>\n      <button onClick={() => setOpen(!open)}>{open ? 'Hide' : 'Show'}</button>\n      {open && rows.map((row) => <p key={row.id}>{row.name}</p>)}\n    </section>\n  );\n}`);
    }
    writeAt(join(folder, 'src', `area${i % 40}`, `module${i}.${isView ? 'tsx' : 'ts'}`), `${[...head, '', ...blocks].join('\n\n')}\n`);
  }
  return folder;
}

function synthesiseFile(lines) {
  const chance = createChance(7);
  const head = "import type { PrismaClient } from '@prisma/client';\nimport { Router } from 'express';\n\nconst router = Router();\n";
  return synthesiseText({ head, shapes: shapesFor(chance), chance, lines });
}

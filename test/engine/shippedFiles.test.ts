/** Files that ship with the program are as large as its authors made them: no more than information. */
import { expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import { analyse, settingsFor } from '../harness/analyse';
import { installedGrammars } from '../harness/grammars';

const engine = createPerfHints(installedGrammars());

async function severityOf(path: string): Promise<string[]> {
  await engine.prepare();
  const text = `import { readFileSync } from 'node:fs';
import path from 'node:path';
export function GET(request, { params }) {
  const content = readFileSync(${path});
  return new Response(content);
}
`;
  const { analysis } = analyse(engine, { path: 'app/files/route.ts', text, dependencies: ['next'], settings: settingsFor(undefined, {}, false) });
  return analysis.findings.filter(({ rule }) => rule === 'eager-file-load').map(({ severity }) => severity);
}

it('warns of a file from anywhere', async () => {
  expect(await severityOf('params.file')).toEqual(['warning']);
});

it.each(["path.join(process.cwd(), 'specs', params.area, 'api.bin')", 'path.join(__dirname, params.name)', "path.resolve(path.dirname(__filename), 'data', params.name)", "new URL('./data.bin', import.meta.url)"])('informs of %s', async (path) => {
  expect(await severityOf(path)).toEqual(['information']);
});

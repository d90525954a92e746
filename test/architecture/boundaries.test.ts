import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REPOSITORY } from '../harness/fixtures';
import { boundaryProblems, knownLayers } from './boundaries';
import { importsOf, sourcesUnder } from './sources';

const sources = [...sourcesUnder('server/src'), ...sourcesUnder('client/src')];

describe('imports run one way', () => {
  it('in every source', () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.flatMap(boundaryProblems).join('\n')).toBe('');
  });

  it('and every folder of the server has its place', () => {
    const folders = readdirSync(join(REPOSITORY, 'server/src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect(folders.filter((folder) => !knownLayers().includes(folder))).toEqual([]);
  });

  it.each([
    ['server/src/engine/a.ts', '../facts/index', 'engine may not know facts'],
    ['server/src/text/a.ts', '../engine/finding', 'text may not know engine'],
    ['server/src/facts/a.ts', '../languages/ecmascript/index', 'facts may not know languages'],
    ['server/src/languages/ecmascript/a.ts', '../../models/pg', 'languages may not know models'],
    ['server/src/languages/ecmascript/a.ts', '../python/parse', 'ecmascript may not know python'],
    ['server/src/rules/await-in-loop/rule.ts', '../query-in-loop/rule', 'may not know rule query-in-loop'],
    ['server/src/rules/await-in-loop/rule.ts', '../../workspace/scan', 'rules may not know workspace'],
    ['server/src/rules/await-in-loop/rule.ts', 'node:path', 'knows no package'],
    ['server/src/rules/await-in-loop/rule.ts', '../../../../test/harness/analyse', 'stays inside server/src'],
    ['server/src/engine/a.ts', 'vscode-languageserver/node', 'only protocol/'],
    ['server/src/workspace/a.ts', 'vscode-languageserver', 'only protocol/'],
    ['server/src/protocol/a.ts', 'vscode', 'only the client'],
    ['server/src/cli/a.ts', 'node:fs', 'only workspace/ reads disk'],
    ['server/src/cli/a.ts', '../protocol/convert', 'cli may not know protocol'],
    ['server/src/languages/ecmascript/a.ts', 'node:fs', 'only workspace/'],
    ['server/src/languages/ecmascript/a.ts', 'node:child_process', 'parsers only'],
    ['server/src/languages/a.ts', 'typescript', 'parsers only'],
    ['server/src/rules/x/rule.ts', '../../composition', 'only the edge'],
    ['client/src/extension.ts', '../../server/src/engine/finding', 'one server module'],
    ['client/src/extension.ts', 'typescript', 'no other package'],
  ])('refuses that %s imports %s', (path, specifier, message) => {
    const text = `import type { X } from '${specifier}';\n`;
    expect(boundaryProblems({ path, text, imports: importsOf(path, text) }).join('\n')).toContain(message);
  });

  it.each([
    ['server/src/engine/a.ts', "import type { Range } from '../text/range';"],
    ['server/src/rules/x/ecmascript.ts', "import { hoist } from '../../fixes/hoist';"],
    ['server/src/languages/ecmascript/parse.ts', "const parser = await import('oxc-parser');"],
    ['server/src/protocol/a.ts', "import { createConnection } from 'vscode-languageserver/node';"],
    ['server/src/workspace/a.ts', "import { readFileSync } from 'node:fs';"],
    ['client/src/extension.ts', "import { scan } from '../../server/src/protocol/messages';"],
  ])('allows %s: %s', (path, text) => {
    expect(boundaryProblems({ path, text, imports: importsOf(path, text) })).toEqual([]);
  });
});

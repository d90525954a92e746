/** Passing files over unparsed saves time and must lose nothing: what a model calls a connection or a blocking call is read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import { NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import type { Engine } from '../../server/src/engine/engine';
import { createEngine } from '../../server/src/engine/engine';
import type { Finding } from '../../server/src/engine/finding';
import type { AnalysisSettings } from '../../server/src/engine/settings';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { createFactsFactory } from '../../server/src/facts/createFacts';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';
import { models } from '../../server/src/models/index';
import type { LibraryModel, Member, Operation, TypeModel } from '../../server/src/models/model';
import { rules } from '../../server/src/rules/index';
import { loadRuleFolders, REPOSITORY } from '../harness/fixtures';
import { installedGrammars } from '../harness/grammars';

const quick = createPerfHints(installedGrammars());
const thorough = createEngine({ frontends: [createEcmascriptFrontend()], rules, createFacts: createFactsFactory(models) });
const ecmascript = models.filter(({ language }) => language === 'ecmascript');

beforeAll(async () => {
  await Promise.all([quick.prepare(), thorough.prepare()]);
});

describe('a handler with one await is read when it', () => {
  const opens = rowsThat((operation) => operation.effect === 'opens-connection');
  const blocks = rowsThat((operation) => operation.mode === 'blocks');

  it.each(opens)('opens a connection: %s', (_, text) => {
    expect(isPassedOver(text)).toBe(false);
  });

  it.each(blocks)('blocks: %s', (_, text) => {
    expect(isPassedOver(text)).toBe(false);
  });

  it('but not when it uses a library that does neither', () => {
    expect([opens.length > 100, blocks.length > 50]).toEqual([true, true]);
    expect(isPassedOver(handler("import { make } from 'no-such-library';", 'make()'))).toBe(true);
  });
});

describe('findings are the same as when every file is read', () => {
  it('in the fixtures of all rules', () => {
    const files = loadRuleFolders().flatMap(({ fixtures }) => fixtures).filter(({ language }) => language === 'ecmascript').map(({ imagined }) => imagined);
    const { found } = compare(files.map(({ path, text, dependencies, settings }) => ({ path, text, dependencies, settings: { ...settings, minimumSeverity: 'hint' } })));
    expect(found).toBeGreaterThan(200);
  });

  it.each([['examples/shop', ['express', '@prisma/client']], ['server/src', []], ['client/src', ['vscode-languageclient']]] as const)('in %s', (folder, dependencies) => {
    const settings: AnalysisSettings = { ...DEFAULT_SETTINGS, includeTests: true, minimumSeverity: 'hint', maxFindingsPerFile: 0 };
    const { passedOver } = compare(filesBelow(join(REPOSITORY, folder)).map((path) => ({ path: relative(REPOSITORY, path), text: readFileSync(path, 'utf8'), dependencies, settings })));
    // Otherwise nothing was compared.
    if (folder !== 'examples/shop') expect(passedOver).toBeGreaterThan(0);
  }, 60_000);
});

interface ComparedFile {
  readonly path: string;
  readonly text: string;
  readonly dependencies: readonly string[];
  readonly settings: AnalysisSettings;
}

function compare(files: readonly ComparedFile[]): { readonly found: number; readonly passedOver: number } {
  let found = 0;
  for (const file of files) {
    const all = findingsOf(thorough, file);
    expect(findingsOf(quick, file), file.path).toEqual(all);
    found += all.length;
  }
  return { found, passedOver: files.filter(({ text }) => isPassedOver(text)).length };
}

function findingsOf(engine: Engine, { path, text, dependencies, settings }: ComparedFile): readonly Finding[] {
  const file = { path: `/project/${path}`, text };
  const summary = engine.frontendFor(file.path)?.summarise(file);
  if (summary === undefined) throw new Error(`no frontend takes ${path}`);
  return engine.judge(file, summary, { root: '/project', dependencies: new Set(dependencies) }, settings, NEVER_CANCELLED).findings;
}

function isPassedOver(text: string): boolean {
  let parsed = false;
  quick.frontendFor('a.tsx')?.summarise({ path: '/project/a.tsx', text }, () => { parsed = true; });
  return !parsed;
}

type Row = readonly [title: string, text: string];

/** One file for every package and row with such an operation, using the export or, of a type, the member. */
function rowsThat(does: (operation: Operation) => boolean): Row[] {
  const anywhere = (operation: Operation | undefined): boolean => operation !== undefined && (does(operation) || anywhere(operation.orElse));
  const callOf = (name: string, member: Member | TypeModel): string[] => [
    ...(anywhere(member.construct) ? [`new ${name}({ url: process.env.URL })`] : []),
    ...(anywhere(member.call) || ('read' in member && anywhere(member.read)) ? [`${name}({ url: process.env.URL })`] : []),
  ];
  return ecmascript.flatMap((library) => importable(library).flatMap((specifier) => [
    ...Object.entries(library.exports).flatMap(([name, member]) => {
      const local = name === 'default' || name === '*' ? 'lib' : name;
      const clause = name === 'default' ? 'lib' : name === '*' ? '* as lib' : `{ ${name} }`;
      return callOf(local, member).map((call) => [`${call} of ${specifier}`, handler(`import ${clause} from '${specifier}';`, call)] as const);
    }),
    ...Object.entries(library.types).flatMap(([type, model]) => Object.entries(model.members ?? {}).flatMap(([name, member]) => callOf(`lib.${name}`, member)
      .map((call) => [`${call} of ${specifier}, a ${type}`, handler(`import lib from '${specifier}';`, call)] as const))),
  ]));
}

function importable({ packages }: LibraryModel): string[] {
  return packages.filter((name) => name !== 'global').map((name) => name.replace('/*', '/part'));
}

function handler(imports: string, call: string): string {
  return `import express from 'express';\n${imports}\n\nconst app = express();\napp.get('/x', async (req, res) => {\n  const handle = ${call};\n  res.send(await handle.run(req.params.id));\n});\n`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

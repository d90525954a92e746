/**
 * Bundles everything that ships into dist/. `--minify` for packages, `--watch` while developing.
 *
 * Code that only some runs need lies in chunks of its own, loaded when it is asked for: typescript-estree with the whole
 * of TypeScript (unused where the native parser loads), Python's parser, and the language server with its protocol library.
 * A chunk must not share classes with the bundle that loads it, since each has its own copy of what both import.
 */
import { build, context } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

/** Name in dist/ → source. */
const ENTRIES = {
  extension: 'client/src/extension.ts',
  server: 'server/src/server.ts',
  cli: 'server/src/cli.ts',
  worker: 'server/src/workspace/worker.ts',
};
const CHUNKS = {
  startServer: 'server/src/startServer.ts',
  estree: 'server/src/languages/ecmascript/parsers/estree.ts',
  treeSitter: 'server/src/languages/python/treeSitter.ts',
};
const GRAMMARS = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-python/tree-sitter-python.wasm'];
/** Given by the editor, or a native package that may be missing. */
const EXTERNAL = ['vscode', 'oxc-parser'];

/** Imports of a chunk from outside become a `require` of its file at run time. */
const chunks = {
  name: 'chunks',
  setup({ onResolve }) {
    const byFile = new Map(Object.entries(CHUNKS).map(([name, source]) => [resolve(root, source.replace(/\.ts$/, '')), name]));
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir, kind }) => {
      const name = kind === 'entry-point' ? undefined : byFile.get(resolve(resolveDir, path));
      return name === undefined ? undefined : { path: `./${name}.js`, external: true };
    });
  },
};

function optionsFor(name, source) {
  // TypeScript's own sources are far too large to be read as they are.
  const isLarge = name === 'estree';
  return {
    absWorkingDir: root,
    entryPoints: { [name]: resolve(root, source) },
    outdir: resolve(root, 'dist'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // jsonc-parser's main is UMD, whose requires no bundler can follow.
    mainFields: ['module', 'main'],
    // Its ES module asks for its own address, which a CommonJS bundle has not.
    alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    external: EXTERNAL,
    plugins: [chunks],
    minify: minify || isLarge,
    sourcemap: !minify && !isLarge,
    // Their place is the file of notices.
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
}

function copyRulePages() {
  const rules = resolve(root, 'server/src/rules');
  const target = resolve(root, 'dist/rules');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  if (!existsSync(rules)) return;
  for (const entry of readdirSync(rules, { withFileTypes: true })) {
    const page = join(rules, entry.name, 'README.md');
    if (entry.isDirectory() && existsSync(page)) copyFileSync(page, join(target, `${entry.name}.md`));
  }
}

/** WebAssembly is read, not bundled. */
function copyGrammars() {
  for (const file of GRAMMARS) copyFileSync(resolve(root, 'node_modules', file), resolve(root, 'dist', basename(file)));
}

/** The licences of everything that was bundled or copied; packages ship them. */
function writeNotices(metafiles) {
  const folders = new Set([...metafiles.flatMap(({ inputs }) => Object.keys(inputs)), ...GRAMMARS.map((file) => `node_modules/${file}`)].flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(resolve(root, folder, 'package.json'), 'utf8'));
    const files = readdirSync(resolve(root, folder)).filter((file) => /^(licen[cs]e|copying|notice|thirdpartynotice)/i.test(file));
    return [`${name} ${version} (${license})`, ...files.map((file) => readFileSync(resolve(root, folder, file), 'utf8').trim())].join('\n\n');
  });
  writeFileSync(resolve(root, 'dist/third-party-notices.txt'), `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

const present = Object.entries({ ...ENTRIES, ...CHUNKS }).filter(([name, source]) => {
  if (existsSync(resolve(root, source))) return true;
  console.warn(`${source} does not exist: dist/${name}.js is left out`);
  return false;
});

copyRulePages();
copyGrammars();
if (watch) {
  for (const [name, source] of present) await (await context(optionsFor(name, source))).watch();
} else {
  const results = await Promise.allSettled(present.map(([name, source]) => build(optionsFor(name, source))));
  // esbuild has printed the errors already.
  if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;
  else if (minify) writeNotices(results.map(({ value }) => value.metafile));
}

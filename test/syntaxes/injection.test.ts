/** The injection grammar in the engine VS Code uses, over small stand-ins for the languages' own grammars. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { describe, expect, it } from 'vitest';
import textmate from 'vscode-textmate';
import manifest from '../../package.json';

const ROOT = join(import.meta.dirname, '../..');
const [contributed] = manifest.contributes.grammars;
if (contributed === undefined) throw new Error('the manifest contributes no grammar');
const { path, scopeName, injectTo } = contributed;

/** Comments as the editors' grammars name them. */
const HOSTS: Readonly<Record<string, unknown>> = {
  'source.ts': {
    scopeName: 'source.ts', patterns: [
      { begin: '//', end: '$', name: 'comment.line.double-slash.ts' },
      { begin: '/\\*', end: '\\*/', name: 'comment.block.ts' },
      { begin: "'", end: "'", name: 'string.quoted.single.ts' },
    ],
  },
  'source.python': { scopeName: 'source.python', patterns: [{ begin: '#', end: '$', name: 'comment.line.number-sign.python' }] },
};

await loadWASM(readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
  getInjections: (host) => (injectTo.includes(host) ? [scopeName] : []),
  async loadGrammar(name) {
    if (name === scopeName) return textmate.parseRawGrammar(readFileSync(join(ROOT, path), 'utf8'), 'x.json');
    return textmate.parseRawGrammar(JSON.stringify(HOSTS[name]), 'x.json');
  },
});

/** `[text, innermost scope of ours]` of the parts of a line that we colour. */
async function colours(host: string, line: string): Promise<(readonly [string, string])[]> {
  const grammar = await registry.loadGrammar(host);
  if (grammar === null) throw new Error(`no grammar ${host}`);
  return grammar.tokenizeLine(line, textmate.INITIAL).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const own = scopes.filter((scope) => scope.endsWith('.perf-hints')).at(-1);
    return own === undefined ? [] : [[line.slice(startIndex, endIndex), own.replace('.perf-hints', '')] as const];
  });
}

describe('suppression comments', () => {
  it('show keyword, rule and reason', async () => {
    expect(await colours('source.ts', '  // perf-hints-ignore await-in-loop: the API allows one at a time')).toEqual([
      ['perf-hints-ignore', 'keyword.other.suppression'],
      ['await-in-loop', 'entity.name.function.rule'],
      [':', 'punctuation.separator.reason'],
      ['the API allows one at a time', 'string.unquoted.reason'],
    ]);
  });

  it('may name several rules, a whole file, or nothing', async () => {
    expect((await colours('source.ts', '// perf-hints-ignore-file await-in-loop, query-in-loop: seeds')).map(([text]) => text)).toEqual([
      'perf-hints-ignore-file', 'await-in-loop', ',', 'query-in-loop', ':', 'seeds',
    ]);
    expect(await colours('source.ts', '// perf-hints-ignore')).toEqual([['perf-hints-ignore', 'keyword.other.suppression']]);
  });

  it('end with a block comment, in JSX too', async () => {
    const line = '{/* perf-hints-ignore await-in-loop: because */ x}';
    expect((await colours('source.ts', line)).at(-1)).toEqual(['because ', 'string.unquoted.reason']);
  });

  it('work in Python', async () => {
    expect((await colours('source.python', 'load(x)  # perf-hints-ignore query-in-loop: two rows')).map(([text]) => text)).toContain('query-in-loop');
  });

  it('are nothing outside comments', async () => {
    expect(await colours('source.ts', "const text = 'perf-hints-ignore await-in-loop: no'")).toEqual([]);
  });

  it('are injected where TypeScript, JavaScript, JSX and Python are', () => {
    expect(injectTo).toEqual(['source.ts', 'source.tsx', 'source.js', 'source.js.jsx', 'source.python']);
  });
});

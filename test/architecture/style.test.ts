/** What the sources must not contain, as far as syntax can tell. */
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Source } from './sources';
import { linesWhere, sourcesUnder } from './sources';

const server = sourcesUnder('server/src');
const all = [...server, ...sourcesUnder('client/src'), ...sourcesUnder('test'), ...sourcesUnder('scripts')];
const inner = (...layers: string[]): Source[] => server.filter(({ path }) => layers.some((layer) => path.startsWith(`server/src/${layer}/`)));

const MOST_LINES = 600;
/** Tables and generated files are long because there is much to list. */
const DATA = /^server\/src\/models\/|\.generated\.ts$|^server\/src\/rules\/index\.ts$/;

function places(sources: readonly Source[], question: (node: ts.Node) => boolean): string[] {
  return sources.flatMap((source) => linesWhere(source, question).map((line) => `${source.path}:${line}`));
}

describe('sources', () => {
  it('have no any', () => {
    expect(places(all.filter(({ path }) => path.endsWith('.ts')), (node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  it(`stay under ${MOST_LINES} lines`, () => {
    expect(server.filter(({ path, text }) => !DATA.test(path) && text.split('\n').length > MOST_LINES).map(({ path }) => path)).toEqual([]);
  });

  it('have no utils', () => {
    expect(all.map(({ path }) => path).filter((path) => /\/(utils?|helpers?|misc|common)(\/|\.\w+$)/i.test(path))).toEqual([]);
  });

  it('open with what they are for', () => {
    expect(server.filter(({ path, text }) => !DATA.test(path) && !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('name no machine they were written on', () => {
    const pattern = /(^|[\s'"`(])\/(work|root|home|Users)\/[\w.]/;
    expect(all.filter(({ text }) => text.split('\n').some((line) => pattern.test(line) && !line.includes('const pattern'))).map(({ path }) => path)).toEqual([]);
  });
});

describe('rules and what they stand on', () => {
  it('keep no state between files', () => {
    const layers = inner('text', 'engine', 'models', 'facts', 'fixes', 'rules');
    expect(layers.length).toBeGreaterThan(0);
    expect(places(layers, isModuleVariable)).toEqual([]);
    expect(places(layers, isModuleCollectionWrittenLater)).toEqual([]);
  });

  it('ask neither clock nor chance nor the process', () => {
    // Which parser loads depends on the platform; everything after the tree does not.
    const sources = inner('text', 'engine', 'models', 'facts', 'fixes', 'rules', 'languages').filter(({ path }) => !path.includes('/parsers/'));
    expect(places(sources, isAmbient)).toEqual([]);
  });

  it('wait for nothing', () => {
    // `prepare` of the engine is the one exception: it loads parsers.
    const waits = places(inner('text', 'facts', 'models', 'fixes', 'rules'), (node) => node.kind === ts.SyntaxKind.AsyncKeyword || node.kind === ts.SyntaxKind.AwaitKeyword);
    expect(waits).toEqual([]);
  });

  it.each([
    ['let count = 0;', isModuleVariable],
    ['const seen = new Set();\nexport function f() { seen.add(1); }', isModuleCollectionWrittenLater],
    ['const seen = [];\nexport function f() { seen.push(1); }', isModuleCollectionWrittenLater],
    ['export const now = () => Date.now();', isAmbient],
    ['export const chance = () => Math.random();', isAmbient],
    ['export const mode = () => process.env.MODE;', isAmbient],
  ])('would notice %j', (text, question) => {
    expect(linesWhere({ path: 'a.ts', text }, question).length).toBe(1);
  });
});

function isModuleVariable(node: ts.Node): boolean {
  return ts.isVariableStatement(node) && ts.isSourceFile(node.parent) && (node.declarationList.flags & ts.NodeFlags.Const) === 0;
}

/** A module constant that some function of the file adds to, removes from or assigns into. */
function isModuleCollectionWrittenLater(node: ts.Node): boolean {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !ts.isSourceFile(node.parent.parent.parent)) return false;
  const { text: name } = node.name;
  const file = node.getSourceFile();
  return linesWhere({ path: file.fileName, text: file.text }, (other) => isInFunction(other) && writesTo(other, name)).length > 0;
}

function writesTo(node: ts.Node, name: string): boolean {
  const isIt = (candidate: ts.Node): boolean => ts.isIdentifier(candidate) && candidate.text === name && !isShadowed(candidate);
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    return isIt(node.expression.expression) && /^(add|set|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill)$/.test(node.expression.name.text);
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind < ts.SyntaxKind.FirstAssignment || node.operatorToken.kind > ts.SyntaxKind.LastAssignment) return false;
  return (ts.isPropertyAccessExpression(node.left) || ts.isElementAccessExpression(node.left)) && isIt(node.left.expression);
}

/** A parameter or local of the same name stands in between. */
function isShadowed(identifier: ts.Identifier): boolean {
  for (let scope: ts.Node = identifier.parent; !ts.isSourceFile(scope); scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some((parameter) => parameter.name.getText() === identifier.text)) return true;
    if (ts.isBlock(scope) && scope.statements.some((statement) => ts.isVariableStatement(statement) && statement.declarationList.declarations.some((declaration) => declaration.name.getText() === identifier.text))) return true;
  }
  return false;
}

function isInFunction(node: ts.Node): boolean {
  for (let parent = node.parent; parent !== undefined; parent = parent.parent) if (ts.isFunctionLike(parent)) return true;
  return false;
}

function isAmbient(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const { text } = node.expression;
    return (text === 'Math' && node.name.text === 'random') || (text === 'Date' && node.name.text === 'now') || text === 'process' || text === 'performance' || text === 'console';
  }
  return ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date';
}

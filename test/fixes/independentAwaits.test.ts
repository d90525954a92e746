/** When a joint wait is offered, how sure it claims to be, and what it looks like. */
import { describe, expect, it } from 'vitest';
import { joinNeighbours } from '../../server/src/fixes/ecmascript/joinNeighbours';
import { placeOf } from '../../server/src/fixes/ecmascript/tree';
import { applyEdits } from '../../server/src/text/edits';
import { codeOf, fixed, fixesOf } from './fixing';

const HEAD = 'import { Pool } from \'pg\';\nimport { loadA, loadB } from \'./api\';\nconst pool = new Pool();\n';
const RULE = 'independent-awaits';

function applicability(body: string): string[] {
  return fixesOf(RULE, `${HEAD}export async function f(id: number, pool2: unknown) {\n${body}\n}\n`).map(({ fix }) => fix.applicability);
}

const A = 'const a = await pool.query(\'SELECT 1 FROM a WHERE id = $1\', [id]);';
const B = 'const b = await pool.query(\'SELECT 1 FROM b WHERE id = $1\', [id]);';

describe('safe', () => {
  it('is a joint wait for proven reads with nothing between', () => {
    expect(applicability(`  ${A}\n  ${B}\n  return [a, b];`)).toEqual(['safe']);
    expect(applicability(`  ${A}\n  const limit = 3;\n  ${B}\n  return [a, b, limit];`)).toEqual(['safe']);
  });

  it.each([
    ['a handler around it', `  try {\n    ${A}\n    ${B}\n    return [a, b];\n  } catch {\n    return [];\n  }`],
    ['a check between', `  ${A}\n  if (a.rows.length === 0) throw new Error();\n  ${B}\n  return [a, b];`],
    ['a call between', `  ${A}\n  console.log(a);\n  ${B}\n  return [a, b];`],
    ['a comment that moves', `  ${A}\n  // Then the others.\n  ${B}\n  return [a, b];`],
    ['a call among the arguments', `  ${A}\n  const b = await pool.query('SELECT 1 FROM b WHERE id = $1', [next(id)]);\n  return [a, b];`],
    ['work of another file', '  const a = await loadA(id);\n  const b = await loadB(id);\n  return [a, b];'],
  ])('is not claimed with %s', (_, body) => {
    expect(applicability(body)).toEqual(['unsafe']);
  });
});

describe('a joint wait', () => {
  it('keeps patterns, types and comments', () => {
    const text = `${HEAD}export async function f(id: number) {
  // The first.
  const { rows: a }: QueryResult<A> = await pool.query('SELECT 1 FROM a');

  // The second,
  // which is longer.
  const b: QueryResult<B> = await pool.query('SELECT 1 FROM b'); // last

  return [a, b];
}
`;
    expect(fixed(RULE, text)).toBe(`${HEAD}export async function f(id: number) {
  // The first.
  const [{ rows: a }, b]: [QueryResult<A>, QueryResult<B>] = await Promise.all([
    pool.query('SELECT 1 FROM a'),
    // The second,
    // which is longer.
    // last
    pool.query('SELECT 1 FROM b'),
  ]);

  return [a, b];
}
`);
  });

  it('keeps a declaration behind when only one has a type', () => {
    expect(fixed(RULE, `${HEAD}export async function f(id: number) {\n  const a: A = await loadA(id);\n  const b = await loadB(id);\n  return [a, b];\n}\n`))
      .toContain('  const [aResult, b] = await Promise.all([loadA(id), loadB(id)]);\n  const a: A = aResult;\n  return [a, b];');
  });

  it('stands last when a later call needs what is declared between', () => {
    expect(fixed(RULE, `${HEAD}export async function f(id: number) {\n  const a = await loadA(id);\n  const key = \`b\${id}\`;\n  const b = await loadB(key);\n  return [a, b];\n}\n`))
      .toContain('{\n  const key = `b${id}`;\n  const [a, b] = await Promise.all([loadA(id), loadB(key)]);\n  return');
  });

  it('does not start a call before the check its argument relies on', () => {
    const text = fixesOf(RULE, `${HEAD}export async function f(id?: { n: number }) {\n  const a = await loadA(1);\n  if (!id) throw new Error();\n  const b = await loadB(id.n);\n  return [a, b];\n}\n`).map((offered) => offered.text).join();
    expect(text).not.toMatch(/Promise\.all[^]*if \(!id\)/);
  });

  it('is not offered across a change of what a later call reads', () => {
    expect(fixesOf(RULE, `${HEAD}export async function f(ids: number[], id: number) {\n  const a = await loadA(ids);\n  const b = await loadB(id);\n  return [a, b];\n}\n`)).toHaveLength(1);
    expect(() => fixed(RULE, `${HEAD}export async function f(ids: number[], n: number) {\n  const a = await loadA(ids);\n  ids.push(a.id);\n  const b = await loadB(ids);\n  return [a, b];\n}\n`)).toThrow();
  });

  it('assigns several at once, also without semicolons', () => {
    const text = 'export class C {\n  async f(id) {\n    this.a = await one(id)\n    this.b = await two(id)\n  }\n}\n';
    const code = codeOf(text, '/project/src/c.js');
    const places = ['await one(id)', 'await two(id)'].flatMap((part) => {
      const start = text.indexOf(part);
      return placeOf(code.program, { start, end: start + part.length }, 'AwaitExpression') ?? [];
    });
    expect(applyEdits(text, joinNeighbours(code, places)?.edits ?? [])).toContain('  async f(id) {\n    ;[this.a, this.b] = await Promise.all([one(id), two(id)])\n  }\n');
  });

  it('leaves line ends and template literals as they are', () => {
    const text = `${HEAD}export async function f(id: number) {\n  const a = await pool.query(\`SELECT 1\n  FROM a\`);\n  const b = await pool.query(\`SELECT 1\n  FROM b\`);\n  return [a, b];\n}\n`.replaceAll('\n', '\r\n');
    const after = fixed(RULE, text);
    expect(after).toContain('pool.query(`SELECT 1\r\n  FROM b`)');
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is not offered inside a transaction that is only handed on', () => {
    expect(() => fixed(RULE, `${HEAD}export async function f(id: number, transaction: unknown) {\n  const a = await loadA(id, { transaction });\n  const b = await loadB(id, { transaction });\n  return [a, b];\n}\n`)).toThrow();
  });
});

describe('awaits side by side', () => {
  it('stay when something else runs before them', () => {
    expect(fixesOf(RULE, `${HEAD}export async function f(id: number) {\n  return log({ a: await loadA(id), b: await loadB(id) });\n}\n`)).toHaveLength(1);
    expect(fixesOf(RULE, `${HEAD}export async function f(id: number) {\n  return { now: tick(), a: await loadA(id), b: await loadB(id) };\n}\n`)).toEqual([]);
  });

  it('stay under a condition', () => {
    expect(fixesOf(RULE, `${HEAD}export async function f(id: number) {\n  return id > 0 ? { a: await loadA(id), b: await loadB(id) } : undefined;\n}\n`)).toEqual([]);
  });
});

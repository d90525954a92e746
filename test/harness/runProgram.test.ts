/** Executed cases on made-up programs: what holds passes, what does not is told. */
import { describe, expect, it } from 'vitest';
import type { Applicability, Fix } from '../../server/src/engine/finding';
import type { Range } from '../../server/src/text/range';
import type { RunCase, RunExpectation } from './runProgram';
import { checkRunCase } from './runProgram';
import { createStubEngine } from './stubEngine';

const PROGRAM = `// dependencies: pg
import { Pool } from 'pg';
const pool = new Pool();
async function slow(ids: number[]) {
  const rows: unknown[] = [];
  for (const id of ids) rows.push((await pool.query('one', [id])).rows[0]);
  return rows;
}
async function fast(ids: number[]) {
  return await Promise.all(ids.map(async (id) => (await pool.query('one', [id])).rows[0]));
}
async function bulk(ids: number[]) {
  return (await pool.query('many', ids)).rows;
}
async function backwards(ids: number[]) {
  return (await fast([...ids].reverse())).reverse();
}
export const names = (ids: number[]) => slow(ids);
export { fast, bulk, backwards };
`;

const DRIVER = `
import { fakePg } from '../../test/harness/fakes';
const pgOf = (recorder) => fakePg(recorder, (sql, values) => (sql === 'many' ? values : [values[0]]).map((id) => ({ id })));
export default async ({ recorder, load }) => load({ modules: { pg: pgOf(recorder) } }).names([1, 2, 3]);
export const empty = async ({ recorder, load }) => load({ modules: { pg: pgOf(recorder) } }).names([]);
export const failing = async ({ recorder, load }) => {
  const pg = fakePg(recorder, (sql, [id]) => { if (id === 2) throw new Error('row 2'); return [{ id }]; });
  return load({ modules: { pg } }).names([1, 2, 3]);
};
`;

const BEFORE = { counts: { 'pg.query': 3 }, maxOverlap: 1, elapsed: 3 };

function run(callee: string, applicability: Applicability, expectation: Partial<RunExpectation> & Pick<RunExpectation, 'after'>, driver = DRIVER): Promise<string[]> {
  // The one `slow(ids)` with a word as argument is in the last function.
  const fix = (range: Range): readonly Fix[] => [{ title: `Call ${callee}`, applicability, assumes: applicability === 'safe' ? '' : 'order', edits: [{ range, newText: `${callee}(ids)` }] }];
  const made: RunCase = { rule: 'slow-call', title: 'case', program: PROGRAM, driver, expect: { fix: { title: 'Call', applicability }, before: BEFORE, ...expectation } };
  return checkRunCase(createStubEngine({ fix }), made);
}

describe('checkRunCase', () => {
  it('counts before and after', async () => {
    expect(await run('fast', 'unsafe', { after: { counts: { 'pg.query': 3 }, maxOverlap: 3, elapsed: 1 } })).toEqual([]);
  });

  it('tells counts that are not as promised', async () => {
    const problems = (await run('fast', 'unsafe', { after: { counts: { 'pg.query': 1 }, maxOverlap: 1 } })).join('\n');
    expect(problems).toContain('after the fix: pg.query ran 3 times, expected 1');
    expect(problems).toContain('after the fix: maxOverlap is 3, expected 1');
  });

  it('tells a changed output, also in a further scenario', async () => {
    expect((await run('bulk', 'unsafe', { after: {} })).join('\n')).toContain('scenario failing: the output changed from threw Error: row 2');
  });

  it('tells a safe fix that moves effects', async () => {
    expect((await run('backwards', 'safe', { after: {} })).join('\n')).toContain('a safe fix keeps the order of effects');
  });

  it('refuses a safe fix that may change the output', async () => {
    expect((await run('fast', 'safe', { after: {}, sameOutput: false })).join('\n')).toContain('contradicts a safe fix');
  });

  it('tells a fix that is not offered, and another applicability', async () => {
    expect((await run('fast', 'unsafe', { after: {}, fix: { title: 'Load all', applicability: 'safe' } })).join('\n')).toContain('no fix of slow-call is titled "Load all"; offered: ["Call fast"');
    expect((await run('fast', 'unsafe', { after: {}, fix: { title: 'Call fast', applicability: 'safe' } })).join('\n')).toContain('is unsafe, expected safe');
  });

  it('tells an import the driver does not fake', async () => {
    expect((await run('fast', 'unsafe', { after: {} }, 'export default async ({ load }) => load().names([1]);')).join('\n')).toContain('the program imports pg, which the driver does not fake');
  });
});

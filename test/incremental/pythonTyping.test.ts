/** While somebody types into one function, the hints of all others stay, at each key. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import type { FunctionSummary } from '../../server/src/engine/summary';
import { containsOffset } from '../../server/src/text/range';
import type { Outcome } from '../harness/analyse';
import { analyse, settingsFor } from '../harness/analyse';
import { REPOSITORY } from '../harness/fixtures';
import { installedGrammars } from '../harness/grammars';

const engine = createPerfHints(installedGrammars());
const FOLDER = join(REPOSITORY, 'examples/shop-fastapi/slow');

beforeAll(() => engine.prepare());

const LINES: readonly string[] = [
  'names = [customer.name for customer in customers if customer.orders]',
  'logger.info(f"{len(rows)} rows of {rows[0][\'name\']!r:>{width}}: {total}")',
  'text = """SELECT *\nFROM orders\n"""',
  'with self.lock, open(path, "rb") as file: data = {**json.load(file), "a": [1, 2]}',
  'try: print("it\'s", 10, raise_error, 0o777)\n    except (ValueError, TypeError) as error: raise OrderError("no") from error',
  '@app.get("/orders/{id}")\n    async def inner(id: int, *, limit: int = 10) -> list[Order]: return (await load(id))[:limit]',
  'match kind:\n        case {"a": [x, *rest]} if (n := len(rest)) > 1: return lambda a, /, b: a <= b',
];

/** Most of the files have one defect: two more stand around what is typed. */
function between(text: string): string {
  const load = (name: string): string => `async def ${name}(session, ids: list[int]):\n    """Loads all of them, one by one."""\n    for one in ids:\n        await httpx.AsyncClient().get(f"https://shop.example/{one}")\n`;
  return `import httpx\n\n${load('load_before')}\n\n${text}\n\n${load('load_after')}`;
}

function read(text: string): Outcome {
  return analyse(engine, { path: 'app/slow.py', text, dependencies: ['fastapi', 'sqlalchemy', 'httpx', 'requests', 'redis', 'aiofiles', 'psycopg'], settings: settingsFor(undefined, {}, true) });
}

/** Those that owe nothing to the function: it may be a step on the way to the work. */
function apartFrom({ file, summary, analysis, fixes, dropped }: Outcome, typed: string): readonly string[] {
  expect([...analysis.internalErrors, ...dropped]).toEqual([]);
  const own = summary.functions.filter(({ name }) => name === typed).map(({ range }) => range);
  return analysis.findings.flatMap(({ rule, range, chain }, index) => (
    [{ range, path: file.path }, ...chain].some((step) => own.some((one) => containsOffset(one, step.range.start))) ? [] : [`${rule}, ${fixes[index]?.length ?? 0} fixes: ${file.text.slice(range.start, range.end)}`]
  ));
}

/** Where the first statement of a body begins, on a line of its own. */
function bodyStart({ bodyRange }: FunctionSummary, text: string): { readonly at: number; readonly indentation: string } {
  const line = text.lastIndexOf('\n', bodyRange.start - 1) + 1;
  return { at: line, indentation: text.slice(line, bodyRange.start) };
}

describe.each(readdirSync(FOLDER).map((name, index) => [name, LINES[index % LINES.length] ?? ''] as const))('while somebody types into %s', (name, statement) => {
  const text = between(readFileSync(join(FOLDER, name), 'utf8'));

  it('the hints and fixes of other functions stay', () => {
    const before = read(text);
    const fn = before.summary.functions.find(({ name: its, kind }) => (kind === 'function' || kind === 'method') && !its.startsWith('load_'));
    if (fn === undefined) throw new Error(`${name} has no function to type into`);
    const expected = apartFrom(before, fn.name);
    expect(expected.length).toBeGreaterThan(1);
    const { at, indentation } = bodyStart(fn, text);
    const line = indentation + statement.replaceAll('\n    ', `\n${indentation}`);
    for (let length = 1; length <= line.length; length++) {
      const typed = `${text.slice(0, at)}${line.slice(0, length)}\n${text.slice(at)}`;
      const now = read(typed);
      expect([...now.summary.problems.map(({ message }) => message), ...apartFrom(now, fn.name)], typed).toEqual(expected);
    }
  });
});

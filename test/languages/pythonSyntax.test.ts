/** Every syntax of Python 3.8 to 3.14 is read: what stands beside it keeps its hints, and so does what stands in it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import { NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import { NO_PROJECT } from '../../server/src/engine/project';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { installedGrammars } from '../harness/grammars';

const engine = createPerfHints(installedGrammars());
const PROJECT = { ...NO_PROJECT, dependencies: new Set(['httpx', 'django']) };

beforeAll(() => engine.prepare());

const HEAD = 'import httpx\nfrom django.db import models\n\nclient = httpx.AsyncClient()\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n\n\n';
const QUERY = 'def totals(ids):\n    for pk in ids:\n        print(Order.objects.get(pk=pk).total)\n';
const AWAIT = '    for pk in ids:\n        print(await client.get(f"https://a.example/{pk}"))\n';

/** Whether all of it was read, and what was found: `rule in function`. */
function look(text: string): { readonly whole: boolean; readonly found: readonly string[] } {
  const file = { path: '/project/app/orders.py', text };
  const frontend = engine.frontendFor(file.path);
  if (frontend === undefined) throw new Error('no frontend takes Python');
  const summary = frontend.summarise(file);
  const { findings, internalErrors } = engine.judge(file, summary, PROJECT, DEFAULT_SETTINGS, NEVER_CANCELLED);
  expect([...summary.problems, ...internalErrors]).toEqual([]);
  const around = (start: number): string => summary.functions.filter(({ range }) => range.start <= start && start < range.end).at(-1)?.name ?? '';
  return { whole: frontend.check(file).length === 0, found: findings.map(({ rule, range }) => `${rule} in ${around(range.start)}`) };
}

const BOTH = ['query-in-loop in totals', 'await-in-loop in load'];

it.each([
  ['assignment expressions', `async def load(ids):\n    if (n := len(ids)) > 1:\n        print(n)\n${AWAIT}`],
  ['positional-only parameters', `async def load(ids, /, a, *, b):\n    key = lambda x, /, *, y: x\n${AWAIT}`],
  ['match', `async def load(ids):\n    match ids:\n        case [] | None:\n            return\n        case [1, *rest] if rest:\n            pass\n        case {"a": x, **kw} | Point(x=0) as z:\n            pass\n        case (1 | -2) | "a" | 1+2j | Color.RED:\n            pass\n        case _:\n            pass\n${AWAIT}`],
  ['soft keywords as names', `match = 1\ncase = type = match\nmatch.x()\nprint(match, type(case))\n\n\nasync def load(ids):\n    match[0]\n    f(print=1, exec=2, match=3, type=4)\n${AWAIT}`],
  ['work in match', 'async def load(ids, mode):\n    match mode:\n        case 1:\n            for pk in ids:\n                print(await client.get(f"https://a.example/{pk}"))\n'],
  ['groups of context managers', `async def load(ids):\n    with (open(a) as x, open(b) as y,):\n        pass\n    async with (a as x, b):\n        pass\n${AWAIT}`],
  ['decorators of any expression', `@a[0].b(c)(d)\n@(lambda f: f)\n@x if y else z\n@(n := dec)\nasync def load(ids):\n${AWAIT}`],
  ['except*', `async def load(ids):\n    try:\n        pass\n    except* (A, B) as e:\n        pass\n${AWAIT}`],
  ['stars in indexes and annotations', `async def load(ids: tuple[*Ts], *args: *Ts):\n    x = a[*b]\n    for z in *a, *b:\n        pass\n${AWAIT}    return 1, *a\n`],
  ['type parameters', `class Box[T: int, *Ts, **P]:\n    pass\n\n\nasync def load[T](ids: list[T]) -> T:\n${AWAIT}`],
  ['type aliases', `type X = int | str\ntype Y[T] = list[T]\n\n\nasync def load(ids):\n    type Z = int\n${AWAIT}`],
  ['nested f-strings', `async def load(ids):\n    a = f"{f"{f"{1+1}"}"}"\n    b = f"{ids["a"]}{'\\n'.join(ids)}"\n    c = f"{\n        ids  # all of them\n    }"\n    d = f"{ids!r:>{10}}{ids=}{{}}"\n${AWAIT}`],
  ['template strings', `async def load(ids):\n    a = t"hello {ids}"\n    b = rt"x{ids!r:>10}"\n    c = t"""{t"{1}"}"""\n${AWAIT}`],
  ['except without parentheses', `async def load(ids):\n    try:\n        pass\n    except ValueError, TypeError:\n        pass\n    try:\n        pass\n    except* ValueError, TypeError:\n        pass\n${AWAIT}`],
  ['asynchronous comprehensions', `async def load(ids):\n    a = [x async for x in y if await x]\n    b = {x: 1 async for x in y}\n${AWAIT}`],
  ['work in f-strings', 'async def load(ids):\n    return [f"{await client.get(pk)}" for pk in ids]\n'],
  ['odd numbers, operators and names', `async def load(ids):\n    a = 1_000, 0x_ff, 1e5j, 0b1, 0o7\n    a @= b\n    a |= {**c, 'b': 1}\n    变量 = a[..., 1:2, ::3]\n${AWAIT}`],
  ['continued lines and semicolons', `async def load(ids):\n    x = 1 + \\\n        2\n    a = 1; b = 2;\n    if a: b; x\n${AWAIT}`],
])('reads %s', (_, text) => {
  expect(look(`${HEAD}${QUERY}\n\n${text}`)).toEqual({ whole: true, found: BOTH });
});

describe('what the grammar does not know', () => {
  it.each([
    ['defaults of type parameters', `class Box[T = int]:\n    pass\n\n\nasync def load(ids):\n${AWAIT}`],
    ['lazy imports', `lazy import json\nlazy from a import b\n\n\nasync def load(ids):\n${AWAIT}`],
    ['unpacking in comprehensions', `def flat(b):\n    return [*a for a in b], {**a for a in b}\n\n\nasync def load(ids):\n${AWAIT}`],
  ])('costs only its own: %s', (_, text) => {
    expect(look(`${HEAD}${QUERY}\n\n${text}`)).toEqual({ whole: false, found: BOTH });
  });
});

/** What a broken line costs: the definition or statement it stands in. Hints and fixes of all others stay. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createPerfHints } from '../../server/src/composition';
import { NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import { NO_PROJECT } from '../../server/src/engine/project';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import { installedGrammars } from '../harness/grammars';

const engine = createPerfHints(installedGrammars());
const PROJECT = { ...NO_PROJECT, dependencies: new Set(['httpx', 'django']) };

beforeAll(() => engine.prepare());

interface Seen {
  readonly problems: readonly string[];
  /** The functions with findings; a plus says that there is a fix. */
  readonly told: readonly string[];
  readonly names: readonly string[];
}

function look(text: string): Seen {
  const file = { path: '/project/app/orders.py', text };
  const frontend = engine.frontendFor(file.path);
  if (frontend === undefined) throw new Error('no frontend takes Python');
  const summary = frontend.summarise(file);
  const { findings, internalErrors } = engine.judge(file, summary, PROJECT, DEFAULT_SETTINGS, NEVER_CANCELLED);
  expect(internalErrors).toEqual([]);
  const around = (start: number): string => summary.functions.filter(({ range }) => range.start <= start && start < range.end).at(-1)?.name ?? '';
  return {
    problems: summary.problems.map(({ message }) => message),
    told: findings.map((finding) => around(finding.range.start) + (engine.fixes(finding, file, summary, PROJECT).length > 0 ? '+' : '')),
    names: summary.functions.map(({ name }) => name),
  };
}

const HEAD = 'import httpx\nfrom django.db import models\n\nclient = httpx.AsyncClient()\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n\n\n';
const LOOP = '        for pk in ids:\n            print(Order.objects.get(pk=pk).total)\n';

function loop(name: string): string {
  return `def ${name}(ids):\n    """Totals of orders."""\n    for pk in ids:\n        print(Order.objects.get(pk=pk).total)\n\n\n`;
}

const BROKEN: readonly (readonly [string, string])[] = [
  ['an operator too many', 'x = = 1'],
  ['an open call', 'x = get(1,'],
  ['an open list', 'x = [1, 2'],
  ['an open dictionary', 'x = {"a": 1,'],
  ['half a comprehension', 'x = [a for b in'],
  ['an open replacement field', 'x = f"{'],
  ['an open string', 'x = "a'],
  ['an open triple quote', 'x = """a'],
  ['an open triple quote of the other kind', "x = '''a"],
  ['an open long f-string', 'x = f"""{a'],
  ['a closing triple quote alone', 'x """'],
  ['half a return', 'return ('],
  ['half a condition', 'if x'],
  ['half a for', 'for x in'],
  ['half a with', 'with open(x) as'],
  ['half a call of a method', 'Order.objects.get('],
  ['a try alone', 'try x'],
  ['half a definition', 'def inner('],
  ['half a lambda', 'x = lambda'],
  ['half a print of Python 2', 'print "x'],
  ['a print of Python 2', 'print "x"'],
  ['an unknown character', 'x = ?'],
  ['a line too far to the right', 'x = 1\n          y = 2'],
  ['a line too far to the left', 'if x:\n        y = 2\n      z = 3'],
  ['a lazy import', 'lazy import json'],
  ['unpacking in a comprehension', 'x = [*a for a in b]'],
  ['a conflict', '<<<<<<< HEAD'],
];

describe('a broken line', () => {
  it.each(BROKEN)('costs its function alone: %s', (_, line) => {
    const text = `${HEAD}${loop('first')}async def broken(ids: list[int]):\n    a = 1\n    ${line}\n    b = 2\n\n\n${loop('second')}URL = f"{1}"\n\n\n${loop('third')}`;
    expect(look(text)).toMatchObject({ problems: [], told: ['first+', 'second+', 'third+'] });
    expect(look(text).names).toContain('broken');
  });

  it.each(BROKEN)('costs the last function alone: %s', (_, line) => {
    expect(look(`${HEAD}${loop('first')}${loop('second')}async def broken(ids: list[int]):\n    ${line}`)).toMatchObject({ problems: [], told: ['first+', 'second+'] });
  });

  it.each(BROKEN)('costs its method alone: %s', (_, line) => {
    const method = (name: string, body: string): string => `    @staticmethod\n    def ${name}(ids: list[int]) -> None:\n${body}\n`;
    const text = `${HEAD}class Report(Base):\n    """Reports of orders.\n\n    Words of the first column.\n    """\n\n    kind: str = "a"\n\n${method('first', LOOP)}${method('broken', `        ${line}\n`)}${method('second', LOOP)}\n\n${loop('third')}`;
    const seen = look(text);
    expect(seen).toMatchObject({ problems: [], told: ['Report.first+', 'Report.second+', 'third+'] });
    expect(seen.names).toContain('Report.broken');
  });

  it.each(BROKEN)('outside functions costs nothing else: %s', (_, line) => {
    expect(look(`${HEAD}${line}\nother: int = 1\n\n\n${loop('first')}${loop('second')}`)).toMatchObject({ problems: [], told: ['first+', 'second+'] });
  });

  it.each([
    ['a parameter', 'def broken(a, (:'], ['a name', 'def broken'], ['a return type', 'def broken(a) ->'], ['a decorator', '@app.get("/"\ndef broken(a):'], ['a base', 'class Broken(Base'], ['type parameters', 'class Broken[T = int]:'],
  ])('that begins a definition costs that definition: %s', (_, head) => {
    expect(look(`${HEAD}${loop('first')}${head}\n    a: int = f"{1}"\n\n\n${loop('second')}`)).toMatchObject({ problems: [], told: ['first+', 'second+'] });
  });
});

it('an open string over lines keeps what stands in it from being told', () => {
  const text = `${HEAD}${loop('first')}def broken(ids: list[int]):\n    x = """SELECT\nFROM\n    for pk in ids:\n        print(Order.objects.get(pk=pk))\n\n\n${loop('second')}`;
  expect(look(text)).toMatchObject({ problems: [], told: ['first+', 'second+'] });
});

describe('what goes over lines that look like statements', () => {
  it.each([
    ['a string', 'QUERY = """\nselect = 1\n\ndef inner(ids):\n    for pk in ids:\n        Order.objects.get(pk=pk)\n"""\n'],
    ['brackets', 'QUERY = dict(\na=1,\nb=[\nOrder,\n],\n)\n'],
    ['a comment in a body', `def early():\n    x = 1\n# not the end\n    for pk in [x]:\n        pass\n`],
    ['an alternative', 'try:\n    import json\nexcept ImportError:\n    json = None\nelse:\n    pass\nfinally:\n    pass\n'],
  ])('stays whole beside a broken line: %s', (_, statement) => {
    const seen = look(`${HEAD}${statement}\n\n${loop('first')}def broken():\n    x = f"{1}" (\n`);
    expect(seen).toMatchObject({ problems: [], told: ['first+'] });
    expect(seen.names).not.toContain('inner');
  });
});

it('a definition whose body is broken still hides what its name hides', () => {
  const text = (name: string): string => `import httpx\n\nasync def fetch(urls: list[str]):\n    for url in urls:\n        open(url).read()\n\n\ndef ${name}(path: str):\n    return Null(\n\n\nLIMIT = 1\n`;
  expect([look(text('close')).told, look(text('open')).told]).toEqual([['fetch'], []]);
});

it.each([['prose', 'This is no program.\nIt has some lines, and they say nothing.\n'], ['a page', '<html>\n<body>\n<p>text</p>\n</body>\n</html>\n'], ['brackets', '<<<<<<< {{{ ;;; ))) \n']])('a text that is no Python is named: %s', (_, text) => {
  expect(look(text).problems).toEqual(['this is not Python, or its syntax is broken']);
});

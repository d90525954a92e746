/** What the Python frontend sees in a program: loops, calls, flows, awaits, names. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileSummary, Value } from '../../server/src/engine/summary';
import { createPythonFrontend } from '../../server/src/languages/python/index';
import { installedGrammars } from '../harness/grammars';

const frontend = createPythonFrontend(installedGrammars());

beforeAll(() => frontend.prepare());

function summarise(text: string): FileSummary {
  return frontend.summarise({ path: '/project/src/orders.py', text });
}

function calleeOf(summary: FileSummary, text: string): Value | undefined {
  const site = summary.sites.find((candidate) => candidate.text === text);
  return site === undefined ? undefined : summary.values[site.callee];
}

describe('imports', () => {
  it.each([
    ['import requests\nrequests.get(u)', 'requests.get', { kind: 'import', module: 'requests', name: 'get' }],
    ['import sqlalchemy as sa\nsa.create_engine(u)', 'sa.create_engine', { kind: 'import', module: 'sqlalchemy', name: 'create_engine' }],
    ['from sqlalchemy.orm import Session as S\nS()', 'S', { kind: 'import', module: 'sqlalchemy/orm', name: 'Session' }],
    ['from ..models import Order\nOrder()', 'Order', { kind: 'import', module: '../models', name: 'Order' }],
    ['def f():\n    from .tasks import send\n    send()', 'send', { kind: 'import', module: './tasks', name: 'send' }],
    ['def f(get):\n    get()', 'get', { kind: 'parameter', function: 1, index: 0 }],
  ])('%s', (text, callee, expected) => {
    expect(calleeOf(summarise(text), callee)).toEqual(expected);
  });
});

describe('texts', () => {
  it.each([
    ['"select " + "x"', { kind: 'string', value: 'select x' }],
    ['("from "\n  f"{t} limit 1")', { kind: 'text', head: 'from ', tail: ' limit 1' }],
    ['"from " + table', { kind: 'text', head: 'from ', tail: '' }],
    ['"from " + table + " where x"', { kind: 'text', head: 'from ', tail: ' where x' }],
    ['"from " + table + clause', { kind: 'text', head: 'from ' }],
    ['f"{a}, {b}"', { kind: 'text', head: '' }],
    ['size + 1', { kind: 'unknown' }],
    ['"%s" % name', { kind: 'unknown' }],
  ])('puts %s together', (text, expected) => {
    const summary = summarise(`run(${text})`);
    expect(summary.values[summary.sites[0]?.arguments[0] ?? -1]).toEqual(expected);
  });
});

describe('loops', () => {
  it('knows statements, comprehensions and what they go through', () => {
    const { loops } = summarise([
      'for i, order in enumerate(orders):', '    load(order)', 'while n < 3:', '    n += 1', 'a = [f(x) for x in xs]', 'b = {k: g(k) for k in ks}', 'c = sum(h(y) for y in ys)',
    ].join('\n'));
    expect(loops.map(({ kind, iteratedText, elementName, method }) => [kind, iteratedText, elementName, method])).toEqual([
      ['for-of', 'orders', 'order', ''], ['while', '', 'iteration', ''], ['comprehension', 'xs', 'x', 'list'], ['comprehension', 'ks', 'k', 'dict'], ['comprehension', 'ys', 'y', 'generator'],
    ]);
  });

  it('counts constant ranges and literals, and sees steps', () => {
    const { loops } = summarise('for a in range(3):\n    f(a)\nfor b in (1, 2):\n    f(b)\nfor c in range(0, n, 50):\n    f(c)\nfor d in rows:\n    f(d)');
    expect(loops.map(({ count, step }) => [count, step])).toEqual([[3, 1], [2, 1], [-1, 50], [-1, 1]]);
  });

  it('starts all coroutines that gather waits for', () => {
    const { loops } = summarise('async def f(urls):\n    await asyncio.gather(*[get(u) for u in urls])\n    tasks = [get(u) for u in urls]\n    await asyncio.gather(*tasks)\n    return [await get(u) for u in urls]');
    expect(loops.map(({ pace }) => pace)).toEqual(['collected', 'collected', 'serial']);
  });

  it('takes names that are only set inside a loop for names of its iterations', () => {
    const { bindings } = summarise('def f(xs):\n    last = None\n    for x in xs:\n        row = load(x)\n        last = row\n    return last');
    expect(bindings.filter(({ name }) => name === 'row' || name === 'last' || name === 'x').map(({ name, loop, kind }) => [name, loop, kind])).toEqual([['last', -1, 'variable'], ['x', 0, 'element'], ['row', 0, 'variable']]);
  });
});

describe('functions and classes', () => {
  it('knows self, fields, bases, decorators and properties', () => {
    const summary = summarise([
      'class Orders(Base):', '    table = Column(Integer)', '    def __init__(self, session: Session):', '        self.session = session', '    @property', '    def total(self):',
      '        return self.session.query(Order)', '    async def load(self, id):', '        return await self.session.get(id)',
    ].join('\n'));
    const [orders] = summary.classes;
    expect(Object.keys(orders?.methods ?? {})).toEqual(['__init__', 'total', 'load']);
    expect(orders?.fields.map(({ name }) => name)).toEqual(['table', 'session']);
    expect(summary.functions.map(({ name, kind, async }) => [name, kind, async])).toEqual([
      ['module', 'module', false], ['Orders.__init__', 'constructor', false], ['Orders.total', 'getter', false], ['Orders.load', 'method', true],
    ]);
    expect(calleeOf(summary, 'self.session.query')).toMatchObject({ kind: 'member', name: 'query' });
  });

  it('waits at yields of Twisted only', () => {
    expect(summarise('@inlineCallbacks\ndef f():\n    yield g()').awaits.map(({ kind }) => kind)).toEqual(['yield']);
    expect(summarise('def f():\n    yield g()').awaits).toEqual([]);
  });
});

describe('broken and foreign text', () => {
  it('loses only the function with the broken line', () => {
    const summary = summarise('def good():\n    load()\n\ndef bad():\n    x = = 1\n    lost()\n\ndef other():\n    save()\n');
    expect(summary.problems).toEqual([]);
    expect(summary.sites.map(({ text }) => text)).toEqual(['load', 'save']);
  });

  it.each([['Python 2', 'print "x"\n'], ['no Python', '<<<<<<< {{{ ;;; ))) \n']])('tells %s', (_, text) => {
    expect(summarise(text).problems.length).toBe(1);
  });

  it.each([
    ['nothing', ''], ['a line', '\n'], ['a form feed', '\f\n'], ['a name', 'x'], ['CRLF', 'é = "😀"\r\nf(é)\r\n'], ['open brackets', '('.repeat(5000)], ['deep lists', `x = ${'['.repeat(600)}1${']'.repeat(600)}`],
  ])('never throws: %s', (_, text) => {
    expect(() => summarise(text)).not.toThrow();
  });

  it('counts in UTF-16 units', () => {
    const text = 'a = "😀é"; load(a)\r\n\tif a:\r\n';
    const site = summarise('a = "😀é"; load(a)\r\n').sites.find((candidate) => candidate.text === 'load');
    expect(text.slice(site?.range.start, site?.range.end)).toBe('load(a)');
  });
});

/** Python 2 is named as such; a half-typed line makes no file Python 2. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createPythonFrontend } from '../../server/src/languages/python/index';
import { installedGrammars } from '../harness/grammars';

const frontend = createPythonFrontend(installedGrammars());

beforeAll(() => frontend.prepare());

function problemsOf(text: string): readonly string[] {
  return frontend.summarise({ path: '/project/a.py', text }).problems.map(({ message }) => message);
}

const STATEMENTS: readonly string[] = [
  'print "x"', 'print x, y', 'print >>f, x', 'print not x', 'exec "x = 1"', 'exec code in names', 'raise ValueError, "x"', 'raise A, B, tb', 'x = `y`', 'x = ur"a"', 'x = UR"""a"""', 'if a <> b: pass', 'x = 0777', 'x = 10L', 'x = 0xFFl', 'f = lambda (a, b): a',
  'def f((a, b)): pass', 'def f(c, (a, b)=(1, 2)): pass', 'try:\n    a()\nexcept ValueError, e:\n    b()', 'try:\n    a()\nexcept (A, B), error:\n    b()',
];

describe('statements of Python 2', () => {
  it.each(STATEMENTS)('name the file: %s', (statement) => {
    expect(problemsOf(`import os\n\ndef f(a):\n    return a\n\n${statement}\n`)).toEqual(['this is Python 2']);
  });

  it.each(STATEMENTS)('name a file with an error elsewhere: %s', (statement) => {
    expect(problemsOf(`import os\n\ndef f(a):\n    return a\n\n\ndef g(a):\n    return (\n\n\n${statement}\n`)).toEqual(['this is Python 2']);
  });
});

describe('what Python 2 never had', () => {
  it.each(['x = f"{1}"', 'x = f"a"', 'x: int = 1', 'def g(a: int): pass', 'def g() -> int: pass', 'async def g(): pass', 'if (x := 1): pass', 'def g(*, a): pass', 'def g(a, /): pass', 'match x:\n    case 1: pass', 'def g():\n    nonlocal x'])('makes such a line a broken one: %s', (modern) => {
    for (const statement of STATEMENTS) expect(problemsOf(`import os\n\n${modern}\n\n\ndef f(a):\n    return a\n\n\n${statement}\n`), statement).toEqual([]);
  });

  it('counts where the same part has both', () => {
    expect(problemsOf('import os\n\ndef f(a: int):\n    print a\n')).toEqual([]);
  });
});

describe('lines of Python 3 and half-typed ones', () => {
  it.each([
    'print("x")', 'print', 'print (a), b', 'print -1', 'exec(code)', 'raise ValueError("x") from e', 'raise A', 'x = 0', 'x = 000', 'x = 0o777', 'x = 0777.5', 'x = 1_000', 'x = u"a"', 'x = Rb"a"', 'a < b > c', 'f = lambda a, b: (a, b)',
    'def f(a, b=(1, 2)): pass', 'try:\n    a()\nexcept (A, B) as e:\n    b()', 'try:\n    a()\nexcept A, B:\n    b()', 'print "x', 'raise A,', 'x = `y', 'except A, e:', 'x = ur"', 'a <>', 'def f((a', 'print(`x', 'x = "`a`"', 'x = "print 1"', '# print "x"',
  ])('do not name the file: %s', (line) => {
    expect(problemsOf(`import os\n\nimport re\n\n${line}\n`)).toEqual([]);
  });
});

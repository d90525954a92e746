/** Dependencies of manifests, from a file's folder up to the root. */
import { describe, expect, it } from 'vitest';
import { createProjectReader } from '../../server/src/workspace/projectInfo';
import { temporaryFolder } from './temporaryFolder';

it('joins the manifests between a file and the root, and no others', () => {
  const above = temporaryFolder({
    'package.json': '{"dependencies": {"above": "1"}}',
    'root/package.json': '{"devDependencies": {"top": "1"}}',
    'root/packages/api/package.json': '{"dependencies": {"pg": "8"}, "peerDependencies": {"express": "5"}}',
    'root/packages/bad/package.json': '{ not json',
    'root/packages/odd/package.json': '{"dependencies": ["pg"]}',
  });
  const root = `${above}/root`;
  const projectOf = createProjectReader(root);
  expect([...projectOf(`${root}/packages/api/src/deep/a.ts`).dependencies].sort()).toEqual(['express', 'pg', 'top']);
  expect([...projectOf(`${root}/packages/bad/a.ts`).dependencies]).toEqual(['top']);
  expect([...projectOf(`${root}/packages/odd/a.ts`).dependencies]).toEqual(['top']);
  expect(projectOf(`${root}/a.ts`).root).toBe(root);
});

it('takes a package that is called by name and serves nobody for a command line', () => {
  const root = temporaryFolder({
    'package.json': '{"bin": "top.js", "dependencies": {"express": "5"}}',
    'packages/cli/package.json': '{"bin": {"shop": "dist/cli.js"}}',
    'packages/admin/package.json': '{"dependencies": {"yargs": "17"}}',
    'packages/api/package.json': '{"bin": "dist/serve.js", "dependencies": {"@nestjs/core": "11"}}',
    'packages/core/package.json': '{"dependencies": {"pg": "8"}}',
  });
  const projectOf = createProjectReader(root);
  const programs = ['packages/cli/src/commands/a.ts', 'packages/admin/a.ts', 'packages/api/a.ts', 'packages/core/a.ts', 'a.ts'].map((path) => projectOf(`${root}/${path}`).program);
  expect(programs).toEqual(['command-line', 'command-line', 'application', 'application', 'application']);
});

it('tells roles from the innermost project named', () => {
  const root = temporaryFolder({ 'examples/shop/package.json': '{}' });
  const projectOf = createProjectReader(root, [`${root}/examples/shop`]);
  expect(projectOf(`${root}/examples/shop/src/a.ts`).root).toBe(`${root}/examples/shop`);
  expect(projectOf(`${root}/examples/other/a.ts`).root).toBe(root);
});

describe('Python manifests', () => {
  it.each([
    ['pyproject.toml', '[project]\nname = "shop"\ndependencies = ["Django>=4.2", "psycopg[binary] ; python_version > \'3.8\'"]\n[project.optional-dependencies]\njobs = ["celery"]\n[dependency-groups]\ndev = ["pytest", {include-group = "x"}]', ['celery', 'django', 'psycopg', 'pytest']],
    ['pyproject.toml', '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "^3.12"\nFlask = "^3"\n[tool.poetry.group.dev.dependencies]\nmypy = "*"', ['flask', 'mypy']],
    ['requirements.txt', '# base\n-r other.txt\nDjango==5.0  # pinned\nredis[hiredis]>=5\ngit+https://example.org/x.git#egg=inner_lib\n', ['django', 'inner-lib', 'inner_lib', 'redis']],
    ['requirements/production.txt', 'gunicorn', ['gunicorn']],
    ['setup.cfg', '[metadata]\nname = shop\n[options]\ninstall_requires =\n    requests>=2\n    PyMySQL\npackages = find:\n[options.extras_require]\ntest = pytest\n', ['pymysql', 'pytest', 'requests']],
    ['setup.py', 'from setuptools import setup\nsetup(\n    name="shop",\n    install_requires=[\n        "requests>=2",\n        "SQLAlchemy",\n    ],\n    extras_require={\n        "aws": ["boto3"],\n    },\n)\n', ['boto3', 'botocore', 'requests', 'sqlalchemy']],
    ['Pipfile', '[packages]\nflask = "*"\n[dev-packages]\nblack = "*"\n', ['black', 'flask']],
  ])('are read: %s', (path, text, expected) => {
    const root = temporaryFolder({ [path]: text });
    expect([...createProjectReader(root)(`${root}/shop/a.py`).dependencies].sort()).toEqual(expected);
  });

  it('say nothing when they cannot be read', () => {
    const root = temporaryFolder({ 'pyproject.toml': 'not [ toml' });
    expect([...createProjectReader(root)(`${root}/a.py`).dependencies]).toEqual([]);
  });

  it('name libraries as they are installed and as they are imported', () => {
    const root = temporaryFolder({ 'requirements.txt': 'djangorestframework\npsycopg2-binary\nFlask_SQLAlchemy\ndjango-filter' });
    const { dependencies } = createProjectReader(root)(`${root}/a.py`);
    for (const name of ['djangorestframework', 'rest_framework', 'psycopg2', 'flask-sqlalchemy', 'flask_sqlalchemy', 'django_filter']) expect([name, dependencies.has(name)]).toEqual([name, true]);
  });

  it('stand beside those of a front end', () => {
    const root = temporaryFolder({ 'package.json': '{"bin": "a.js", "dependencies": {"pg": "8"}}', 'pyproject.toml': '[project]\ndependencies = ["fastapi"]' });
    const { dependencies, program } = createProjectReader(root)(`${root}/app/a.py`);
    expect([dependencies.has('pg'), dependencies.has('fastapi'), program]).toEqual([true, true, 'command-line']);
  });
});

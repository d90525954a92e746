/**
 * Reads what a folder's Python manifests name: pyproject.toml in its dialects, requirements files, setup.cfg, Pipfile, and
 * setup.py, of which only the text is read. Knows no other language's manifests.
 */
import { parse } from 'smol-toml';
import { joinPath } from './paths';
import type { Manifest } from './projectInfo';

/** How the files are reached; nothing of it throws. */
export interface FolderReader {
  /** The text of a file; empty when there is none. */
  read(path: string): string;
  /** Names of the files in a folder. */
  list(path: string): readonly string[];
}

const REQUIREMENTS = /^(requirements|constraints)[^/]*\.(txt|in)$|^[^/]*[-_]requirements\.(txt|in)$/i;
const REQUIREMENTS_FOLDER = /^(requirements|reqs)$/i;

/**
 * `names`: what the folder holds. The name is the one it is imported by, as far as it tells; dependencies are named as
 * distributions (PEP 503) and as modules.
 */
export function readPythonManifest(folder: string, names: readonly string[], { read, list }: FolderReader): Manifest | undefined {
  const parts: Part[] = [];
  for (const name of names) {
    const path = joinPath(folder, name);
    if (name === 'pyproject.toml') parts.push(ofProject(tables(read(path))));
    else if (name === 'Pipfile') parts.push(ofPipfile(tables(read(path))));
    else if (name === 'setup.cfg') parts.push(ofSetupConfig(read(path)));
    else if (name === 'setup.py') parts.push(ofSetupScript(read(path)));
    else if (REQUIREMENTS.test(name)) parts.push(ofRequirements(read(path)));
    else if (REQUIREMENTS_FOLDER.test(name)) for (const inner of list(path)) if (/\.(txt|in)$/.test(inner)) parts.push(ofRequirements(read(joinPath(path, inner))));
  }
  if (parts.length === 0) return undefined;
  const distributions = parts.flatMap(({ requirements }) => requirements.flatMap(distributionOf));
  return {
    name: moduleNames(parts.find(({ name }) => name !== undefined)?.name ?? '')[0] ?? '',
    dependencies: [...new Set(distributions.flatMap((name) => [name, ...moduleNames(name)]))],
    // A distribution that installs commands is mostly a library as well, or serves through one of them.
    program: undefined,
  };
}

interface Part {
  /** As written: `Django>=4.2`, `psycopg[binary]`. */
  readonly requirements: readonly string[];
  readonly name?: string | undefined;
}

/** PEP 621 and 735, Poetry, PDM, uv, Hatch. */
function ofProject(root: Table): Part {
  const project = tableOf(root, 'project');
  const poetry = tableOf(root, 'tool', 'poetry');
  const groups = Object.values(tableOf(poetry, 'group')).filter(isTable);
  return {
    name: stringOf(project['name']) ?? stringOf(poetry['name']),
    requirements: [
      ...strings(project['dependencies']),
      ...Object.values(tableOf(project, 'optional-dependencies')).flatMap(strings),
      ...Object.values(tableOf(root, 'dependency-groups')).flatMap(strings),
      ...Object.values(tableOf(root, 'tool', 'pdm', 'dev-dependencies')).flatMap(strings),
      ...strings(tableOf(root, 'tool', 'uv')['dev-dependencies']),
      ...[tableOf(poetry, 'dependencies'), tableOf(poetry, 'dev-dependencies'), ...groups.map((group) => tableOf(group, 'dependencies'))].flatMap(Object.keys),
    ],
  };
}

function ofPipfile(root: Table): Part {
  return { requirements: ['packages', 'dev-packages'].flatMap((key) => Object.keys(tableOf(root, key))) };
}

/** One requirement per line; options (`-r base.txt`) and addresses name nothing. */
function ofRequirements(text: string): Part {
  return { requirements: text.split(/\r?\n/).map((line) => /#egg=([\w.-]+)/.exec(line)?.[1] ?? line.replace(/(^|\s)#.*/, '').trim()).filter((line) => line !== '' && !line.startsWith('-')) };
}

/** Lists are indented below their key. */
function ofSetupConfig(text: string): Part {
  const lists = [...text.matchAll(/^(?:install_requires|tests_require|requires)[ \t]*=(.*(?:\r?\n(?:[ \t]+.*|(?=\r?\n)))*)/gm)].map((match) => match[1] ?? '');
  const extras = /^\[options\.extras_require\]\r?\n((?:(?!\[).*(?:\r?\n|$))*)/m.exec(text)?.[1]?.replace(/^[\w.-]+[ \t]*=/gm, '') ?? '';
  return { name: /^name[ \t]*=[ \t]*(\S+)/m.exec(text)?.[1], requirements: [...lists, extras].flatMap((list) => ofRequirements(list).requirements.map((line) => line.trim())) };
}

/** Code is never run: every string that reads like a requirement counts. */
function ofSetupScript(text: string): Part {
  const lists = [...text.matchAll(/(?:\b(?:install_requires|tests_require|requirements|require[ds]?)\b|extras_require)\s*=\s*[[{(]([\s\S]*?)\n\s*[\]})],?\s*$/gm), ...text.matchAll(/\b(?:install_requires|tests_require|requirements|require[ds]?)\s*=\s*\[([^\]\n]*)\]/g)].map((match) => match[1] ?? '');
  const requirements = lists.flatMap((list) => [...list.matchAll(/["']([A-Za-z][^"'\n]*)["'](?!\s*:)/g)].map((match) => match[1] ?? ''));
  return { name: /\bname\s*=\s*["']([\w.-]+)["']/.exec(text)?.[1], requirements };
}

/** `psycopg[binary] >= 3 ; python_version > "3.8"` → `psycopg`, normalised per PEP 503. */
function distributionOf(requirement: string): string[] {
  const name = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\]\s*)?(?=[<>=!~;@( ]|$)/.exec(requirement)?.[1];
  return name === undefined || name === 'python' ? [] : [name.toLowerCase().replace(/[-_.]+/g, '-')];
}

/** Distributions that are imported by another name than their own. */
const IMPORTED_AS: Readonly<Record<string, readonly string[]>> = {
  'djangorestframework': ['rest_framework'], 'drf-extensions': ['rest_framework_extensions'], 'psycopg2-binary': ['psycopg2'], 'psycopg-binary': ['psycopg'], 'mysqlclient': ['MySQLdb'],
  'mysql-connector-python': ['mysql'], 'pillow': ['PIL'], 'pyyaml': ['yaml'], 'beautifulsoup4': ['bs4'], 'python-dateutil': ['dateutil'], 'pyjwt': ['jwt'], 'scikit-learn': ['sklearn'],
  'opencv-python': ['cv2'], 'python-telegram-bot': ['telegram'], 'discord-py': ['discord'], 'py-cord': ['discord'], 'slack-bolt': ['slack_bolt'], 'tortoise-orm': ['tortoise'],
  'pony': ['pony'], 'django-import-export': ['import_export'], 'strawberry-graphql': ['strawberry'], 'strawberry-graphql-django': ['strawberry', 'strawberry_django'], 'graphene-django': ['graphene_django', 'graphene'],
  'django-ninja': ['ninja'], 'attrs': ['attr', 'attrs'], 'google-api-core': ['google'], 'python-dotenv': ['dotenv'], 'ruamel-yaml': ['ruamel'], 'python-multipart': ['multipart'], 'zope-sqlalchemy': ['zope'],
  'gitpython': ['git'], 'pycryptodome': ['Crypto'], 'elasticsearch-dsl': ['elasticsearch_dsl'], 'fastapi': ['fastapi', 'starlette'], 'flask-sqlalchemy': ['flask_sqlalchemy', 'sqlalchemy'],
  'sqlmodel': ['sqlmodel', 'sqlalchemy'], 'aioboto3': ['aioboto3', 'boto3', 'botocore'], 'boto3': ['boto3', 'botocore'],
};

function moduleNames(distribution: string): readonly string[] {
  const known = IMPORTED_AS[distribution];
  if (known !== undefined) return known;
  if (distribution.startsWith('google-cloud-')) return ['google'];
  const plain = distribution.replace(/[-.]+/g, '_');
  return plain.startsWith('django_') ? [plain, plain.slice('django_'.length)] : plain === '' ? [] : [plain];
}

type Table = Readonly<Record<string, unknown>>;
const EMPTY: Table = {};

/** A file that cannot be read says nothing. */
function tables(text: string): Table {
  try {
    return parse(text);
  } catch {
    return EMPTY;
  }
}

function tableOf(root: Table, ...keys: readonly string[]): Table {
  let at: unknown = root;
  for (const key of keys) at = isTable(at) ? at[key] : undefined;
  return isTable(at) ? at : EMPTY;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

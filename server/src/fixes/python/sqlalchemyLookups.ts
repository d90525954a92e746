/** Recognises SQLAlchemy's ways to ask for one row by a column, old and new, and says how the same session loads many into a dictionary. */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf, unwrap } from '../../languages/python/tree';
import type { Imported } from './addImport';
import { importedFrom } from './addImport';
import type { Code } from './code';
import { sourceOf } from './code';
import type { Lookup } from './lookups';
import { chainOf } from './queries';
import type { MethodCall, Place } from './tree';
import { callNamed, isPath } from './tree';

interface Asked {
  readonly model: PyNode;
  readonly field: string;
  /** No column is named: the primary key is meant. */
  readonly isPrimary?: true;
  readonly key: PyNode;
  /** The statement is built by `select`; else by `session.query`, or by a query the model holds. */
  readonly style: 'select' | 'query' | 'model';
  /** `select` as the file calls it, where the statement is written with it. */
  readonly select: string | undefined;
}

const ONE_OF_QUERY = /^(first|one_or_none)$/;
const ONE_OF_RESULT = /^(scalar_one_or_none|scalars)$/;
const SELECT_MODULES: readonly string[] = ['sqlalchemy', 'sqlmodel', 'sqlalchemy.future', 'sqlalchemy.sql'];

/**
 * `session.get(Order, key)`, `session.query(Order).filter(Order.id == key).first()`, `Order.query.get(key)`,
 * `(await session.execute(select(Order).where(Order.id == key))).scalar_one_or_none()`. A missing row gives `None` in all of them.
 */
export function sqlalchemyLookup(code: Code, place: Place): Lookup | undefined {
  const node = outermost(code, place);
  const isAwait = node.type === 'await';
  const outer = chainOf(isAwait ? node.children[0] ?? node : node, code.text);
  const waiting = outer.root.type === 'await' ? outer.root.children[0] : undefined;
  if (waiting !== undefined && isAwait) return undefined;
  const inner = waiting === undefined ? undefined : chainOf(waiting, code.text);
  const calls = inner === undefined ? outer.calls : [...inner.calls, ...outer.calls];
  const root = inner === undefined ? outer.root : inner.root;
  const isAsync = isAwait || waiting !== undefined;
  const asked = isPath(root) ? askedFor(code, root, calls) : undefined;
  if (asked === undefined || !isPath(asked.model)) return undefined;
  const model = sourceOf(code, asked.model);
  const session = sourceOf(code, root);
  const select = asked.style === 'select' ? (asked.select === undefined ? selectOf(code, place) : { local: asked.select, edits: [] }) : undefined;
  if (asked.style === 'select' && select === undefined) return undefined;
  const column = `${model}.${asked.field}`;
  const rows = (keys: string): string => {
    if (asked.style === 'model') return `${session}.filter(${column}.in_(${keys}))`;
    if (asked.style === 'query') return `${session}.query(${model}).filter(${column}.in_(${keys}))`;
    return `${isAsync ? 'await ' : ''}${session}.scalars(${select?.local ?? ''}(${model}).where(${column}.in_(${keys})))`;
  };
  return {
    model: model.slice(model.lastIndexOf('.') + 1), field: asked.field, key: asked.key, node, others: [root, asked.model], assumes: asked.isPrimary === true ? ['`id` is the primary key'] : [], edits: select?.edits ?? [],
    all: (keys) => `{row.${asked.field}: row for row in ${rows(keys)}}`,
    one: (name, of) => `${name}.get(${of})`,
  };
}

/** The chain of calls around a place that still hands on the one row: `.scalars().first()` behind `session.execute(…)`. */
function outermost({ text }: Code, { node, ancestors }: Place): PyNode {
  let best = node;
  let at = node;
  for (const parent of [...ancestors].reverse()) {
    if (parent.type === 'attribute' && fieldOf(parent, 'object') === at) {
      const name = fieldOf(parent, 'attribute');
      if (name === undefined || !(ONE_OF_QUERY.test(text.slice(name.start, name.end)) || ONE_OF_RESULT.test(text.slice(name.start, name.end)))) break;
    } else if (parent.type === 'call' && fieldOf(parent, 'function') === at) best = parent;
    else if (parent.type !== 'parenthesized_expression') break;
    at = parent;
  }
  return best;
}

function askedFor(code: Code, root: PyNode, calls: readonly MethodCall[]): Asked | undefined {
  const [first, second, third, ...more] = calls;
  const [a, b, ...rest] = first?.arguments ?? [];
  if (first === undefined || more.length > 0) return undefined;
  // `Order.query.get(key)`
  if (root.type === 'attribute' && /^([\w.]+\.)?[A-Z]\w*\.query$/.test(sourceOf(code, root))) {
    const model = fieldOf(root, 'object');
    if (model === undefined || third !== undefined) return undefined;
    return first.name === 'get' && second === undefined ? byKey(model, a, b, 'model') : byCondition(code, model, first, second, 'model');
  }
  if (a === undefined || rest.length > 0) return undefined;
  if (first.name === 'get') return second === undefined && b !== undefined ? byKey(a, b, undefined, 'select') : undefined;
  if (b !== undefined) return undefined;
  if (first.name === 'query') {
    if (second === undefined) return undefined;
    if (second.name === 'get') return third === undefined ? byKey(a, second.arguments[0], second.arguments[1], 'query') : undefined;
    return byCondition(code, a, second, third, 'query');
  }
  return isOneOfStatement(first, second, third) ? byStatement(code, a, [first, second, third].some((call) => call?.name.endsWith('one_or_none') === true)) : undefined;
}

/** `scalar(s)`, `scalars(s).first()`, `execute(s).scalar_one_or_none()`, `execute(s).scalars().first()`; `exec(s).first()` of SQLModel. */
function isOneOfStatement({ name }: MethodCall, second: MethodCall | undefined, third: MethodCall | undefined): boolean {
  if (![second, third].every((call) => call === undefined || call.arguments.length === 0)) return false;
  if (name === 'scalar') return second === undefined;
  if (name === 'scalars' || name === 'exec') return second !== undefined && ONE_OF_QUERY.test(second.name) && third === undefined;
  if (name !== 'execute' || second === undefined) return false;
  return second.name === 'scalar_one_or_none' ? third === undefined : second.name === 'scalars' && third !== undefined && ONE_OF_QUERY.test(third.name);
}

function byKey(model: PyNode, key: PyNode | undefined, option: PyNode | undefined, style: Asked['style']): Asked | undefined {
  return key === undefined || option !== undefined || /^(keyword_argument|tuple|dictionary|list_splat|dictionary_splat)$/.test(key.type) ? undefined : { model, field: 'id', isPrimary: true, key, style, select: undefined };
}

function byCondition(code: Code, model: PyNode, filter: MethodCall, last: MethodCall | undefined, style: Asked['style']): Asked | undefined {
  if (last === undefined || !ONE_OF_QUERY.test(last.name) || last.arguments.length > 0) return undefined;
  const compared = comparison(code, model, filter);
  // `first()` takes one of many unless the column is a key.
  return compared === undefined || (last.name === 'first' && compared.field !== 'id') ? undefined : { model, ...compared, style, select: undefined };
}

function byStatement(code: Code, statement: PyNode, isOnly: boolean): Asked | undefined {
  const { root, calls: [where, ...more] } = chainOf(statement, code.text);
  const [model, ...others] = callNamed(root, code.text, 'select') ?? [];
  if (where === undefined || more.length > 0 || model === undefined || others.length > 0) return undefined;
  const compared = comparison(code, model, where);
  return compared === undefined || (!isOnly && compared.field !== 'id') ? undefined : { model, ...compared, style: 'select', select: 'select' };
}

/** `filter(Order.id == key)`, `filter_by(id=key)` */
function comparison(code: Code, model: PyNode, { name, arguments: [condition, ...others] }: MethodCall): { readonly field: string; readonly key: PyNode } | undefined {
  if (condition === undefined || others.length > 0) return undefined;
  if (name === 'filter_by') {
    const [field, key] = condition.type === 'keyword_argument' ? [fieldOf(condition, 'name'), fieldOf(condition, 'value')] : [];
    return field === undefined || key === undefined ? undefined : { field: sourceOf(code, field), key };
  }
  const [left, right, ...more] = condition.type === 'comparison_operator' ? condition.children : [];
  if (!/^(filter|where)$/.test(name) || left === undefined || right === undefined || more.length > 0 || code.text.slice(left.end, right.start).trim() !== '==') return undefined;
  const column = unwrap(left);
  const owner = column.type === 'attribute' ? fieldOf(column, 'object') : undefined;
  const field = column.type === 'attribute' ? fieldOf(column, 'attribute') : undefined;
  return owner === undefined || field === undefined || sourceOf(code, owner) !== sourceOf(code, model) ? undefined : { field: sourceOf(code, field), key: right };
}

function selectOf(code: Code, place: Place): Imported | undefined {
  for (const module of SELECT_MODULES) {
    const known = importedFrom(code, place, module, 'select');
    if (known !== undefined && known.edits.length === 0) return known;
  }
  return importedFrom(code, place, 'sqlalchemy', 'select');
}

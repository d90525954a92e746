/**
 * Recognises a write of one row in each library and says how the same library writes many. Only shapes that are understood to
 * the last argument are taken.
 */
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import { sourceOf } from './code';
import { localNamesOf } from './addImport';
import { plainProperties, someInside } from './tree';

export interface BulkWrite {
  /** What differs from element to element: a row, or the key of one. */
  readonly each: Node;
  /** Everything else in the call: must not differ. */
  readonly others: readonly Node[];
  readonly text: (list: string, helper: string) => string;
  readonly needs?: { readonly module: string; readonly name: string };
  /** What the bulk call does otherwise than the single ones, besides failing as a whole. */
  readonly assumes: readonly string[];
}

const ALL_OR_NOTHING = 'one failing row may fail all of them';
const NOT_EMPTY = 'the list is not empty';
const NO_HOOKS = 'hooks that run per row are not needed';
const LIMITS = 'all rows fit one statement';

/** `effect` is the model row: `prisma#Delegate.create`. */
export function recogniseWrite(code: Code, node: Node, effect: string): BulkWrite | undefined {
  const [library] = effect.split('#');
  const call = unwrap(node);
  if (call.type !== 'CallExpression') return undefined;
  const method = methodOf(call);
  if (method === undefined) return undefined;
  switch (library) {
    case 'prisma':
      return prisma(code, call, method);
    case 'drizzle':
    case 'kysely':
      return builder(code, call, library);
    case 'mongoose':
      return mongoose(code, call, method);
    case 'mongodb':
      return method.name === 'insertOne' ? oneArgument(code, call, method, 'insertMany', [ALL_OR_NOTHING, NOT_EMPTY, LIMITS]) : undefined;
    case 'typeorm':
      return typeorm(code, call, method, effect);
    case 'sequelize':
      return sequelize(code, call, method);
    case 'knex':
      return method.name === 'insert' ? oneArgument(code, call, method, 'insert', [ALL_OR_NOTHING, LIMITS]) : undefined;
    default:
      return undefined;
  }
}

interface Method {
  readonly receiver: Node;
  readonly name: string;
}

function methodOf({ callee, optional }: TSESTree.CallExpression): Method | undefined {
  if (optional || callee.type !== 'MemberExpression' || callee.computed || callee.optional || callee.property.type !== 'Identifier') return undefined;
  return { receiver: callee.object, name: callee.property.name };
}

function oneArgument(code: Code, call: TSESTree.CallExpression, { receiver }: Method, bulk: string, assumes: readonly string[]): BulkWrite | undefined {
  const [row, ...more] = call.arguments;
  if (row === undefined || row.type === 'SpreadElement' || row.type === 'ArrayExpression' || more.length > 0) return undefined;
  return { each: row, others: [receiver], assumes, text: (list) => `${sourceOf(code, receiver)}.${bulk}(${list})` };
}

/** Nested writes have no counterpart in `createMany`. */
const NESTED = /^(create|connect|connectOrCreate|createMany|set|disconnect)$/;

function prisma(code: Code, call: TSESTree.CallExpression, { receiver, name }: Method): BulkWrite | undefined {
  const [options, ...more] = call.arguments;
  const properties = plainProperties(options);
  if (options === undefined || properties === undefined || more.length > 0) return undefined;
  const { braceSpace: space } = code.style;
  const source = sourceOf(code, receiver);
  const data = properties.get('data')?.value;
  if (name === 'create') {
    if (data === undefined || properties.size > 1 || hasNestedWrite(data)) return undefined;
    return { each: data, others: [receiver], assumes: [ALL_OR_NOTHING, LIMITS], text: (list) => `${source}.createMany({${space}data: ${list}${space}})` };
  }
  const where = properties.get('where')?.value;
  const condition = plainProperties(where);
  const [[field, key] = [], ...rest] = [...(condition ?? [])];
  if (field === undefined || key === undefined || rest.length > 0 || !isKey(key.value)) return undefined;
  const list = (keys: string): string => `{${space}where: {${space}${field}: {${space}in: ${keys}${space}}${space}}`;
  if (/^delete(Many)?$/.test(name) && properties.size === 1) {
    return { each: key.value, others: [receiver], assumes: [...(name === 'delete' ? ['a row that is missing is no error'] : []), LIMITS], text: (keys) => `${source}.deleteMany(${list(keys)}${space}})` };
  }
  if (/^update(Many)?$/.test(name) && data !== undefined && properties.size === 2 && !hasNestedWrite(data)) {
    return { each: key.value, others: [receiver, data], assumes: [...(name === 'update' ? ['a row that is missing is no error'] : []), LIMITS], text: (keys) => `${source}.updateMany(${list(keys)}, data: ${sourceOf(code, data)}${space}})` };
  }
  return undefined;
}

function hasNestedWrite(data: Node): boolean {
  return someInside(data, (node) => node.type === 'Property' && node.key.type === 'Identifier' && NESTED.test(node.key.name) && node.value.type !== 'Literal', 'enter');
}

function isKey(node: Node): boolean {
  return /^(Identifier|MemberExpression|TemplateLiteral)$/.test(unwrap(node).type);
}

/** `db.insert(users).values(row)`, `db.delete(users).where(eq(users.id, id))`, `db.insertInto('users').values(row).execute()`. */
function builder(code: Code, outer: TSESTree.CallExpression, library: 'drizzle' | 'kysely'): BulkWrite | undefined {
  const chain: { readonly call: TSESTree.CallExpression; readonly method: Method }[] = [];
  for (let node: Node = outer; node.type === 'CallExpression'; node = unwrap(chain[0]?.method.receiver ?? node)) {
    const method = methodOf(node);
    if (method === undefined) return undefined;
    chain.unshift({ call: node, method });
  }
  const [start, second, ...rest] = chain;
  if (start === undefined || second === undefined || start.call.arguments.length !== 1) return undefined;
  const others = [start.method.receiver, ...start.call.arguments, ...rest.flatMap(({ call }) => call.arguments)];
  const { text } = code;
  if (/^insert(Into)?$/.test(start.method.name) && second.method.name === 'values') {
    const [row, ...more] = second.call.arguments;
    if (row === undefined || row.type === 'ArrayExpression' || row.type === 'SpreadElement' || more.length > 0 || rest.some(({ method }) => /^returning/.test(method.name))) return undefined;
    return { each: row, others, assumes: [NOT_EMPTY, ALL_OR_NOTHING, LIMITS], text: (list) => text.slice(startOf(outer), startOf(row)) + list + text.slice(endOf(row), endOf(outer)) };
  }
  if (library !== 'drizzle') return undefined;
  const where = start.method.name === 'delete' ? second : start.method.name === 'update' && second.method.name === 'set' ? rest[0] : undefined;
  if (where?.method.name !== 'where' || chain.at(-1) !== where) return undefined;
  const [condition, ...more] = where.call.arguments;
  if (condition?.type !== 'CallExpression' || condition.callee.type !== 'Identifier' || !localNamesOf(code, 'drizzle-orm', 'eq').includes(condition.callee.name) || more.length > 0) return undefined;
  const [column, key] = condition.arguments;
  if (column === undefined || key === undefined || !isKey(key)) return undefined;
  return {
    each: key, others: [start.method.receiver, ...start.call.arguments, ...(start.method.name === 'update' ? second.call.arguments : []), column],
    assumes: [NOT_EMPTY, LIMITS], needs: { module: 'drizzle-orm', name: 'inArray' },
    text: (list, helper) => `${text.slice(startOf(outer), startOf(condition))}${helper}(${sourceOf(code, column)}, ${list})${text.slice(endOf(condition), endOf(outer))}`,
  };
}

function mongoose(code: Code, call: TSESTree.CallExpression, method: Method): BulkWrite | undefined {
  if (method.name === 'create') return oneArgument(code, call, method, 'insertMany', ['save hooks are not needed', ALL_OR_NOTHING, LIMITS]);
  const [first, ...more] = call.arguments;
  const { braceSpace: space } = code.style;
  const source = sourceOf(code, method.receiver);
  if (first === undefined || more.length > 0) return undefined;
  const list = (field: string, keys: string): string => `${source}.deleteMany({${space}${field}: {${space}$in: ${keys}${space}}${space}})`;
  if (method.name === 'findByIdAndDelete' && isKey(first)) return { each: first, others: [method.receiver], assumes: [NO_HOOKS, LIMITS], text: (keys) => list('_id', keys) };
  const [[field, key] = [], ...rest] = [...(plainProperties(first) ?? [])];
  if (!/^delete(One|Many)$/.test(method.name) || field === undefined || key === undefined || rest.length > 0 || !isKey(key.value)) return undefined;
  return { each: key.value, others: [method.receiver], assumes: [...(method.name === 'deleteOne' ? [`\`${field}\` stands in one document only`] : []), LIMITS], text: (keys) => list(field, keys) };
}

function typeorm(code: Code, call: TSESTree.CallExpression, method: Method, effect: string): BulkWrite | undefined {
  if (effect.startsWith('typeorm#Entity.')) return undefined;
  const [first, second, ...more] = call.arguments;
  // A list of keys is taken as well as one key; a condition is not.
  if (/^(delete|softDelete|restore)$/.test(method.name)) {
    if (first === undefined || second !== undefined || !isKey(first) || !effect.startsWith('typeorm#Repository')) return undefined;
    return { each: first, others: [method.receiver], assumes: [NOT_EMPTY, LIMITS], text: (keys) => `${sourceOf(code, method.receiver)}.${method.name}(${keys})` };
  }
  if (!/^(save|insert|remove|softRemove)$/.test(method.name)) return undefined;
  const [row, entity] = second === undefined ? [first] : [second, first];
  if (row === undefined || row.type === 'SpreadElement' || row.type === 'ArrayExpression' || more.length > 0 || (entity !== undefined && entity.type !== 'Identifier')) return undefined;
  // The second argument of a repository holds options, not a row.
  if (entity !== undefined && !/^typeorm#(Entity|Transaction)Manager|^typeorm#DataSource/.test(effect)) return undefined;
  const { start } = rangeOf(row);
  return { each: row, others: [method.receiver], assumes: [ALL_OR_NOTHING, LIMITS], text: (list) => code.text.slice(startOf(call), start) + list + code.text.slice(endOf(row), endOf(call)) };
}

function sequelize(code: Code, call: TSESTree.CallExpression, method: Method): BulkWrite | undefined {
  if (method.name === 'create') return oneArgument(code, call, method, 'bulkCreate', [ALL_OR_NOTHING, NO_HOOKS, LIMITS]);
  const [first, second, ...more] = call.arguments;
  const options = method.name === 'destroy' ? (second === undefined ? first : undefined) : method.name === 'update' ? second : undefined;
  const where = plainProperties(options)?.get('where')?.value;
  const [[field, key] = [], ...rest] = [...(plainProperties(where) ?? [])];
  if (options === undefined || where === undefined || field === undefined || key === undefined || rest.length > 0 || more.length > 0 || !isKey(key.value)) return undefined;
  const others = [method.receiver, ...(method.name === 'update' && first !== undefined ? [first] : []), ...[...(plainProperties(options) ?? [])].filter(([name]) => name !== 'where').map(([, { value }]) => value)];
  const { text } = code;
  return { each: key.value, others, assumes: [LIMITS], text: (keys) => `${text.slice(startOf(call), startOf(key))}${field}: ${keys}${text.slice(endOf(key), endOf(call))}` };
}

/**
 * Recognises "one row by its key" in each library, and says how the same library asks for many. Only shapes that are
 * understood to the last argument are taken; anything else is left alone.
 */
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, rangeOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import { sourceOf } from './code';
import { localNamesOf } from './addImport';
import { lowerFirst } from './startTogether';
import { isPlain, plainProperties } from './tree';

export interface Lookup {
  /** What tells the wanted row: `order.customerId`. */
  readonly key: Node;
  /** The property of a row that holds it: `id`. */
  readonly field: string;
  /** What one row is: `customer`. */
  readonly row: string;
  /** Everything else in the call: must not differ from element to element. */
  readonly others: readonly Node[];
  /** The call for many; `helper` is the local name of `needs`. */
  readonly list: (keys: string, helper: string) => string;
  /** An operator that the call for many uses. */
  readonly needs?: { readonly module: string; readonly name: string };
  readonly missing: 'null' | 'undefined';
  /** Keys are objects that are compared as text. */
  readonly asText: boolean;
  /** The key was added to the columns asked for. */
  readonly widened: boolean;
  /** The answer is a list of one: the call stands in `const [row] = …`. */
  readonly inList: boolean;
}

/** `effect` is the model row: `prisma#Delegate.findUnique`. */
export function recogniseLookup(code: Code, call: Node, effect: string): Lookup | undefined {
  const [library] = effect.split('#');
  switch (library) {
    case 'prisma':
      return prisma(code, call);
    case 'typeorm':
      return typeorm(code, call, effect);
    case 'sequelize':
      return sequelize(code, call);
    case 'mongoose':
      return mongoose(code, call);
    case 'mongodb':
      return mongodb(code, call);
    case 'drizzle':
      return drizzleRelational(code, call) ?? drizzleSelect(code, call);
    default:
      return undefined;
  }
}

// A key that is unique by its meaning; others may stand in several rows, of which the single call gives one.
const IDENTITY = /^(_?id|uuid|guid|pk)$/i;

interface Method {
  readonly call: TSESTree.CallExpression;
  readonly receiver: Node;
  readonly name: string;
}

function methodCall(node: Node): Method | undefined {
  const call = unwrap(node);
  if (call.type !== 'CallExpression' || call.optional) return undefined;
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.optional || callee.property.type !== 'Identifier') return undefined;
  return { call, receiver: callee.object, name: callee.property.name };
}

/** The links of a chain after its first call of one of the names, outermost last. */
function chain(node: Node, first: RegExp): { readonly start: Method; readonly links: readonly Method[] } | undefined {
  const links: Method[] = [];
  for (let method = methodCall(node); method !== undefined; method = methodCall(method.receiver)) {
    if (first.test(method.name)) return { start: method, links: links.reverse() };
    links.push(method);
  }
  return undefined;
}

interface Where {
  readonly field: string;
  readonly key: Node;
  /** The condition with the key replaced. */
  readonly text: (condition: string) => string;
  readonly others: readonly Node[];
}

/** `{ id: order.customerId, active: true }`: the first property whose value is a name, a property or a text built of them is the key. */
function whereOf(code: Code, node: Node | undefined, unique: boolean): Where | undefined {
  const properties = plainProperties(node);
  if (node === undefined || properties === undefined) return undefined;
  const candidates = [...properties].filter(([name, { value }]) => isKey(value) && (unique || IDENTITY.test(name)));
  const named = candidates.find(([name]) => IDENTITY.test(name)) ?? (properties.size === 1 ? candidates[0] : undefined);
  if (named === undefined) return undefined;
  const [field, property] = named;
  const { start, end } = rangeOf(node);
  return {
    field, key: property.value,
    others: [...properties.values()].filter((other) => other !== property).map(({ value }) => value),
    text: (condition) => `${code.text.slice(start, startOf(property))}${field}: ${condition}${code.text.slice(endOf(property), end)}`,
  };
}

function isKey(node: Node): boolean {
  const inner = unwrap(node);
  return (inner.type === 'Identifier' && inner.name !== 'undefined') || ((inner.type === 'MemberExpression' || inner.type === 'TemplateLiteral') && isPlain(inner));
}

/** `this.usersRepository` → `user`, `prisma.orderLine` → `orderLine`, `Author` → `author`. */
function rowName(node: Node): string {
  const inner = unwrap(node);
  const name = inner.type === 'Identifier' ? inner.name : inner.type === 'MemberExpression' && inner.property.type === 'Identifier' ? inner.property.name
    : inner.type === 'CallExpression' && inner.arguments[0] !== undefined ? textOfName(inner.arguments[0]) : '';
  const bare = lowerFirst(name.replace(/(Repository|Repo|Model|Table|Collection|Entity)$/, '').replace(/^_+/, ''));
  return singularOf(bare === '' || !/^[a-z$]\w*$/i.test(bare) ? 'row' : bare);
}

function textOfName(node: Node): string {
  if (node.type === 'Literal') return String(node.value).replace(/[^\w$]/g, '');
  return node.type === 'Identifier' ? node.name : '';
}

function singularOf(name: string): string {
  if (/ies$/.test(name)) return `${name.slice(0, -3)}y`;
  if (/(ses|xes|ches|shes)$/.test(name)) return name.slice(0, -2);
  return /[^su]s$/.test(name) ? name.slice(0, -1) : name;
}

function prisma(code: Code, node: Node): Lookup | undefined {
  const method = methodCall(node);
  if (method === undefined || !/^find(Unique|First)$/.test(method.name) || method.call.arguments.length !== 1) return undefined;
  const [options] = method.call.arguments;
  const properties = plainProperties(options);
  if (options === undefined || properties === undefined || [...properties.keys()].some((name) => !/^(where|select|include)$/.test(name))) return undefined;
  const condition = properties.get('where')?.value;
  const where = whereOf(code, condition, method.name === 'findUnique');
  if (condition === undefined || where === undefined) return undefined;
  const select = properties.get('select')?.value;
  const columns = select === undefined ? undefined : plainProperties(select);
  if (select !== undefined && columns === undefined) return undefined;
  const widened = columns !== undefined && !columns.has(where.field);
  return {
    key: where.key, field: where.field, row: rowName(method.receiver), missing: 'null', asText: false, widened, inList: false,
    others: [method.receiver, ...where.others, ...[properties.get('include')?.value ?? [], select ?? []].flat()],
    list: (keys) => {
      const parts = [{ range: rangeOf(condition), text: where.text(keysCondition(code, 'in', keys)) }];
      if (widened && select !== undefined) parts.push({ range: { start: startOf(select) + 1, end: startOf(select) + 1 }, text: `${code.style.braceSpace === ' ' ? ' ' : ''}${where.field}: true,` });
      return `${sourceOf(code, method.receiver)}.findMany(${spliced(code, options, parts)})`;
    },
  };
}

function keysCondition({ style: { braceSpace } }: Code, operator: string, keys: string): string {
  return `{${braceSpace}${operator}: ${keys}${braceSpace}}`;
}

function spliced({ text }: Code, node: Node, parts: readonly { readonly range: { readonly start: number; readonly end: number }; readonly text: string }[]): string {
  const { start, end } = rangeOf(node);
  let at = start;
  let result = '';
  for (const part of [...parts].sort((a, b) => a.range.start - b.range.start)) {
    result += text.slice(at, part.range.start) + part.text;
    at = part.range.end;
  }
  return result + text.slice(at, end);
}

function typeorm(code: Code, node: Node, effect: string): Lookup | undefined {
  const method = methodCall(node);
  if (method === undefined || !/^findOne(By)?$/.test(method.name)) return undefined;
  const isManager = effect.startsWith('typeorm#EntityManager') || effect.startsWith('typeorm#TransactionManager') || effect.startsWith('typeorm#DataSource');
  const entity = isManager ? method.call.arguments[0] : undefined;
  const [options, ...more] = isManager ? method.call.arguments.slice(1) : method.call.arguments;
  if (options === undefined || more.length > 0 || (isManager && entity?.type !== 'Identifier')) return undefined;
  const head = entity === undefined ? '' : `${sourceOf(code, entity)}, `;
  const receiver = sourceOf(code, method.receiver);
  const base = { row: rowName(entity ?? method.receiver), missing: 'null', asText: false, widened: false, inList: false, needs: { module: 'typeorm', name: 'In' } } as const;
  if (method.name === 'findOneBy') {
    const where = whereOf(code, options, false);
    return where === undefined ? undefined : {
      ...base, key: where.key, field: where.field, others: [method.receiver, ...where.others],
      list: (keys, helper) => `${receiver}.findBy(${head}${where.text(`${helper}(${keys})`)})`,
    };
  }
  const properties = plainProperties(options);
  const condition = properties?.get('where')?.value;
  const where = whereOf(code, condition, false);
  if (properties === undefined || condition === undefined || where === undefined || [...properties.keys()].some((name) => !/^(where|relations)$/.test(name))) return undefined;
  return {
    ...base, key: where.key, field: where.field, others: [method.receiver, ...where.others, ...[properties.get('relations')?.value ?? []].flat()],
    list: (keys, helper) => `${receiver}.find(${head}${spliced(code, options, [{ range: rangeOf(condition), text: where.text(`${helper}(${keys})`) }])})`,
  };
}

function sequelize(code: Code, node: Node): Lookup | undefined {
  const method = methodCall(node);
  if (method === undefined) return undefined;
  const receiver = sourceOf(code, method.receiver);
  const [first, ...more] = method.call.arguments;
  if (first === undefined || more.length > 0) return undefined;
  const base = { row: rowName(method.receiver), missing: 'null', asText: false, widened: false, inList: false } as const;
  const { braceSpace: space } = code.style;
  if (method.name === 'findByPk') {
    return isKey(first) ? { ...base, key: first, field: 'id', others: [method.receiver], list: (keys) => `${receiver}.findAll({${space}where: {${space}id: ${keys}${space}}${space}})` } : undefined;
  }
  const properties = plainProperties(first);
  const condition = properties?.get('where')?.value;
  const where = whereOf(code, condition, false);
  if (method.name !== 'findOne' || properties === undefined || condition === undefined || where === undefined || [...properties.keys()].some((name) => !/^(where|include|transaction)$/.test(name))) return undefined;
  return {
    ...base, key: where.key, field: where.field, others: [method.receiver, ...where.others, ...[...properties].filter(([name]) => name !== 'where').map(([, { value }]) => value)],
    list: (keys) => `${receiver}.findAll(${spliced(code, first, [{ range: rangeOf(condition), text: where.text(keys) }])})`,
  };
}

function mongoose(code: Code, node: Node): Lookup | undefined {
  const found = chain(node, /^(findById|findOne)$/);
  if (found === undefined || !found.links.every(isKeptLink)) return undefined;
  const { start, links } = found;
  const [condition, ...more] = start.call.arguments;
  if (condition === undefined || more.length > 0) return undefined;
  const rest = code.text.slice(endOf(start.call), endOf(unwrap(node)));
  const receiver = sourceOf(code, start.receiver);
  const { braceSpace: space } = code.style;
  const base = { field: '_id', row: rowName(start.receiver), missing: 'null', asText: true, widened: false, inList: false } as const;
  const others = [start.receiver, ...links.flatMap(({ call }) => call.arguments)];
  if (start.name === 'findById') {
    return isKey(condition) ? { ...base, key: condition, others, list: (keys) => `${receiver}.find({${space}_id: ${keysCondition(code, '$in', keys)}${space}})${rest}` } : undefined;
  }
  const where = whereOf(code, condition, false);
  if (where === undefined || where.field !== '_id') return undefined;
  return { ...base, key: where.key, others: [...others, ...where.others], list: (keys) => `${receiver}.find(${where.text(keysCondition(code, '$in', keys))})${rest}` };
}

/** Says the same of many documents as of one, and leaves them their `_id`. */
function isKeptLink({ name, call }: Method): boolean {
  if (/^(lean|exec|session)$/.test(name)) return true;
  if (name === 'populate') return call.arguments.length === 1;
  const [columns] = call.arguments;
  return name === 'select' && columns?.type === 'Literal' && typeof columns.value === 'string' && !/-_id\b/.test(columns.value);
}

function mongodb(code: Code, node: Node): Lookup | undefined {
  const method = methodCall(node);
  if (method?.name !== 'findOne' || method.call.arguments.length !== 1) return undefined;
  const where = whereOf(code, method.call.arguments[0], false);
  if (where?.field !== '_id') return undefined;
  return {
    key: where.key, field: '_id', row: rowName(method.receiver), missing: 'null', asText: true, widened: false, inList: false, others: [method.receiver, ...where.others],
    list: (keys) => `${sourceOf(code, method.receiver)}.find(${where.text(keysCondition(code, '$in', keys))}).toArray()`,
  };
}

interface Equality {
  readonly call: TSESTree.CallExpression;
  readonly column: Node;
  readonly field: string;
  readonly key: Node;
}

/** `eq(users.id, order.userId)` with the `eq` of Drizzle. */
function equality(code: Code, node: Node | undefined): Equality | undefined {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || !localNamesOf(code, 'drizzle-orm', 'eq').includes(node.callee.name)) return undefined;
  const [column, key] = node.arguments;
  if (column?.type !== 'MemberExpression' || column.computed || column.property.type !== 'Identifier' || key === undefined || !isKey(key)) return undefined;
  return IDENTITY.test(column.property.name) ? { call: node, column, field: column.property.name, key } : undefined;
}

const IN_ARRAY = { module: 'drizzle-orm', name: 'inArray' } as const;

function drizzleRelational(code: Code, node: Node): Lookup | undefined {
  const method = methodCall(node);
  if (method?.name !== 'findFirst' || method.call.arguments.length !== 1) return undefined;
  const [options] = method.call.arguments;
  const properties = plainProperties(options);
  const equal = equality(code, properties?.get('where')?.value);
  if (options === undefined || properties === undefined || equal === undefined || [...properties.keys()].some((name) => !/^(where|with|columns)$/.test(name))) return undefined;
  const columns = properties.get('columns')?.value;
  if (columns !== undefined && plainProperties(columns)?.has(equal.field) !== true) return undefined;
  return {
    key: equal.key, field: equal.field, row: rowName(method.receiver), missing: 'undefined', asText: false, widened: false, inList: false, needs: IN_ARRAY,
    others: [method.receiver, ...[properties.get('with')?.value ?? []].flat()],
    list: (keys, helper) => `${sourceOf(code, method.receiver)}.findMany(${spliced(code, options, [{ range: rangeOf(equal.call), text: `${helper}(${sourceOf(code, equal.column)}, ${keys})` }])})`,
  };
}

/** `db.select().from(users).where(eq(users.id, id)).limit(1)` */
function drizzleSelect(code: Code, node: Node): Lookup | undefined {
  const found = chain(node, /^select$/);
  if (found === undefined || found.start.call.arguments.length > 0) return undefined;
  const [from, where, limit, ...more] = found.links;
  const table = from?.call.arguments[0];
  const equal = equality(code, where?.call.arguments[0]);
  if (from?.name !== 'from' || where?.name !== 'where' || table === undefined || equal === undefined || more.length > 0) return undefined;
  if (limit !== undefined && limit.name !== 'limit') return undefined;
  return {
    key: equal.key, field: equal.field, row: rowName(table), missing: 'undefined', asText: false, widened: false, inList: true, needs: IN_ARRAY, others: [found.start.receiver, table],
    list: (keys, helper) => spliced(code, where.call, [{ range: rangeOf(equal.call), text: `${helper}(${sourceOf(code, equal.column)}, ${keys})` }]),
  };
}

/**
 * Recognises a write of one row in each library and says how the same library writes many. Only shapes that are understood to
 * the last argument are taken.
 */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf, unwrap } from '../../languages/python/tree';
import type { Code } from './code';
import { quoted, sourceOf } from './code';
import { chainOf } from './queries';
import { isPath, methodCall } from './tree';

export interface BulkWrite {
  /** What differs from element to element, as it is written in the bulk call's list. */
  readonly each: string;
  readonly eachNodes: readonly PyNode[];
  /** Everything else in the call: must not differ. */
  readonly others: readonly PyNode[];
  readonly text: (list: string) => string;
  readonly assumes: readonly string[];
}

const ALL_OR_NOTHING = 'one failing row may fail all of them';
const NO_SIGNALS = '`save()` is not overridden and no signal handler is needed';
const LIMITS = 'all rows fit one statement';

/** `effect` is the model row: `pyDjango#Manager.create`. */
export function recogniseWrite(code: Code, node: PyNode, effect: string): BulkWrite | undefined {
  const call = methodCall(unwrap(node), code.text);
  const library = effect.split('#')[0] ?? '';
  if (call === undefined) return undefined;
  if (/^pyDjango/.test(library)) return call.name === 'create' ? djangoCreate(code, call.receiver, call.call) : call.name === 'delete' ? djangoDelete(code, call.receiver, call.arguments) : undefined;
  const [first, second, ...more] = call.arguments;
  if (first === undefined || first.type === 'keyword_argument' || !isPath(call.receiver)) return undefined;
  const receiver = sourceOf(code, call.receiver);
  if (library === 'pyMongo' && call.name === 'insert_one' && second === undefined) {
    return { each: sourceOf(code, first), eachNodes: [first], others: [call.receiver], assumes: [ALL_OR_NOTHING, 'the list is not empty', LIMITS], text: (list) => `${receiver}.insert_many(${list})` };
  }
  if (library === 'pyRedis' && call.name === 'delete' && second === undefined && first.type !== 'list_splat') {
    return { each: sourceOf(code, first), eachNodes: [first], others: [call.receiver], assumes: ['there is at least one key, and all of them fit one command'], text: (list) => `${receiver}.delete(*${list})` };
  }
  if (call.name === 'execute' && second !== undefined && more.length === 0 && /^(tuple|list|dictionary)$/.test(second.type) && /^py(Psycopg|Sqlite3?|Mysql|Aiosqlite)/i.test(library) && !/returning/i.test(sourceOf(code, first))) {
    return { each: sourceOf(code, second), eachNodes: [second], others: [call.receiver, first], assumes: [ALL_OR_NOTHING], text: (list) => `${receiver}.executemany(${sourceOf(code, first)}, ${list})` };
  }
  return undefined;
}

/** `Item.objects.create(sku=sku)` → `Item.objects.bulk_create([Item(sku=sku)])`, for managers of a model that is named. */
function djangoCreate(code: Code, manager: PyNode, call: PyNode): BulkWrite | undefined {
  const [model, ...rest] = sourceOf(code, manager).split('.');
  const given = fieldOf(call, 'arguments');
  if (!isPath(manager) || rest.length !== 1 || model === undefined || !/^[A-Z]\w*$/.test(model) || given === undefined) return undefined;
  const assumes = [NO_SIGNALS, 'no row needs the key of another one', ALL_OR_NOTHING];
  return { each: `${model}${sourceOf(code, given)}`, eachNodes: [given], others: [manager], assumes, text: (list) => `${sourceOf(code, manager)}.bulk_create(${list})` };
}

/** `Item.objects.filter(sku=sku).delete()` → `Item.objects.filter(sku__in=skus).delete()` */
function djangoDelete(code: Code, receiver: PyNode, given: readonly PyNode[]): BulkWrite | undefined {
  const { root, calls } = chainOf(receiver, code.text);
  const [filter, ...more] = calls;
  const [condition, ...others] = filter?.arguments ?? [];
  const [field, key] = condition?.type === 'keyword_argument' ? [fieldOf(condition, 'name'), fieldOf(condition, 'value')] : [];
  if (given.length > 0 || filter?.name !== 'filter' || more.length > 0 || others.length > 0 || field === undefined || key === undefined || !isPath(root)) return undefined;
  const name = sourceOf(code, field);
  if (name.includes('__')) return undefined;
  return { each: sourceOf(code, key), eachNodes: [key], others: [root], assumes: [LIMITS], text: (list) => `${sourceOf(code, root)}.filter(${name}__in=${list}).delete()` };
}

/** `Item.objects.bulk_update(items, ["price"])` */
export function bulkUpdate(code: Code, model: string, list: string, fields: readonly string[]): { readonly text: string; readonly assumes: readonly string[] } {
  const names = fields.map((field) => quoted(code, field)).join(', ');
  return { text: `${model}.objects.bulk_update(${list}, [${names}])`, assumes: [NO_SIGNALS, 'no field sets itself when a row is saved', 'all rows fit one statement, or a `batch_size` is added', ALL_OR_NOTHING] };
}

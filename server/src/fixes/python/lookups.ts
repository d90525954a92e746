/** Recognises a query for one row by its key, and says how the same library loads many rows by their keys. */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import type { Code } from './code';
import { quoted, sourceOf } from './code';
import { chainOf } from './queries';
import { sqlalchemyLookup } from './sqlalchemyLookups';
import type { Place } from './tree';
import { isPath } from './tree';

export interface Lookup {
  /** `Product`: names the rows. */
  readonly model: string;
  readonly field: string;
  readonly key: PyNode;
  /** What is replaced by the look-up. */
  readonly node: PyNode;
  /** Everything else in the call: must not differ. */
  readonly others: readonly PyNode[];
  /** A dictionary of all rows by their keys. */
  readonly all: (keys: string) => string;
  /** How one row is taken out of the dictionary. */
  readonly one: (rows: string, key: string) => string;
  /** What it relies on besides what every such look-up does. */
  readonly assumes: readonly string[];
  /** What a missing row raises, as handlers may name it, and what its look-up raises. */
  readonly missing?: { readonly errors: readonly string[]; readonly now: string };
  /** Imports. */
  readonly edits: readonly TextEdit[];
}

export function recogniseLookup(code: Code, place: Place, effect: string): Lookup | undefined {
  if (effect.startsWith('pyDjango')) return djangoLookup(code, place.node);
  return /sqlalchemy/i.test(effect) ? sqlalchemyLookup(code, place) : undefined;
}

/** Steps after which a query set still gives rows by their keys. */
const STEP = /^(all|filter|exclude|select_related|prefetch_related|only|defer|annotate|using|select_for_update)$/;

/** `Product.objects.get(pk=x)`, `Product.objects.filter(slug=x).first()`, `Product.objects.select_related('shop').get(pk=x, shop=shop)` */
function djangoLookup(code: Code, node: PyNode): Lookup | undefined {
  const { root, calls } = chainOf(node, code.text);
  const last = calls.at(-1);
  const isFirst = last?.name === 'first' && last.arguments.length === 0;
  const asking = isFirst ? calls.at(-2) : last;
  const steps = calls.slice(0, isFirst ? -2 : -1);
  const model = /(?:^|\.)([A-Z]\w*)\.\w+$/.exec(sourceOf(code, root))?.[1];
  if (model === undefined || !isPath(root) || asking === undefined || asking.name !== (isFirst ? 'filter' : 'get') || steps.some(({ name }) => !STEP.test(name))) return undefined;
  const conditions = asking.arguments.map((argument) => ({ argument, name: argument.type === 'keyword_argument' ? fieldOf(argument, 'name') : undefined, value: fieldOf(argument, 'value') }));
  if (conditions.some(({ name, value }) => name === undefined || value === undefined)) return undefined;
  const byKey = conditions.find(({ name }) => name !== undefined && KEY.test(sourceOf(code, name)));
  const { name, value: key } = byKey ?? conditions[0] ?? {};
  // With further conditions another column need not be unique by itself, which `in_bulk` wants.
  if (name === undefined || key === undefined || (byKey === undefined && conditions.length > 1)) return undefined;
  const field = sourceOf(code, name);
  // `filter(…).first()` takes one of many unless the field is a key.
  if (byKey === undefined && (isFirst || !UNIQUE_COLUMN.test(field))) return undefined;
  const further = conditions.filter((condition) => condition.name !== name).map(({ argument }) => argument);
  const query = `${sourceOf(code, asking.receiver)}${further.length === 0 ? '' : `.filter(${further.map((argument) => sourceOf(code, argument)).join(', ')})`}`;
  const named = byKey === undefined ? `, field_name=${quoted(code, field)}` : '';
  return {
    model, field, key, node, others: [asking.receiver, ...further.flatMap((argument) => fieldOf(argument, 'value') ?? [])], edits: [],
    all: (keys) => `${query}.in_bulk(${keys}${named})`,
    one: isFirst ? (rows, of) => `${rows}.get(${of})` : (rows, of) => `${rows}[${of}]`,
    ...(isFirst ? {} : { missing: { errors: [`${sourceOf(code, root).replace(/\.\w+$/, '')}.DoesNotExist`, 'ObjectDoesNotExist'], now: 'KeyError' } }),
    assumes: isFirst ? [] : ['a row that is missing gives `KeyError` instead of `DoesNotExist`'],
  };
}

const KEY = /^(pk|id)$/;
/** Columns that hold plain values and are mostly unique; a relation (`group=group`) would be loaded for every row to make the dictionary. */
const UNIQUE_COLUMN = /^([a-z]+_)*(slug|name|key|email|username|sku|uuid|guid|token|code|number|ref|reference|identifier|hostname|domain|isbn)$/;

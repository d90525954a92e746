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
  /** Imports. */
  readonly edits: readonly TextEdit[];
}

export function recogniseLookup(code: Code, place: Place, effect: string): Lookup | undefined {
  if (effect.startsWith('pyDjango')) return djangoLookup(code, place.node);
  return /sqlalchemy/i.test(effect) ? sqlalchemyLookup(code, place) : undefined;
}

/** `Product.objects.get(pk=x)`, `Product.objects.filter(slug=x).first()` */
function djangoLookup(code: Code, node: PyNode): Lookup | undefined {
  const { root, calls } = chainOf(node, code.text);
  const [first, second, ...more] = calls;
  const model = /^([A-Z]\w*)\.\w+$/.exec(sourceOf(code, root))?.[1];
  const isGet = first?.name === 'get' && second === undefined;
  const isFirst = first?.name === 'filter' && second?.name === 'first' && second.arguments.length === 0 && more.length === 0;
  const [condition, ...others] = first?.arguments ?? [];
  const [name, key] = condition?.type === 'keyword_argument' ? [fieldOf(condition, 'name'), fieldOf(condition, 'value')] : [];
  if (model === undefined || !isPath(root) || (!isGet && !isFirst) || others.length > 0 || name === undefined || key === undefined) return undefined;
  const field = sourceOf(code, name);
  // `filter(…).first()` takes one of many unless the field is a key.
  if (field.includes('__') || field.endsWith('_id') || (isFirst && !/^(pk|id)$/.test(field))) return undefined;
  const named = /^(pk|id)$/.test(field) ? '' : `, field_name=${quoted(code, field)}`;
  return {
    model, field, key, node, others: [root], edits: [],
    all: (keys) => `${sourceOf(code, root)}.in_bulk(${keys}${named})`,
    one: isGet ? (rows, of) => `${rows}[${of}]` : (rows, of) => `${rows}.get(${of})`,
    assumes: isGet ? ['a row that is missing gives `KeyError` instead of `DoesNotExist`'] : [],
  };
}

/**
 * What to do instead of one statement per element, in the statement's own terms: its key, its verb, whether its rows get the same
 * values. The calls themselves come from the models; this only decides which of them can say what the loop says.
 */
import type { Effect } from '../engine/facts';
import type { GateContext } from './gates/loopGates';
import type { ElementWork } from './perElement';
import { isAlike, isInherited, isResultUsed, rowOrigin } from './rowOrigin';
import type { Comparison, Statement } from './statement';
import { readStatement } from './statement';

export interface Advice {
  readonly text: string;
  /** False when no known call says the same for all: worth knowing rather than acting on at once. */
  readonly certain: boolean;
  /** What runs per row goes on running. */
  readonly keepsHooks?: true;
}

const LOAD = 'Load all of them in one query before the loop.';
const WRITE = 'Write all of them in one statement after the loop.';
/** Steps that say what happens to rows which exist already. */
const ON_CONFLICT = /^(onConflict\w*|onDuplicateKeyUpdate|ignore|merge|orIgnore|orUpdate|orReplace|on_conflict\w*)$/;
const INSERT_STEP = /^(insert\w*|values|replaceInto)$/;

export function readAdvice(context: GateContext, work: ElementWork): Advice {
  const statement = readStatement(context, work);
  const { bulk, bulkFor } = work.effect;
  if (statement.keepsFirst) return { text: 'Only some rows of each are wanted, which a list of keys cannot say; a statement that numbers the rows of each can.', certain: false };
  const key = keyOf(statement.condition);
  switch (key) {
    case 'range': return { text: LOAD, certain: false };
    // The same rows each time, with other relations: `findOne({ id }, { populate: [relation] })`.
    case 'none': return statement.relations === 'no' ? { text: LOAD, certain: true } : { text: 'Ask once, with all relations in one query.', certain: true };
    case 'several': return { text: LOAD, certain: true };
    default: return { text: bulk === '' ? LOAD : `Load all at once: \`${named(key !== undefined && !PRIMARY_KEY.test(key.name) ? bulkFor?.column ?? bulk : bulk, statement)}\`.`, certain: true };
  }
}

export function writeAdvice(context: GateContext, work: ElementWork): Advice {
  const { effect } = work;
  if (effect.traits.includes('nested-writes')) return { text: 'It writes rows of other tables as well, which no call for many does: one statement per table would.', certain: false };
  const statement = readStatement(context, work);
  const inserts = statement.steps.find((step) => INSERT_STEP.test(step.name));
  if (inserts !== undefined && statement.steps.some((step) => ON_CONFLICT.test(step.name))) return { text: `Write all at once: the same statement with a list in \`${valuesStep(statement, inserts.name)}\`.`, certain: true };
  const key = keyOf(statement.condition);
  if (key === 'range') return { text: WRITE, certain: false };
  if (effect.bulkEach !== undefined && (statement.written !== 'no' || effect.bulk === '')) return differing(effect, effect.bulkEach);
  const known = knownBulk(context, work, statement);
  if (known !== undefined) return known;
  return { text: effect.bulk === '' || key === 'several' || key === 'none' ? WRITE : `Write all at once: \`${named(effect.bulk, statement)}\`.`, certain: true };
}

/** What the library has for a row of this kind, as far as the text tells which it is. */
function knownBulk(context: GateContext, { effect, loopId }: ElementWork, { site }: Statement): Advice | undefined {
  const { bulkFor } = effect;
  if (bulkFor === undefined) return undefined;
  const origin = rowOrigin(context, site);
  if (bulkFor.inherited === '' && origin !== 'loaded' && isInherited(context, site)) {
    return { text: 'Its rows have a part in the table of another model, which no call for many writes; one transaction around the loop saves a part of the time.', certain: false, keepsHooks: true };
  }
  if (bulkFor.result !== undefined && isResultUsed(context.summary, site)) return { text: `${bulkFor.result}.`, certain: true };
  const [call, start] = origin === 'loaded' && isAlike(context, loopId, site) ? [bulkFor.alike ?? bulkFor.loaded, 'All rows get the same values'] : [origin === undefined ? undefined : bulkFor[origin], 'Write all at once'];
  return call === undefined ? undefined : { text: `${start}: \`${call}\`.`, certain: true };
}

function differing({ bulk }: Effect, bulkEach: string): Advice {
  if (bulkEach !== '') return { text: `The rows get values of their own; one statement for all: \`${bulkEach}\`.`, certain: true };
  const name = /^\w+/.exec(bulk)?.[0];
  return { text: `The rows get values of their own${name === undefined ? '' : `, which \`${name}\` cannot say`}; one statement of the database could write all of them.`, certain: false };
}

/** `insert(users).values(row)` takes the list in `values`, `insert(row).into(users)` in `insert`. */
function valuesStep({ steps }: Statement, insert: string): string {
  return steps.find((step) => step.name === 'values')?.name ?? insert;
}

/** `several`: one list of keys cannot say it; `none`: a condition that is the same for all elements. */
type Key = 'range' | 'none' | 'several' | { readonly name: string } | undefined;

function keyOf(condition: readonly Comparison[] | undefined): Key {
  if (condition === undefined) return undefined;
  const sure = condition.filter(({ reach }) => reach === 'yes');
  const varying = sure.length > 0 ? sure : condition.filter(({ reach }) => reach === 'maybe');
  if (varying.some(({ range }) => range)) return 'range';
  const [only, ...others] = varying;
  if (only === undefined) return 'none';
  return others.length > 0 || only.key === '' || only.many === true ? 'several' : { name: only.key };
}

/** Puts the statement's key in the place of the model's `id` or `key`. */
function named(bulk: string, { condition }: Statement): string {
  const key = keyOf(condition);
  if (typeof key !== 'object') return bulk;
  // `owner__email`: a column of a related table.
  return bulk.replace(/\b(_?id|key)(?=\b|__)/g, key.name).replace(/\b(ids|keys)\b/g, plural(key.name.slice(key.name.lastIndexOf('__') < 1 ? 0 : key.name.lastIndexOf('__') + 2)));
}

const PRIMARY_KEY = /^(_?id|pk)$/;

function plural(key: string): string {
  const name = key.replace(/^_/, '');
  if (/[^su]s$/.test(name)) return name;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

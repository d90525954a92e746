/**
 * Relations that load when they are read: fields a model marks as relations, by a decorator on a promise (`@ManyToOne() author:
 * Promise<User>`) or by what they are set to (`author = ForeignKey(User)`).
 */
import type { Confidence } from '../engine/finding';
import type { CallSite, ClassId, Field, FileSummary, SiteId, Value, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Meaning } from './meaning';
import type { ModelIndex } from './modelIndex';
import { modelsAskedFor } from './queryChains';
import { callOf, relationTarget, reverseNames } from './relationFields';
import { withRelation } from './relationPath';
import type { SiteOperation, Typing } from './typing';
import type { Work } from './work';

/** The work of a site of kind `read`; undefined when it reads no such field of a class of this file. */
export function lazyRelation(summary: FileSummary, index: ModelIndex, typing: Typing, site: CallSite): Work | undefined {
  const read = summary.values[site.callee];
  if (read?.kind !== 'member') return undefined;
  for (const [id, { fields }] of summary.classes.entries()) {
    const field = fields.find(({ name }) => name === read.name);
    const relation = field === undefined ? undefined : relationOf(summary, typing, field);
    if (field === undefined || relation === undefined) continue;
    const confidence = confidenceOfRead(summary, index, typing, read, id);
    if (confidence === undefined) continue;
    const { path, joins, bulk } = askedWith(summary, typing, read, field, relation);
    const keys = columnOfKey(summary, fields, field, relation);
    // Which class a row behind others is of, and of several with such a field which one, is not known.
    const owner = typing.meaningOf(read.of).kind !== 'instance' && (path.length > 1 || summary.classes.filter((other) => other.fields.some(({ name }) => name === read.name)).length > 1) ? undefined : summary.classes[id]?.name;
    return {
      kind: 'lazy-load', mode: isPromise(summary, field) ? 'awaited' : 'blocks', often: 'once', confidence, library: relation.library.title, api: `${relation.library.id}#relation`,
      bulk: bulk === undefined ? `find({ relations: { ${read.name}: true } })` : withRelation(bulk, path, owner), traits: joins ? ['joins'] : [],
      ...(keys === undefined ? {} : { lighter: { keys } }),
    };
  }
  return relationFromOtherSide(summary, index, typing, read);
}

/** `customer.orders`, where `Order` says `ForeignKeyField(Customer, backref='orders')` and that loads when it is read. */
function relationFromOtherSide(summary: FileSummary, index: ModelIndex, typing: Typing, read: Value & { kind: 'member' }): Work | undefined {
  for (const { name: owner, fields } of summary.classes) {
    for (const field of fields) {
      if (!reverseNames(summary, field, owner, ['backref']).includes(read.name)) continue;
      const relation = relationOf(summary, typing, field);
      const target = relationTarget(summary, field);
      if (relation?.operation.otherSide === undefined || target === undefined) continue;
      const confidence = confidenceOfRead(summary, index, typing, read, target);
      if (confidence === undefined) continue;
      return {
        kind: 'lazy-load', mode: 'blocks', often: 'once', confidence, library: relation.library.title, api: `${relation.library.id}#relation`,
        bulk: withRelation(relation.operation.otherSide.replaceAll('{from}', owner), [read.name], summary.classes[target]?.name), traits: [],
      };
    }
  }
  return undefined;
}

/** That the property is read from a row of the class; undefined when it is not. */
function confidenceOfRead(summary: FileSummary, index: ModelIndex, typing: Typing, { of }: Value & { kind: 'member' }, owner: ClassId): Confidence | undefined {
  const receiver = typing.meaningOf(of);
  if (receiver.kind === 'instance') return receiver.class === owner ? 'proven' : undefined;
  return mayBeEntity(receiver, index) ? confidenceOfRow(summary, typing, of, owner) : undefined;
}

interface Asked {
  /** From the row the list holds, where every step is known to be a relation; else the relation alone. */
  readonly path: readonly string[];
  /** The list's own query can join all of it. */
  readonly joins: boolean;
  readonly bulk: string | undefined;
}

/** How a list asks for a relation of its rows, or of rows behind them: `target__author`. */
function askedWith(summary: FileSummary, typing: Typing, read: Value & { kind: 'member' }, field: Field, relation: SiteOperation): Asked {
  const before: string[] = [];
  const steps: Asked['joins'][] = [];
  let value = summary.values[read.of];
  for (; value?.kind === 'member'; value = summary.values[value.of]) {
    const { name } = value;
    before.unshift(name);
    const declared = summary.classes.flatMap(({ fields }) => fields.filter((other) => other.name === name)).flatMap((other) => {
      const found = relationOf(summary, typing, other);
      return found === undefined ? [] : [isJoined(summary, other, found)];
    });
    if (declared.length > 0) steps.push(declared.every((joined) => joined));
  }
  const joins = isJoined(summary, field, relation) && steps.every((joined) => joined);
  const { bulk, withList } = relation.operation;
  return { path: steps.length === before.length ? [...before, read.name] : [read.name], joins, bulk: joins ? bulk : (withList?.whole ?? bulk) };
}

/** Rows of one class whose every object is of that class: what a join gives of another is the part they share. */
function isJoined(summary: FileSummary, field: Field, { operation }: SiteOperation): boolean {
  const base = summary.values[summary.classes[relationTarget(summary, field) ?? NONE]?.extends ?? NONE];
  const bases = base?.kind === 'either' ? base.of.map((id) => summary.values[id]) : [base];
  return operation.traits?.includes('joins') === true && !bases.some((one) => (one?.kind === 'import' || one?.kind === 'member' || one?.kind === 'global') && /Polymorphic/.test(one.name));
}

/** The column of the own row that holds the related row's `id`: said by the library, or a foreign key of the customary name. */
function columnOfKey(summary: FileSummary, fields: readonly Field[], { name, value }: Field, { operation }: SiteOperation): string | undefined {
  const options = summary.values[callOf(summary, value)?.arguments.at(-1) ?? NONE];
  if (options?.kind === 'object' && (options.open || Object.hasOwn(options.properties, 'to_field'))) return undefined;
  const said = operation.lighter?.keys?.replaceAll('{name}', name);
  return said ?? fields.find((field) => field.name === `${name}_id` && holdsForeignKey(summary, field))?.name;
}

/** `mapped_column(ForeignKey('customer.id'))` */
function holdsForeignKey(summary: FileSummary, { value }: Field): boolean {
  return callOf(summary, value)?.arguments.some((argument) => {
    const key = callOf(summary, argument);
    const target = summary.values[key?.arguments[0] ?? NONE];
    return key?.name === 'ForeignKey' && target?.kind === 'string' && target.value.endsWith('.id');
  }) === true;
}

function relationOf(summary: FileSummary, typing: Typing, field: Field): SiteOperation | undefined {
  // Without a promise the property of a decorated field holds what was loaded already.
  const marks = isPromise(summary, field) ? [...field.decorators, field.value] : [field.value];
  for (const decorator of marks) {
    const value = summary.values[decorator];
    const found = value?.kind === 'result' ? typing.operationAt(value.site) : undefined;
    if (value?.kind === 'result' && found?.operation.traits?.includes('relation') === true) return isLoadedAlways(summary, value.site) ? undefined : found;
  }
  return undefined;
}

/** `relationship(lazy="joined")`: every query for the owner brings it along, or it never loads. */
function isLoadedAlways(summary: FileSummary, site: SiteId): boolean {
  const options = summary.values[summary.sites[site]?.arguments.at(-1) ?? NONE];
  const lazy = options?.kind === 'object' ? summary.values[options.properties['lazy'] ?? NONE] : undefined;
  return lazy?.kind === 'boolean' ? !lazy.value : lazy?.kind === 'string' && !/^(select|dynamic|write_only)$/.test(lazy.value);
}

function isPromise(summary: FileSummary, { type }: Field): boolean {
  const written = summary.values[type];
  const name = written?.kind === 'type' ? summary.values[written.name] : undefined;
  return name?.kind === 'global' && name.name === 'Promise';
}

/**
 * The query a row comes from may name its model, and so may the relation it is read through (`payment.order.customer`); when that is
 * another class, which does not inherit the relation, it is no relation.
 */
function confidenceOfRow(summary: FileSummary, typing: Typing, row: ValueId, owner: ClassId): Confidence | undefined {
  const value = summary.values[row];
  if (value?.kind === 'member') return confidenceBehind(summary, typing, value, owner);
  const [model, ...others] = modelsAskedFor(summary, row);
  return model === undefined || others.length > 0 ? 'likely' : confidenceOfModel(summary, model, owner);
}

function confidenceBehind(summary: FileSummary, typing: Typing, { of, name }: Value & { kind: 'member' }, owner: ClassId): Confidence | undefined {
  const models = summary.classes.flatMap(({ fields }, id) => fields.flatMap((field) => {
    const target = field.name === name && relationOf(summary, typing, field) !== undefined ? relationTarget(summary, field) : undefined;
    return target === undefined ? [] : [{ model: target, from: id }];
  }));
  const [only, ...others] = models;
  if (only === undefined || others.length > 0) return 'likely';
  const found = confidenceOfModel(summary, only.model, owner);
  return found === 'proven' ? confidenceOfRow(summary, typing, of, only.from) : found;
}

function confidenceOfModel(summary: FileSummary, model: ClassId, owner: ClassId): Confidence | undefined {
  if (model === owner) return 'proven';
  let at = model;
  for (let hops = 0; hops < DEEPEST_INHERITANCE; hops++) {
    const base = summary.values[summary.classes[at]?.extends ?? NONE];
    // One of several bases may have it.
    if (base?.kind === 'either') return 'likely';
    if (base?.kind !== 'class') return undefined;
    if (base.class === owner) return 'likely';
    at = base.class;
  }
  return undefined;
}

const DEEPEST_INHERITANCE = 8;

/** Rows of repositories have the library's own type; which entity they are is not followed. */
function mayBeEntity(receiver: Meaning, index: ModelIndex): boolean {
  if (receiver.kind === 'library') return receiver.type === undefined || !index.traits(receiver.type).includes('row');
  return receiver.kind === 'unknown' || receiver.kind === 'project' || receiver.kind === 'opaque';
}

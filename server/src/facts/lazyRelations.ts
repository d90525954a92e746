/**
 * Relations that load when they are read: fields a model marks as relations, by a decorator on a promise (`@ManyToOne() author:
 * Promise<User>`) or by what they are set to (`author = ForeignKey(User)`).
 */
import type { Confidence } from '../engine/finding';
import type { CallSite, ClassId, Field, FileSummary, SiteId, ValueId } from '../engine/summary';
import { NONE } from '../engine/summary';
import type { Meaning } from './meaning';
import type { ModelIndex } from './modelIndex';
import { modelsAskedFor } from './queryChains';
import type { SiteOperation, Typing } from './typing';
import type { Work } from './work';

/** The work of a site of kind `read`; undefined when it reads no such field of a class of this file. */
export function lazyRelation(summary: FileSummary, index: ModelIndex, typing: Typing, site: CallSite): Work | undefined {
  const read = summary.values[site.callee];
  if (read?.kind !== 'member') return undefined;
  const receiver = typing.meaningOf(read.of);
  for (const [id, { fields }] of summary.classes.entries()) {
    const field = fields.find(({ name }) => name === read.name);
    const relation = field === undefined ? undefined : relationOf(summary, typing, field);
    if (field === undefined || relation === undefined) continue;
    const confidence = receiver.kind === 'instance' ? (receiver.class === id ? 'proven' : undefined) : mayBeEntity(receiver, index) ? confidenceOfRow(summary, read.of, id) : undefined;
    if (confidence === undefined) continue;
    return {
      kind: 'lazy-load', mode: isPromise(summary, field) ? 'awaited' : 'blocks', often: 'once', confidence, library: relation.library.title, api: `${relation.library.id}#relation`,
      bulk: relation.operation.bulk?.replaceAll('{name}', read.name) ?? `find({ relations: { ${read.name}: true } })`, traits: [],
    };
  }
  return undefined;
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

/** The query a row comes from may name its model; when that is another class, which does not inherit the relation, it is no relation. */
function confidenceOfRow(summary: FileSummary, row: ValueId, owner: ClassId): Confidence | undefined {
  const [model, ...others] = modelsAskedFor(summary, row);
  if (model === undefined || others.length > 0) return 'likely';
  if (model === owner) return 'proven';
  return summary.values[summary.classes[model]?.extends ?? NONE]?.kind === 'class' ? 'likely' : undefined;
}

/** Rows of repositories have the library's own type; which entity they are is not followed. */
function mayBeEntity(receiver: Meaning, index: ModelIndex): boolean {
  if (receiver.kind === 'library') return receiver.type === undefined || !index.traits(receiver.type).includes('row');
  return receiver.kind === 'unknown' || receiver.kind === 'project' || receiver.kind === 'opaque';
}

/** Relations that load when a property is awaited: fields a model marks as relations and the program declares as promises. */
import type { CallSite, Field, FileSummary } from '../engine/summary';
import type { Meaning } from './meaning';
import type { SiteOperation, Typing } from './typing';
import type { Work } from './work';

/** The work of a site of kind `read`; undefined when it reads no such field of a class of this file. */
export function lazyRelation(summary: FileSummary, typing: Typing, site: CallSite): Work | undefined {
  const read = summary.values[site.callee];
  if (read?.kind !== 'member') return undefined;
  const receiver = typing.meaningOf(read.of);
  for (const [id, { fields }] of summary.classes.entries()) {
    const field = fields.find(({ name }) => name === read.name);
    const relation = field === undefined || !isPromise(summary, field) ? undefined : relationOf(summary, typing, field);
    if (relation === undefined) continue;
    const confidence = receiver.kind === 'instance' ? (receiver.class === id ? 'proven' : undefined) : mayBeEntity(receiver) ? 'likely' : undefined;
    if (confidence === undefined) continue;
    return {
      kind: 'lazy-load', mode: 'awaited', often: 'once', confidence, library: relation.library.title, api: `${relation.library.id}#relation`,
      bulk: `find({ relations: { ${read.name}: true } })`, traits: [],
    };
  }
  return undefined;
}

function relationOf(summary: FileSummary, typing: Typing, { decorators }: Field): SiteOperation | undefined {
  for (const decorator of decorators) {
    const value = summary.values[decorator];
    const found = value?.kind === 'result' ? typing.operationAt(value.site) : undefined;
    if (found?.operation.traits?.includes('relation') === true) return found;
  }
  return undefined;
}

function isPromise(summary: FileSummary, { type }: Field): boolean {
  const written = summary.values[type];
  const name = written?.kind === 'type' ? summary.values[written.name] : undefined;
  return name?.kind === 'global' && name.name === 'Promise';
}

/** Rows of repositories have the library's own type; which entity they are is not followed. */
function mayBeEntity(receiver: Meaning): boolean {
  return receiver.kind === 'unknown' || receiver.kind === 'project' || receiver.kind === 'opaque' || receiver.kind === 'library';
}

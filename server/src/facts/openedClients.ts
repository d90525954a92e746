/** Which client a call opens, and whether that client is handed to whoever owns the program. Knows no libraries. */
import type { CallSite, FileSummary, SiteId } from '../engine/summary';
import { NONE } from '../engine/summary';
import { contains } from '../text/range';
import { valueHolds } from './kept';

/** `elsewhere`: made in another function or file, which decides how many there are; a site: made by this call of the same function. */
export type OpenedClient = { readonly made: 'here'; readonly by: SiteId } | { readonly made: 'elsewhere' };

/** For `client.connect()`; a call that makes what it opens (`new Pool()`, `mongoose.connect(url)`) stands for itself. */
export function openedClient(summary: FileSummary, site: SiteId): OpenedClient {
  const itself: OpenedClient = { made: 'here', by: site };
  const call = summary.sites[site];
  const callee = summary.values[call?.callee ?? NONE];
  if (call === undefined || call.kind !== 'call' || callee?.kind !== 'member' || !OPENS.test(call.name)) return itself;
  let receiver = summary.values[callee.of];
  for (let hops = 0; hops < 5 && (receiver?.kind === 'typed' || receiver?.kind === 'awaited'); hops++) receiver = summary.values[receiver.of];
  switch (receiver?.kind) {
    // `const producer = kafka.producer(); await producer.connect();`
    case 'result': return summary.sites[receiver.site]?.function === call.function ? { made: 'here', by: receiver.site } : { made: 'elsewhere' };
    // `await this.consumer.connect()`, `opts.client.connect()`: a field is set once and opened once.
    case 'member': return isLibraryModule(summary, receiver.of) ? itself : { made: 'elsewhere' };
    case 'parameter': return { made: 'elsewhere' };
    // `await client.connect()` on what another module exports; with a target it is a maker, as `mongoose.connect(url)`.
    case 'import': return call.arguments.length === 0 ? { made: 'elsewhere' } : itself;
    default: return itself;
  }
}

const OPENS = /^(connect|open|start|\$connect|initiali[sz]e)$/;

function isLibraryModule(summary: FileSummary, id: number): boolean {
  const value = summary.values[id];
  return value?.kind === 'import';
}

/** `container.register({ cache: asValue(client) })`, `app.decorate('db', pool)`, `{ provide: POOL, useValue: pool }`, `ctx.db = pool`. */
export function isHandedToOwner(summary: FileSummary, maker: SiteId): boolean {
  const made = summary.sites[maker];
  if (made === undefined) return false;
  const names = new Set<number>();
  for (const [id, { value }] of summary.bindings.entries()) if (valueHolds(summary, value, maker, 'inside')) names.add(id);
  const takes = ({ argumentReads, argumentRanges }: CallSite): boolean => argumentReads.some((read) => names.has(read)) || argumentRanges.some((range) => contains(range, made.range));
  return summary.sites.some((call) => call.function === made.function && isOwnersCall(call) && takes(call))
    || summary.values.some((value) => value.kind === 'object' && Object.hasOwn(value.properties, 'useValue') && valueHolds(summary, value.properties['useValue'] ?? NONE, maker, 'inside'))
    || summary.flows.some(({ kind, function: fn, path, reads, range }) => (kind === 'assign' || kind === 'mutate') && !path.endsWith('()') && fn === made.function && OWNERS_FIELD.test(path) && (reads.some((read) => names.has(read)) || contains(range, made.range)));
}

function isOwnersCall({ name, text }: CallSite): boolean {
  return /^(register|registerInstance|asValue|decorate|provide|toConstantValue)$/.test(name) || (name === 'set' && OWNER.test(text));
}

const OWNER = /^(this\.)?(app|server|fastify|instance|container|locator|registry|injector|ctx|context|core|strapi)\b/i;
const OWNERS_FIELD = /^(app|server|fastify|instance|container|ctx|context|core|strapi|locals)\./;

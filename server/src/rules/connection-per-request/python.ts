/** Fixes of connection-per-request: make the client once, when the module loads, and close it no more after each request. */
import type { Fixer } from '../../engine/rule';
import type { SiteId } from '../../engine/summary';
import { attachedComments, opensLine } from '../../fixes/lines';
import type { Code } from '../../fixes/python/code';
import { commentsWithin, freshName, readCode, removalOf, sourceOf } from '../../fixes/python/code';
import { hoistToModule } from '../../fixes/python/hoistToModule';
import type { Place } from '../../fixes/python/tree';
import { assignmentOf, boundIn, callOf, expressionOf, functionAround, identifiersIn, isFunction, methodCall, parameterNames, parentOf, placeOf, placeOfNode, statementAround } from '../../fixes/python/tree';
import type { PyNode } from '../../languages/python/tree';
import { fieldOf, stringValue, unwrap } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';

export const fixer: Fixer = (finding, context) => {
  const id = finding.state['site'] as SiteId;
  const site = context.summary.sites[id];
  const effect = context.facts.effectsOf(id).find(({ kind, through }) => kind === 'opens-connection' && through.length === 0);
  // A single connection that is shared runs one statement after the other; a client that is bound to the running loop cannot be made before it runs.
  if (site === undefined || effect === undefined || !effect.traits.includes('keep-alive') || effect.mode === 'awaited' || NEEDS_LOOP.test(effect.api)) return [];
  const code = readCode(context);
  const place = code === undefined ? undefined : placeOf(code.root, site.range, 'call');
  const owner = place === undefined ? undefined : functionAround(place);
  if (code === undefined || place === undefined || owner === undefined) return [];
  const made = madeFor(code, place, owner, /Sqlalchemy/i.test(effect.api));
  const hoisted = made === undefined ? undefined : hoistToModule(code, place, made.name, place.node);
  if (made === undefined || hoisted === undefined) return [];
  return [{
    title: `Make \`${made.name}\` once, when the module loads`, applicability: 'unsafe',
    assumes: `one shared client for the whole process is wanted, and what it needs is known when the module loads${made.closes ? '; it is closed when the program stops' : ''}`,
    edits: [hoisted, ...made.edits],
  }];
};

const NEEDS_LOOP = /Aiohttp|Async|async|Motor|#Tortoise/;

interface Made {
  readonly name: string;
  readonly edits: readonly TextEdit[];
  readonly closes: boolean;
}

/** `isEngine`: its `connect` takes a connection of a pool. */
function madeFor(code: Code, place: Place, owner: PyNode, isEngine: boolean): Made | undefined {
  const statement = statementAround(place);
  const assigned = statement === undefined ? undefined : assignmentOf(statement.node);
  if (statement !== undefined && assigned?.value === place.node && assigned.target.type === 'identifier') return named(code, owner, statement.node, assigned.target, isEngine);
  // `redis.Redis(host="cache").get(key)`
  return parentOf(place)?.type === 'attribute' && commentsWithin(code, place.node).length === 0 ? unnamed(code, place) : undefined;
}

function unnamed(code: Code, { node }: Place): Made | undefined {
  const called = callOf(node);
  const service = called?.arguments[0] === undefined ? undefined : stringValue(called.arguments[0], code.text);
  const type = /(\w+)$/.exec(called === undefined ? '' : sourceOf(code, called.callee))?.[1] ?? '';
  const wish = /^(client|resource)$/.test(type) && service !== undefined && /^[a-z]\w*$/.test(service) ? service : wordsOf(type);
  const name = freshName(new Set([...code.names, ...boundIn(code.root, code.text)]), wish);
  return { name, edits: [{ range: node, newText: name }], closes: false };
}

/** `MongoClient` → `mongo_client` */
function wordsOf(type: string): string {
  const words = type.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return /client|redis|engine|session|pool/.test(words) ? (words === 'redis' ? 'redis_client' : words) : `${words}_client`;
}

/** Some place that reads the name now would read the client then: one at the top level, or in a function that does not bind it. */
function meansSomethingElse(code: Code, name: string): boolean {
  return identifiersIn(code.root).some((node) => {
    if (sourceOf(code, node) !== name) return false;
    const around = placeOfNode(code.root, node).ancestors.filter(isFunction);
    return !around.some((fn) => parameterNames(fn, code.text).includes(name) || boundIn(fieldOf(fn, 'body') ?? fn, code.text).has(name));
  });
}

const CLOSES = /^(close|dispose|disconnect|shutdown)$/;
/** Each request would do it again to the shared client. */
const ONCE_ONLY = /^(connect|subscribe|psubscribe|pubsub|auth|select|on_connect|start|login|set_\w+)$/;

function named(code: Code, owner: PyNode, statement: PyNode, target: PyNode, isEngine: boolean): Made | undefined {
  const name = sourceOf(code, target);
  const body = fieldOf(owner, 'body') ?? owner;
  const uses = identifiersIn(body).filter((node) => sourceOf(code, node) === name && node !== target);
  if (meansSomethingElse(code, name) || !opensLine(code.text, statement.start) || placeOfNode(code.root, statement).ancestors.at(-1) !== body) return undefined;
  const edits: TextEdit[] = [{ range: removalOf(code, statement), newText: '' }];
  let closes = false;
  for (const use of uses) {
    const place = placeOfNode(code.root, use);
    const method = methodCall(place.ancestors.at(-2) ?? use, code.text);
    const parent = parentOf(place);
    if (parent?.type === 'assignment' && fieldOf(parent, 'left') === use) return undefined;
    // Closed by `with`, or handed to code that may close it.
    if (parent?.type !== 'attribute' && parent?.type !== 'subscript') return undefined;
    if (method === undefined || unwrap(method.receiver) !== use) continue;
    if (ONCE_ONLY.test(method.name) && !(method.name === 'connect' && isEngine)) return undefined;
    if (!CLOSES.test(method.name)) continue;
    const closing = statementAround(place);
    if (closing === undefined || expressionOf(closing.node) !== method.call || closing.list.length < 2 || attachedComments(code, closing.node).trailing.length > 0) return undefined;
    edits.push({ range: removalOf(code, closing.node), newText: '' });
    closes = true;
  }
  return attachedComments(code, statement).trailing.length > 0 || uses.length === 0 ? undefined : { name, edits, closes };
}

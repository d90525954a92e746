/** Fixes of connection-per-request: make the client once, when the module loads, and close it no more after each request. */
import type { Fixer } from '../../engine/rule';
import type { SiteId } from '../../engine/summary';
import type { Code } from '../../fixes/ecmascript/code';
import { readCode } from '../../fixes/ecmascript/code';
import type { Declared } from '../../fixes/ecmascript/hoistToModule';
import { constantOf, hoistToModule } from '../../fixes/ecmascript/hoistToModule';
import { removalOf } from '../../fixes/ecmascript/layout';
import { collect, countName, functionAround, placeOf } from '../../fixes/ecmascript/tree';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { rangeOf, unwrap } from '../../languages/ecmascript/syntax';
import type { TextEdit } from '../../text/edits';

export const fixer: Fixer = (finding, context) => {
  const { summary, facts } = context;
  const id = finding.state['site'] as SiteId;
  const site = summary.sites[id];
  const effect = facts.effectsOf(id).find(({ kind, through }) => kind === 'opens-connection' && through.length === 0);
  // A single connection that is shared runs one statement after the other, and has to be connected once.
  if (site === undefined || effect === undefined || !effect.traits.includes('keep-alive')) return [];
  const code = readCode(context);
  const place = placeOf(code.program, site.range, 'NewExpression', 'CallExpression');
  const declared = place === undefined ? undefined : constantOf(place);
  if (declared === undefined || unwrap(declared.declarator.init).type === 'AwaitExpression') return [];
  // A name that means something global elsewhere would mean the client then.
  if (summary.values.some((value) => value.kind === 'global' && value.name === declared.name)) return [];
  const closing = closingEdits(code, declared, effect.api);
  const hoisted = hoistToModule(code, declared);
  if (closing === undefined || hoisted === undefined) return [];
  return [{
    title: `Make \`${declared.name}\` once, when the module loads`,
    applicability: 'unsafe',
    assumes: `one shared client for the whole process is wanted${closing.length > 0 ? ', and it is closed when the program stops' : ''}`,
    edits: [...hoisted, ...closing],
  }];
};

const CLOSES = /^(end|close|quit|disconnect|\$disconnect|destroy)$/;
/** Each request would do it again to the shared client: connect twice, add one more listener. */
const ONCE_ONLY = /^(connect|\$connect|initialize|init|on|once|addListener|subscribe|psubscribe|pSubscribe|auth|select|sync|setMaxListeners)$/;
/** Its `connect` may be called again and again. */
const CONNECTS_AGAIN = new Set(['mongodb#MongoClient']);

/** Removes `await client.end();` and the like; undefined when the client is ended, connected or handed on in another way. */
function closingEdits(code: Code, { name, statement }: Declared, api: string): TextEdit[] | undefined {
  const owner = functionAround(statement);
  if (owner === undefined) return undefined;
  const edits: TextEdit[] = [];
  for (const call of collect(owner.body, isCall, 'enter')) {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || unwrap(callee.object).type !== 'Identifier' || countName(callee.object, name) === 0) continue;
    const method = callee.computed || callee.property.type !== 'Identifier' ? '' : callee.property.name;
    if (method === '' || (ONCE_ONLY.test(method) && !(method === 'connect' && CONNECTS_AGAIN.has(api)))) return undefined;
    if (!CLOSES.test(method)) continue;
    const closed = closingStatement(code, call);
    if (closed === undefined) return undefined;
    edits.push(closed);
  }
  const mentions = collect(owner.body, (node): node is TSESTree.Identifier => node.type === 'Identifier' && node.name === name, 'enter');
  const called = collect(owner.body, (node): node is TSESTree.MemberExpression => node.type === 'MemberExpression' && unwrap(node.object).type === 'Identifier' && countName(node.object, name) > 0, 'enter');
  // Handed to other code (`drizzle(pool)`), it may be closed there.
  return mentions.length > called.length + 1 ? undefined : edits;
}

function isCall(node: Node): node is TSESTree.CallExpression {
  return node.type === 'CallExpression';
}

/** `client.end();` or `await client.end();` as a statement among others. */
function closingStatement(code: Code, call: TSESTree.CallExpression): TextEdit | undefined {
  const place = placeOf(code.program, rangeOf(call), 'CallExpression');
  const parents = place === undefined ? [] : [...place.ancestors].reverse();
  const [first, second] = parents;
  const statement = first?.type === 'AwaitExpression' ? second : first;
  const block = parents[parents.indexOf(statement as Node) + 1];
  if (call.arguments.length > 0 || statement?.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement') return undefined;
  // An empty `finally` or `if` would stay behind.
  if (block.body.length < 2) return undefined;
  return { range: removalOf(code.text, rangeOf(statement)), newText: '' };
}

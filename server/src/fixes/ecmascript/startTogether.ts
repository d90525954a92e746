/** Text for `await Promise.all([…])`, and the names its results get. */
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, startOf, unwrap } from '../../languages/ecmascript/syntax';
import type { Range } from '../../text/range';
import type { Code } from './code';
import { freshName, sourceOf } from './code';
import { movedText } from '../lines';
import { listText } from './layout';

/** What stands behind `await`, parentheses and comments included. */
export function awaitedRange({ text }: Code, node: TSESTree.AwaitExpression): Range {
  const start = startOf(node) + 'await'.length;
  return { start: start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0), end: endOf(node) };
}

export interface Started {
  readonly awaiting: TSESTree.AwaitExpression;
  /** Comments that move along, each put on a line of its own before the call. */
  readonly comments: readonly Range[];
}

/** `before` and `after` count the characters that share its first and last line. */
export function promiseAll(code: Code, calls: readonly Started[], indent: string, before: number, after: number): string {
  const inner = indent + code.style.unit;
  const item = (at: string) => ({ awaiting, comments }: Started): string =>
    [...comments.map(({ start, end }) => code.text.slice(start, end)), movedText(code, awaitedRange(code, awaiting), at)].join(code.style.newline + at);
  const head = 'await Promise.all(';
  const forced = calls.some(({ comments }) => comments.length > 0);
  return `${head}${listText(code, calls.map(item(inner)), indent, before + head.length, after + 1, forced)})`;
}

const GENERIC = /^(find|findMany|findAll|findFirst|findUnique|findOne|findBy|findOneBy|findById|findByPk|get|query|execute|exec|all|list|select|load|fetch|read|json|text|getMany|getOne|toArray|lean|readFile)$/;
const VERB = /^(get|fetch|load|find|read|list|query|retrieve|select|compute|build|count)(?=[A-Z])/;

/** A name for what a call gives, from how it is called: `loadUser(id)` → `user`, `prisma.order.count()` → `orderCount`. */
export function resultName(code: Code, call: Node, taken: ReadonlySet<string>): string {
  const names = calleeNames(unwrap(call)).filter((name) => name !== 'this');
  const last = names.at(-1) ?? 'result';
  const owner = names.at(-2);
  const several = /^(findMany|findAll|getMany|toArray|list|all|find)$/.test(last);
  let wish = lowerFirst(last.replace(/^_+/, '').replace(VERB, ''));
  if (last === 'count' && owner !== undefined) wish = `${lowerFirst(owner)}Count`;
  else if (GENERIC.test(last)) wish = owner === undefined ? 'result' : several ? pluralOf(lowerFirst(owner)) : lowerFirst(owner);
  if (!/^[A-Za-z_$][\w$]*$/.test(wish) || isUsedAsReceiver(code, call, wish)) wish = `${wish.replace(/[^\w$]/g, '')}Result`;
  return freshName(taken, wish === '' ? 'result' : wish);
}

function isUsedAsReceiver(code: Code, call: Node, wish: string): boolean {
  return new RegExp(`^${wish}\\b`).test(sourceOf(code, call));
}

function calleeNames(node: Node): string[] {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return calleeNames(unwrap(node.callee));
  if (node.type === 'TaggedTemplateExpression') return calleeNames(unwrap(node.tag));
  if (node.type === 'MemberExpression') return [...calleeNames(unwrap(node.object)), ...(!node.computed && node.property.type === 'Identifier' ? [node.property.name] : [])];
  if (node.type === 'Identifier') return [node.name];
  return [];
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function pluralOf(name: string): string {
  if (/(s|x|z|ch|sh)$/.test(name)) return /s$/.test(name) && !/(ss|us|is)$/.test(name) ? name : `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

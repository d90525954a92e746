/** Fixes of eager-file-load: go through a file line by line, or read it once when the module loads. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { SiteId } from '../../engine/summary';
import { addImport } from '../../fixes/ecmascript/addImport';
import { allowsAwait, countName, onlyDeclarator, parentOf, placeOf, statementAround } from '../../fixes/ecmascript/tree';
import type { Place, StatementPlace } from '../../fixes/ecmascript/tree';
import type { Code } from '../../fixes/ecmascript/code';
import { commentsWithin, readCode, sourceOf } from '../../fixes/ecmascript/code';
import { constantOf, hoistToModule } from '../../fixes/ecmascript/hoistToModule';
import { removalOf } from '../../fixes/ecmascript/layout';
import { replaceImport } from '../../fixes/ecmascript/replaceImport';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { rangeOf, unwrap } from '../../languages/ecmascript/syntax';
import type { TextEdit } from '../../text/edits';

type Call = Place<TSESTree.CallExpression>;

export const fixer: Fixer = (finding, context) => {
  const site = context.summary.sites[finding.state['site'] as SiteId];
  if (site === undefined) return [];
  const code = readCode(context);
  const place = placeOf(code.program, site.range, 'CallExpression');
  if (place === undefined || place.node.optional) return [];
  const fix = finding.messageId === 'lines' ? readByLines(code, place) : finding.messageId === 'reread' ? readOnce(code, place) : undefined;
  return fix === undefined ? [] : [fix];
};

/** `for (const line of readFileSync(p, 'utf8').split('\n'))` → `for await (const line of createInterface({ input: createReadStream(p), … }))` */
function readByLines(code: Code, place: Call): Fix | undefined {
  const [path, encoding] = place.node.arguments;
  if (path === undefined || path.type === 'SpreadElement' || place.node.arguments.length > 2) return undefined;
  const found = loopOver(place);
  if (found === undefined || !allowsAwait(found.loop, code.path)) return undefined;
  if (encoding === undefined ? !found.asText : !isUtf8(encoding)) return undefined;
  const loop = found.loop.node as TSESTree.ForOfStatement;
  const dropped = found.removed === undefined ? undefined : rangeOf(found.removed.node);
  if (commentsWithin(code, rangeOf(loop.right)).length > 0 || (dropped !== undefined && commentsWithin(code, dropped).length > 0)) return undefined;

  const prefix = /['"]node:/.test(code.text) ? 'node:' : '';
  const lines = addImport(code, `${prefix}readline`, 'createInterface');
  const stream = streamOf(code, place, prefix, lines.edits);
  if (stream === undefined) return undefined;
  const edits: TextEdit[] = [
    { range: { start: rangeOf(loop).start, end: rangeOf(loop).start + 'for'.length }, newText: 'for await' },
    { range: rangeOf(loop.right), newText: `${lines.local}({ input: ${stream.text}(${sourceOf(code, path)}), crlfDelay: Infinity })` },
    ...lines.edits,
    ...stream.edits,
  ];
  if (dropped !== undefined) edits.push({ range: removalOf(code.text, dropped), newText: '' });
  return {
    title: 'Read the file line by line',
    applicability: 'unsafe',
    assumes: 'the empty last line after a final line break is not needed, and lines may have been handled before reading fails',
    edits,
  };
}

interface LineLoop {
  readonly loop: StatementPlace;
  /** The content becomes text on the way (`.toString()`). */
  readonly asText: boolean;
  /** The statement that only held the content or the lines for the loop. */
  readonly removed: StatementPlace | undefined;
}

/** The loop that is all the file is read for: over the split content itself, or over a name of the statement before that holds it. */
function loopOver(place: Call): LineLoop | undefined {
  const statement = statementAround(place);
  if (statement === undefined) return undefined;
  if (statement.node.type === 'ForOfStatement') {
    const chain = lineChain(unwrap(statement.node.right), place.node, 'split');
    return chain === undefined || statement.node.await ? undefined : { loop: statement, asText: chain.asText, removed: undefined };
  }
  const declared = onlyDeclarator(statement.node);
  const next = statement.list[statement.index + 1];
  const owner = parentOf(statement);
  if (declared === undefined || next?.type !== 'ForOfStatement' || next.await || declared.declarator.id.type !== 'Identifier' || owner === undefined) return undefined;
  const { name } = declared.declarator.id;
  // Its declaration and the head of the loop.
  if (countName(owner, name) !== 2 || countName(next.right, name) !== 1) return undefined;
  const loop: StatementPlace = { ...statement, node: next, index: statement.index + 1 };
  const over = unwrap(next.right);
  if (over.type === 'Identifier') {
    const chain = lineChain(unwrap(declared.declarator.init), place.node, 'split');
    return chain === undefined ? undefined : { loop, asText: chain.asText, removed: statement };
  }
  const content = lineChain(unwrap(declared.declarator.init), place.node, 'text');
  const rest = splitOf(over);
  const inner = rest === undefined ? undefined : textOf(rest);
  if (content === undefined || inner?.node.type !== 'Identifier') return undefined;
  return { loop, asText: content.asText || inner.asText, removed: statement };
}

/** `read(…)`, `await read(…)`, with `.toString()`, and with `.split('\n')` when that is wanted; nothing else. */
function lineChain(node: Node, read: Node, want: 'split' | 'text'): { readonly asText: boolean } | undefined {
  const before = want === 'split' ? splitOf(node) : node;
  if (before === undefined) return undefined;
  const { node: content, asText } = textOf(before);
  const inner = content.type === 'AwaitExpression' ? unwrap(content.argument) : content;
  return inner === read ? { asText } : undefined;
}

function splitOf(node: Node): Node | undefined {
  const split = methodCall(node, 'split');
  const [separator] = split?.arguments ?? [];
  return split === undefined || split.arguments.length !== 1 || separator === undefined || !isLineBreak(separator) ? undefined : split.receiver;
}

function textOf(node: Node): { readonly node: Node; readonly asText: boolean } {
  const text = methodCall(node, 'toString');
  return text === undefined || !text.arguments.every(isUtf8) ? { node, asText: false } : { node: text.receiver, asText: true };
}

function methodCall(node: Node, name: string): { readonly receiver: Node; readonly arguments: readonly Node[] } | undefined {
  if (node.type !== 'CallExpression' || node.optional || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property, computed, optional } = node.callee;
  return computed || optional || property.type !== 'Identifier' || property.name !== name ? undefined : { receiver: unwrap(object), arguments: node.arguments };
}

function isLineBreak(node: Node): boolean {
  if (node.type !== 'Literal') return false;
  return 'regex' in node ? /^\\r\?\\n$/.test(node.regex.pattern) : node.value === '\n' || node.value === '\r\n';
}

function isUtf8(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'string' && /^utf-?8$/i.test(node.value);
}

interface Named {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** `createReadStream` as this file can say it. */
function streamOf(code: Code, place: Call, prefix: string, besides: readonly TextEdit[]): Named | undefined {
  return fromFs(code, place, prefix, 'createReadStream', besides);
}

function fromFs(code: Code, { node }: Call, prefix: string, name: string, besides: readonly TextEdit[]): Named | undefined {
  const { callee } = node;
  if (callee.type === 'Identifier') {
    const { local, edits } = replaceImport(code, callee.name, `${prefix}fs`, name, besides);
    return { text: local, edits };
  }
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  if (callee.property.name === 'readFileSync') return { text: `${sourceOf(code, callee.object)}.${name}`, edits: [] };
  // `fs.promises.readFile` and a module of promises have no streams.
  if (callee.object.type === 'MemberExpression' && !callee.object.computed && sourceOf(code, callee.object.property) === 'promises') return { text: `${sourceOf(code, callee.object.object)}.${name}`, edits: [] };
  const { local, edits } = addImport(code, `${prefix}fs`, name);
  return { text: local, edits };
}

/** `const terms = await readFile('terms.txt')` of a handler → `const terms = readFileSync('terms.txt')` of the module. */
function readOnce(code: Code, place: Call): Fix | undefined {
  const declared = constantOf(place);
  if (declared === undefined) return undefined;
  const { init } = declared.declarator;
  const isAwaited = unwrap(init).type === 'AwaitExpression';
  const prefix = /['"]node:/.test(code.text) ? 'node:' : '';
  const reader = isAwaited ? fromFs(code, place, prefix, 'readFileSync', []) : { text: sourceOf(code, place.node.callee), edits: [] };
  if (reader === undefined) return undefined;
  const { callee } = place.node;
  const value = isAwaited ? reader.text + code.text.slice(rangeOf(callee).end, rangeOf(place.node).end) : undefined;
  const hoisted = hoistToModule(code, declared, value);
  if (hoisted === undefined) return undefined;
  return {
    title: `Read \`${declared.name}\` once, when the module loads`,
    applicability: 'unsafe',
    assumes: 'changes of the file need not be seen before a restart, and the program may stop at its start when the file is missing',
    edits: [...hoisted, ...reader.edits],
  };
}

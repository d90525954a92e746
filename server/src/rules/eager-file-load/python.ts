/** Fixes of eager-file-load: go through the file itself, or hand it on instead of its content. */
import type { Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import { indentAt, opensLine, reindentEdits } from '../../fixes/lines';
import { importedMember } from '../../fixes/python/addImport';
import type { Code } from '../../fixes/python/code';
import { freshName, quoted, readCode, removalOf, sourceOf, takenAround } from '../../fixes/python/code';
import { openedFile, readText } from '../../fixes/python/files';
import type { ElementLoop } from '../../fixes/python/loops';
import { isConsumed, loopAt } from '../../fixes/python/loops';
import type { Place } from '../../fixes/python/tree';
import { assignmentOf, callNamed, callOf, countName, expressionOf, functionAround, identifiersIn, methodCall, parentOf, placeOf, placeOfNode, someInside, statementAround } from '../../fixes/python/tree';
import type { PyNode } from '../../languages/python/tree';
import { fieldOf, stringValue, unwrap } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';

export const fixer: Fixer = (finding, context) => {
  const code = readCode(context);
  const place = code === undefined ? undefined : placeOf(code.root, finding.range, 'call');
  if (code === undefined || place === undefined) return [];
  if (finding.messageId === 'lines') return readByLines(code, place);
  return finding.messageId === 'passedOn' ? handOn(code, place) : [];
};

const WHILE_OPEN = 'nothing changes the file while it is read, and a part that cannot be read shows only when it is reached';

/** How the whole content becomes lines. */
type Split = 'readlines' | 'splitlines' | 'split';

/** The loop over lines, and what to change so that it walks over `source`. */
interface LineLoop {
  readonly loop: ElementLoop;
  readonly split: Split;
  /** What stands for the lines in the head of the loop. */
  readonly iterable: PyNode;
  readonly edits: readonly TextEdit[];
  /** The loop stands behind the `with` that opens the file and moves into it. */
  readonly moved: boolean;
}

function readByLines(code: Code, place: Place): readonly Fix[] {
  const read = methodCall(place.node, code.text);
  if (read === undefined) return [];
  const counted = countedLines(code, place, read.receiver, read.name);
  if (counted.length > 0) return counted;
  const lines = lineLoop(code, place, read.name);
  if (lines === undefined || !isConsumed(lines.loop, code.text)) return [];
  const line = lineName(lines.loop);
  if (line === undefined) return [];
  if (read.name === 'read_text') return lines.edits.length > 0 ? [] : openedByLines(code, lines, line, place.node);
  if (read.arguments.length > 0 || read.receiver.type !== 'identifier') return [];
  const file = sourceOf(code, read.receiver);
  const opened = openedFile(code, place, file);
  const { body } = lines.loop;
  if (countName(body, code.text, file) > 0 || (lines.moved && opened?.statement === undefined) || (lines.split !== 'readlines' && opened === undefined)) return [];
  const edits = [...lines.edits, { range: lines.iterable, newText: file }, ...lineEnds(code, lines, line, opened?.binary === true ? 'b' : '', lines.moved ? code.style.unit : '')];
  const safe = lines.split === 'readlines' && opened?.statement !== undefined && isQuiet(code, lines.loop, line);
  return [{ title: 'Read the file line by line', applicability: safe ? 'safe' : 'unsafe', assumes: safe ? '' : assumed(lines.split), edits: merged(code, edits, lines.iterable, file, line) }];
}

function assumed(split: Split): string {
  if (split === 'splitlines') return `${WHILE_OPEN}; lines end with line breaks, not with form feeds or other separators`;
  return split === 'split' ? `${WHILE_OPEN}; the empty text behind the last line break is not needed` : WHILE_OPEN;
}

/** `for line in path.read_text().splitlines(): …` → the same in `with path.open() as file:`. */
function openedByLines(code: Code, lines: LineLoop, line: PyNode, read: PyNode): readonly Fix[] {
  const source = readText(code, read);
  const { statement } = lines.loop;
  if (source === undefined || !ownsLines(code, statement.node)) return [];
  const file = freshName(takenAround(code, statement), 'file');
  const edits = [{ range: lines.iterable, newText: file }, ...lineEnds(code, lines, line, '', code.style.unit)];
  return [{ title: 'Read the file line by line', applicability: 'unsafe', assumes: assumed(lines.split), edits: [...opening(code, statement.node, source, file), ...merged(code, edits, lines.iterable, file, line)] }];
}

/** Puts a statement into `with path.open() as file:`. */
function opening(code: Code, statement: PyNode, { path, options }: { readonly path: string; readonly options: string }, file: string): TextEdit[] {
  const outer = indentAt(code.text, statement.start);
  const inner = outer + code.style.unit;
  return [
    { range: { start: statement.start, end: statement.start }, newText: `with ${path}.open(${options}) as ${file}:${code.style.newline}${inner}` },
    ...reindentEdits(code, statement, outer, inner),
  ];
}

/** `len(file.readlines())` → `sum(1 for _ in file)`. */
function countedLines(code: Code, place: Place, receiver: PyNode, method: string): readonly Fix[] {
  const split = splitOf(code, place, method);
  const counted = split === undefined ? undefined : place.ancestors.findLast((node) => callNamed(node, code.text, 'len')?.[0] === split.lines);
  const statement = statementAround(place);
  if (split === undefined || counted === undefined || statement === undefined || !ownsLines(code, statement.node) || !/^(return|expression)_statement$/.test(statement.node.type)) return [];
  const fix = (edits: readonly TextEdit[]): readonly Fix[] => [{ title: 'Count the lines without keeping them', applicability: 'unsafe', assumes: assumed(split.split), edits }];
  const source = method === 'read_text' ? readText(code, place.node) : undefined;
  if (source === undefined) return receiver.type === 'identifier' && openedFile(code, place, sourceOf(code, receiver)) !== undefined ? fix([{ range: counted, newText: `sum(1 for _ in ${sourceOf(code, receiver)})` }]) : [];
  const file = freshName(takenAround(code, statement), 'file');
  return fix([...opening(code, statement.node, source, file), { range: counted, newText: `sum(1 for _ in ${file})` }]);
}

/** The expression that is the list of lines: the reading itself, or a call on it. */
function splitOf(code: Code, place: Place, method: string): { readonly lines: PyNode; readonly split: Split } | undefined {
  if (method === 'readlines') return { lines: place.node, split: 'readlines' };
  const parent = place.ancestors.at(-2);
  return parent === undefined ? undefined : splitCall(code, parent, place.node);
}

function splitCall(code: Code, node: PyNode, receiver: PyNode): { readonly lines: PyNode; readonly split: Split } | undefined {
  const call = methodCall(node, code.text);
  if (call === undefined || call.receiver !== receiver) return undefined;
  if (call.name === 'splitlines' && call.arguments.length === 0) return { lines: node, split: 'splitlines' };
  const [separator, ...more] = call.arguments;
  return call.name === 'split' && more.length === 0 && separator !== undefined && stringValue(separator, code.text) === '\n' ? { lines: node, split: 'split' } : undefined;
}

function lineLoop(code: Code, place: Place, method: string): LineLoop | undefined {
  const inline = splitOf(code, place, method);
  const lines = inline === undefined ? undefined : placeOfNode(code.root, inline.lines);
  const own = lines === undefined ? undefined : loopOver(code, lines);
  if (own !== undefined && inline !== undefined) return { loop: own, split: inline.split, iterable: inline.lines, edits: [], moved: false };
  return namedLines(code, lines ?? place, inline?.split);
}

/** The loop whose head holds the node as its collection, perhaps numbered. */
function loopOver(code: Code, place: Place): ElementLoop | undefined {
  const parents = [...place.ancestors];
  let at = place.node;
  const [list, call] = [parents.at(-1), parents.at(-2)];
  if (list?.type === 'argument_list' && call !== undefined && callNamed(call, code.text, 'enumerate')?.[0] === at) {
    parents.splice(-2);
    at = call;
  }
  const parent = parents.at(-1);
  const owner = parent?.type === 'for_in_clause' ? parents.at(-2) : parent;
  if (parent === undefined || owner === undefined || !/^for_/.test(parent.type)) return undefined;
  const loop = loopAt(placeOfNode(code.root, owner));
  return loop?.collection === at ? loop : undefined;
}

/** `lines = file.readlines()`, and a loop over `lines` after it, which nothing else mentions. */
function namedLines(code: Code, value: Place, split: Split | undefined): LineLoop | undefined {
  const statement = statementAround(value);
  const assigned = statement === undefined ? undefined : assignmentOf(statement.node);
  if (statement === undefined || assigned?.value !== value.node || assigned.target.type !== 'identifier' || !ownsLines(code, statement.node)) return undefined;
  const name = sourceOf(code, assigned.target);
  const owner = functionAround(value);
  const uses = owner === undefined ? [] : identifiersIn(owner).filter((node) => sourceOf(code, node) === name && node !== assigned.target);
  const [use] = uses;
  if (use === undefined || uses.length > 1) return undefined;
  const usePlace = placeOfNode(code.root, use);
  const called = split === undefined ? splitCall(code, usePlace.ancestors.at(-2) ?? use, use) : { lines: use, split };
  const loop = called === undefined ? undefined : loopOver(code, placeOfNode(code.root, called.lines));
  if (loop === undefined || called === undefined) return undefined;
  const base = { loop, split: called.split, iterable: called.lines };
  const removal = { range: removalOf(code, statement.node), newText: '' };
  const { list, index } = statement;
  if (loop.statement.list.includes(statement.node) && loop.statement.index === index + 1) return { ...base, edits: [removal], moved: false };
  // `with open(path) as file: lines = file.readlines()`, and the loop directly behind.
  const around = statement.ancestors.at(-2);
  const outer = loop.statement;
  if (around?.type !== 'with_statement' || list.length !== 1 || outer.list[outer.index - 1] !== around || !ownsLines(code, outer.node)) return undefined;
  const indent = indentAt(code.text, outer.node.start);
  // From the end of the `with` on: comments above the loop move with it.
  return { ...base, edits: [removal, ...reindentEdits(code, { start: around.end, end: outer.node.end }, indent, indent + code.style.unit)], moved: true };
}

/** The name that holds a line: the element, or the second of `number, line`. */
function lineName({ element, collection }: ElementLoop): PyNode | undefined {
  if (element.type === 'identifier') return collection.type === 'call' && /^enumerate/.test(fieldOf(collection, 'function')?.type ?? '') ? undefined : element;
  const [, second, ...more] = element.children;
  return /^(pattern_list|tuple_pattern)$/.test(element.type) && second?.type === 'identifier' && more.length === 0 ? second : undefined;
}

const TRIMS = /^(strip|rstrip|split|rsplit)$/;

/** Line ends that `splitlines` took away are taken away again, where somebody would see them. `deeper`: what the loop is indented by as well. */
function lineEnds(code: Code, { loop, split, iterable }: LineLoop, line: PyNode, prefix: string, deeper: string): TextEdit[] {
  if (split === 'readlines') return [];
  const name = sourceOf(code, line);
  const trimmed = `${name}.rstrip(${prefix}${quoted(code, '\\n')})`;
  const parts = loop.form === 'statement' ? [loop.body] : loop.place.node.children.filter((child) => child.type !== 'for_in_clause');
  const uses = parts.flatMap(identifiersIn).filter((node) => sourceOf(code, node) === name);
  if (uses.every((use) => seesNoLineEnd(code, use))) return [];
  if (loop.form === 'statement') {
    const [first] = loop.body.children;
    const opens = first !== undefined && opensLine(code.text, first.start);
    const start = assignmentOf(first ?? loop.body);
    // `line = line.strip()` first: nothing after it sees the line end.
    if (start?.target.type === 'identifier' && sourceOf(code, start.target) === name && identifiersIn(start.value).filter((node) => sourceOf(code, node) === name).every((use) => seesNoLineEnd(code, use))) return [];
    const indent = first === undefined ? '' : indentAt(code.text, first.start) + deeper;
    return opens ? [{ range: { start: first.start, end: first.start }, newText: `${name} = ${trimmed}${code.style.newline}${indent}` }] : [{ range: { start: iterable.start, end: iterable.start }, newText: `(${trimmed} for ${name} in ` }];
  }
  const [use] = uses;
  if (use !== undefined && uses.length === 1) return [{ range: use, newText: trimmed }];
  return [{ range: { start: iterable.start, end: iterable.start }, newText: `(${trimmed} for ${name} in ` }];
}

/** A generator around the file is one edit with the file's own. */
function merged(code: Code, edits: readonly TextEdit[], iterable: PyNode, file: string, line: PyNode): TextEdit[] {
  const generator = edits.find(({ range, newText }) => range.start === iterable.start && range.end === iterable.start && newText.includes(` for ${sourceOf(code, line)} in `));
  if (generator === undefined) return [...edits];
  return [...edits.filter((edit) => edit !== generator && edit.range !== iterable), { range: iterable, newText: `${generator.newText}${file})` }];
}

/** `line.strip()`, `line.split()`, `"ERROR" in line`, `line.startswith("#")`. */
function seesNoLineEnd(code: Code, use: PyNode): boolean {
  const parents = [...placeOfNode(code.root, use).ancestors].reverse();
  const [attribute, call] = parents;
  const method = call === undefined ? undefined : methodCall(call, code.text);
  if (attribute?.type === 'attribute' && method?.receiver === use) {
    if (method.name === 'startswith') return method.arguments.every((argument) => stringValue(argument, code.text)?.includes('\n') === false);
    return TRIMS.test(method.name) && method.arguments.length === 0;
  }
  if (attribute?.type === 'comparison_operator') {
    const [left, right] = attribute.children;
    return right === use && left !== undefined && stringValue(left, code.text)?.includes('\n') === false && /^\s+(not\s+)?in\s+$/.test(code.text.slice(left.end, right.start));
  }
  const [argumentList] = parents;
  const called = argumentList?.type === 'argument_list' ? callOf(parents[1] ?? argumentList) : undefined;
  return called !== undefined && called.arguments.length === 1 && /^(int|float|json\.loads)$/.test(sourceOf(code, called.callee));
}

const CANNOT_FAIL = /^(strip|rstrip|lstrip|lower|upper|casefold|split|rsplit|startswith|endswith|isdigit|isspace|title|removeprefix|removesuffix|replace|partition|rpartition|append|add)$/;

/**
 * Nothing outside sees whether a line is handled before the next one is read: the loop tests and collects, into lists that the
 * function makes, and cannot fail in between.
 */
function isQuiet(code: Code, loop: ElementLoop, line: PyNode): boolean {
  const owner = functionAround(loop.place);
  if (owner === undefined || loop.place.ancestors.some(({ type }) => type === 'try_statement') || someInside(owner, ({ type }) => type === 'global_statement' || type === 'nonlocal_statement' || type === 'yield')) return false;
  const { text } = code;
  const made = new Set<string>();
  someInside(owner, (node) => {
    const assigned = assignmentOf(node);
    if (assigned?.target.type === 'identifier' && /^(list|set|dictionary|integer|string|call)$/.test(assigned.value.type) && /^(\[\]|\{\}|set\(\)|list\(\)|0|""|'')$/.test(sourceOf(code, assigned.value))) made.add(sourceOf(code, assigned.target));
    return false;
  });
  const parts = loop.form === 'statement' ? [loop.body] : loop.place.node.children.filter((child) => child.type !== 'for_in_clause');
  const allowed = /^(block|expression_statement|assignment|augmented_assignment|if_statement|elif_clause|else_clause|if_clause|continue_statement|pass_statement|break_statement|comment|call|attribute|argument_list|identifier|string|string_start|string_content|string_end|escape_sequence|integer|true|false|none|comparison_operator|boolean_operator|not_operator|parenthesized_expression|tuple)$/;
  return parts.every((part) => !someInside(part, (node) => {
    if (!allowed.test(node.type)) return true;
    // Two texts can be compared and one be searched for in the other; what else stands there is not known.
    if (node.type === 'augmented_assignment') return !/^\w+ \+= 1$/.test(sourceOf(code, node)) || !made.has(/^\w+/.exec(sourceOf(code, node))?.[0] ?? '');
    if (node.type === 'assignment') return fieldOf(node, 'left')?.type !== 'identifier';
    if (node.type === 'comparison_operator') return node.children.some((child) => unwrap(child).type !== 'string' && sourceOf(code, child) !== sourceOf(code, line) && child.type !== 'call') || /[<>]/.test(sourceOf(code, node).replace(/(["']).*?\1/g, ''));
    if (node.type !== 'call') return false;
    const method = methodCall(node, text);
    if (method === undefined || !CANNOT_FAIL.test(method.name) || method.arguments.some(({ type }) => type === 'keyword_argument')) return true;
    if (!/^(append|add)$/.test(method.name)) return method.arguments.some(({ type }) => type !== 'string') || !/^\w+(\.\w+\([^()]*\))*$/.test(sourceOf(code, method.receiver)) || !sourceOf(code, method.receiver).startsWith(sourceOf(code, line));
    return method.receiver.type !== 'identifier' || !made.has(sourceOf(code, method.receiver));
  }, 'enter'));
}

/** The statement has its lines for itself, comments behind it aside. */
function ownsLines({ text }: Code, { start, end }: PyNode): boolean {
  return opensLine(text, start) && /^[ \t]*(#.*)?(\r|\n|$)/.test(text.slice(end, end + 400));
}

/** What is read goes to one call: let that call read. */
function handOn(code: Code, place: Place): readonly Fix[] {
  const read = methodCall(place.node, code.text);
  const parent = parentOf(place);
  if (read === undefined || read.name !== 'read' || read.arguments.length > 0 || read.receiver.type !== 'identifier' || parent === undefined) return [];
  const file = sourceOf(code, read.receiver);
  const opened = openedFile(code, place, file);
  if (opened === undefined) return [];
  const named = parent.type === 'keyword_argument';
  const sink = place.ancestors.at(named ? -3 : -2);
  const called = sink === undefined ? undefined : callOf(sink);
  if (sink === undefined || called === undefined) return [];
  const callee = sourceOf(code, called.callee);
  const algorithm = /^(\w+)\.(md5|sha1|sha224|sha256|sha384|sha512|blake2b|blake2s)$/.exec(callee);
  if (algorithm !== null && called.arguments.length === 1 && opened.binary) {
    const digest = `${algorithm[1] ?? ''}.file_digest(${file}, ${quoted(code, algorithm[2] ?? '')})`;
    return [{ title: 'Let `file_digest` read the file in pieces', applicability: 'unsafe', assumes: 'Python 3.11 or later', edits: [{ range: sink, newText: digest }] }];
  }
  if (named) {
    if (!opened.binary || !/^(requests|session|self\.session|http|client)\.(post|put|patch)$/.test(callee) || !/^data\b/.test(sourceOf(code, parent))) return [];
    return [{ title: 'Send the file without loading it', applicability: 'unsafe', assumes: 'the file is not empty, and nothing sends the request a second time', edits: [{ range: place.node, newText: file }] }];
  }
  const method = methodCall(sink, code.text);
  const statement = statementAround(place);
  if (method === undefined || statement === undefined || expressionOf(statement.node) !== sink || called.arguments.length !== 1 || method.receiver.type !== 'identifier') return [];
  const target = sourceOf(code, method.receiver);
  if (method.name === 'write' && openedFile(code, place, target)?.binary === opened.binary) {
    const copy = importedMember(code, place, 'shutil', 'copyfileobj');
    return copy === undefined ? [] : [{ title: 'Copy the file in pieces', applicability: 'unsafe', assumes: 'both are different files; when reading fails, a part is written already', edits: [{ range: sink, newText: `${copy.local}(${file}, ${target})` }, ...copy.edits] }];
  }
  if (method.name !== 'update' || !opened.binary || !ownsLines(code, statement.node)) return [];
  const chunk = freshName(takenAround(code, statement), 'chunk');
  const { newline, unit } = code.style;
  const indent = indentAt(code.text, statement.node.start);
  return [{
    title: 'Read the file in pieces', applicability: 'unsafe', assumes: `when reading fails, \`${target}\` holds a part already`,
    edits: [{ range: sink, newText: `while ${chunk} := ${file}.read(1 << 20):${newline}${indent}${unit}${target}.update(${chunk})` }],
  }];
}

/**
 * `const a = await f(); const b = await g();` → `const [a, b] = await Promise.all([f(), g()]);`
 *
 * The joint wait stands where the first one stood; where a later call needs something declared in between, it stands
 * where the last one stood, as long as nothing in between needs an earlier result. What stands between stays, in order.
 */
import type { TextEdit } from '../../text/edits';
import type { Range } from '../../text/range';
import { contains } from '../../text/range';
import { patternNames } from '../../languages/ecmascript/scopes';
import type { Node, TSESTree } from '../../languages/ecmascript/syntax';
import { endOf, endsInExit, rangeOf, startOf } from '../../languages/ecmascript/syntax';
import type { Code } from './code';
import { commentsWithin, freshName, sourceOf, takenAround, withParentheses } from './code';
import { mayBeTakenOut } from './evaluation';
import { attachedComments, indentAt, opensLine, sliceWith } from '../lines';
import { removalOf } from './layout';
import type { Started } from './startTogether';
import { awaitedRange, promiseAll, resultName } from './startTogether';
import type { Place, StatementPlace } from './tree';
import { collect, declaredInside, isInTryWithHandler, isPlain, namesIn, onlyDeclarator, someInside, statementAround, usesTransaction } from './tree';

export interface Joined {
  readonly edits: readonly TextEdit[];
  /** Nothing but the calls themselves changed places, nothing catches their failures here, and no comment had to move. */
  readonly keepsOrder: boolean;
  /** A call now starts before a statement that may leave the function or throw. */
  readonly passesGuard: boolean;
}

/** How the result of one call is taken up. */
type Form =
  /** `const a = await f();`: the pattern moves into the joint declaration. */
  | { readonly kind: 'declare'; readonly pattern: Node; readonly keyword: string }
  /** `await f();` */
  | { readonly kind: 'drop' }
  /** `this.a = await f();` */
  | { readonly kind: 'assign'; readonly target: Node }
  /** Anything else stays where it is and reads a new name. */
  | { readonly kind: 'keep' };

interface Entry {
  readonly place: Place<TSESTree.AwaitExpression>;
  readonly statement: StatementPlace;
  readonly form: Form;
}

/** Undefined when a statement is written in a way that cannot be taken apart without doubt. */
export function joinNeighbours(code: Code, places: readonly Place<TSESTree.AwaitExpression>[]): Joined | undefined {
  const entries = places.flatMap((place) => entryOf(code, place) ?? []);
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined || entries.length < places.length) return undefined;
  const { list } = first.statement;
  if (entries.some(({ statement }, index) => statement.list !== list || statement.index <= (entries[index - 1]?.statement.index ?? -1))) return undefined;

  if (entries.some(({ place }) => usesTransaction(place.node))) return undefined;
  const between = list.slice(first.statement.index + 1, last.statement.index).filter((node) => !entries.some(({ statement }) => statement.node === node));
  const anchor = canMoveUp(entries, list) ? first : canMoveDown(entries, list) ? last : undefined;
  if (anchor === undefined) return undefined;
  const forms = formsFor(code, entries);
  if (forms === undefined) return undefined;
  const edits = editsFor(code, entries, forms, anchor, first);
  if (edits === undefined) return undefined;

  const whole = { start: startOf(first.statement.node), end: endOf(last.statement.node) };
  const onlyPlainBetween = between.every((node) => node.type === 'VariableDeclaration' && node.declarations.every(({ init }) => init === null || isPlain(init)));
  return {
    edits,
    keepsOrder: onlyPlainBetween && forms.every((form, index) => form.kind !== 'keep' || restIsPlain(entries[index])) && !isInTryWithHandler(first.place)
      && commentsWithin(code, whole).length === 0,
    passesGuard: anchor === first && between.some((node) => (node.type === 'ExpressionStatement' && node.expression.type === 'CallExpression') || someInside(node, ({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement' || type === 'ContinueStatement' || type === 'BreakStatement')),
  };
}

function entryOf(code: Code, place: Place<TSESTree.AwaitExpression>): Entry | undefined {
  const statement = statementAround(place);
  if (statement === undefined || !opensLine(code.text, startOf(statement.node))) return undefined;
  // Another await in the statement would have to be ordered against the joint one.
  if (collect(statement.node, (node): node is TSESTree.AwaitExpression => node.type === 'AwaitExpression').length !== 1) return undefined;
  const { node } = statement;
  if (node.type === 'ExpressionStatement') {
    if (node.expression === place.node) return { place, statement, form: { kind: 'drop' } };
    if (node.expression.type === 'AssignmentExpression' && node.expression.operator === '=' && node.expression.right === place.node && isPlain(node.expression.left)) {
      return { place, statement, form: { kind: 'assign', target: node.expression.left } };
    }
  }
  const only = onlyDeclarator(node);
  if (only?.declarator.init === place.node && only.declaration.kind !== 'var' && !/using/.test(only.declaration.kind)) {
    return someInside(only.declarator.id, (inside) => inside.type === 'AssignmentPattern' && !isPlain(inside.right)) ? undefined : { place, statement, form: { kind: 'declare', pattern: only.declarator.id, keyword: only.declaration.kind } };
  }
  const simple = node.type === 'VariableDeclaration' || node.type === 'ExpressionStatement';
  return simple && mayBeTakenOut(node, [place.node]) ? { place, statement, form: { kind: 'keep' } } : undefined;
}

/** No later call reads what is declared or set after the first statement began, or what a check in between is about. */
function canMoveUp(entries: readonly Entry[], list: readonly Node[]): boolean {
  const from = entries[0]?.statement.index ?? 0;
  return entries.every(({ place, statement }) => {
    const needed = namesIn(place.node.argument);
    return list.slice(from, statement.index).every((node) => ![...changedBy(node), ...checkedBy(node)].some((name) => needed.has(name)));
  });
}

/** `if (!team) return;` lets what follows rely on `team`. */
function checkedBy(statement: Node): Set<string> {
  return statement.type === 'IfStatement' && (endsInExit(statement.consequent) || endsInExit(statement.alternate)) ? namesIn(statement.test) : new Set();
}

/** Nothing before the last statement reads an earlier result. */
function canMoveDown(entries: readonly Entry[], list: readonly Node[]): boolean {
  const to = entries.at(-1)?.statement.index ?? 0;
  return entries.slice(0, -1).every(({ statement, form }) => {
    if (form.kind === 'keep') return false;
    const results = changedBy(statement.node);
    const needed = namesIn(statement.node);
    return list.slice(statement.index + 1, to).every((node) => {
      const names = namesIn(node);
      return ![...results].some((name) => names.has(name)) && ![...changedBy(node)].some((name) => needed.has(name));
    });
  });
}

const MUTATES = /^(push|pop|shift|unshift|splice|sort|reverse|fill|add|set|delete|clear|append|assign)$/;

function changedBy(statement: Node): Set<string> {
  const names = declaredInside(statement);
  for (const { callee, arguments: [first] } of collect(statement, isCall, 'enter')) {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !MUTATES.test(callee.property.name)) continue;
    // `Object.assign(options, more)` changes what it is given first.
    for (const name of [...namesIn(callee.object), ...(callee.property.name === 'assign' && first !== undefined ? namesIn(first) : [])]) names.add(name);
  }
  for (const node of collect(statement, isChange, 'enter')) for (const name of namesIn(node.type === 'AssignmentExpression' ? node.left : node.argument)) names.add(name);
  return names;
}

function isCall(node: Node): node is TSESTree.CallExpression {
  return node.type === 'CallExpression';
}

function isChange(node: Node): node is TSESTree.AssignmentExpression | TSESTree.UpdateExpression {
  return node.type === 'AssignmentExpression' || node.type === 'UpdateExpression';
}

/** All declarations, or all assignments, or new names for what fits neither. */
function formsFor(code: Code, entries: readonly Entry[]): readonly Form[] | undefined {
  const named = entries.map(({ form }) => form).filter((form) => form.kind !== 'drop');
  if (named.length > 0 && named.every((form) => form.kind === 'assign')) return entries.map(({ form }) => form);
  const declared = named.filter((form) => form.kind === 'declare');
  const typed = declared.filter(({ pattern }) => annotationOf(pattern) !== undefined).length;
  const allTyped = typed === entries.length;
  const keywords = new Set(declared.map(({ keyword }) => keyword));
  if (keywords.size > 1) return undefined;
  return entries.map(({ form, statement }) => {
    if (form.kind === 'assign') return { kind: 'keep' };
    if (form.kind !== 'declare' || allTyped || annotationOf(form.pattern) === undefined) return form;
    return commentsWithin(code, rangeOf(statement.node)).length > 0 ? form : { kind: 'keep' };
  });
}

function annotationOf(pattern: Node): TSESTree.TSTypeAnnotation | undefined {
  return 'typeAnnotation' in pattern && pattern.typeAnnotation?.type === 'TSTypeAnnotation' ? pattern.typeAnnotation : undefined;
}

function editsFor(code: Code, entries: readonly Entry[], forms: readonly Form[], anchor: Entry, first: Entry): TextEdit[] | undefined {
  const { text, style } = code;
  const edits: TextEdit[] = [];
  const taken = takenAround(code, first.statement);
  const targets: string[] = [];
  const started: Started[] = [];
  let rest = '';
  for (const [index, entry] of entries.entries()) {
    const form = forms[index];
    if (form === undefined) return undefined;
    const range = rangeOf(entry.statement.node);
    const argument = awaitedRange(code, entry.place.node);
    if (form.kind === 'keep') {
      const name = freshName(taken, nameFor(code, entry, taken));
      taken.add(name);
      targets.push(name);
      started.push({ awaiting: entry.place.node, comments: [] });
      const named = { range: withParentheses(code, rangeOf(entry.place.node)), newText: name };
      if (entry === anchor) rest = style.newline + indentAt(text, range.start) + sliceWith(text, range, [named]);
      else edits.push(named);
      continue;
    }
    const pattern = form.kind === 'declare' ? form.pattern : form.kind === 'assign' ? form.target : undefined;
    const held = [argument, ...(pattern === undefined ? [] : [rangeOf(pattern)])];
    if (commentsWithin(code, range).some((comment) => !held.some((part) => contains(part, comment)))) return undefined;
    targets.push(pattern === undefined ? '' : form.kind === 'declare' ? patternText(code, pattern) : sourceOf(code, pattern));
    const attached = attachedComments(code, range);
    if (entry === anchor) {
      started.push({ awaiting: entry.place.node, comments: entry === first ? [] : attached.leading });
      // Comments of a later statement move into the list with its call.
      if (entry !== first && attached.leading.length > 0) edits.push({ range: removalOf(text, { start: attached.range.start, end: attached.leading.at(-1)?.end ?? range.start }), newText: '' });
      continue;
    }
    started.push({ awaiting: entry.place.node, comments: [...attached.leading, ...attached.trailing] });
    edits.push({ range: removalOf(text, attached.range), newText: '' });
  }
  while (targets.at(-1) === '') targets.pop();

  const range = rangeOf(anchor.statement.node);
  const indent = indentAt(text, range.start);
  const head = headText(code, entries, forms, targets);
  const line = head + promiseAll(code, started, indent, indent.length + head.length, style.semicolon.length) + style.semicolon;
  return [...edits, { range, newText: line + rest }];
}

function headText(code: Code, entries: readonly Entry[], forms: readonly Form[], targets: readonly string[]): string {
  if (targets.length === 0) return '';
  const list = `[${targets.join(', ')}]`;
  // Without semicolons a line that starts with a bracket would continue the one before.
  if (forms.every((form) => form.kind === 'assign' || form.kind === 'drop')) return `${code.style.semicolon === '' ? ';' : ''}${list} = `;
  const declared = forms.filter((form) => form.kind === 'declare');
  const types = declared.flatMap(({ pattern }) => annotationOf(pattern) ?? []);
  const annotation = types.length === entries.length ? `: [${types.map((type) => sourceOf(code, type.typeAnnotation)).join(', ')}]` : '';
  return `${declared[0]?.keyword ?? 'const'} ${list}${annotation} = `;
}

function patternText(code: Code, pattern: Node): string {
  const annotation = annotationOf(pattern);
  const range: Range = annotation === undefined ? rangeOf(pattern) : { start: startOf(pattern), end: startOf(annotation) };
  return code.text.slice(range.start, range.end).trimEnd();
}

function nameFor(code: Code, { statement: { node }, place }: Entry, taken: ReadonlySet<string>): string {
  const only = onlyDeclarator(node);
  const [name] = only === undefined ? [] : patternNames(only.declarator.id);
  return name === undefined ? resultName(code, place.node.argument, taken) : `${name}Result`;
}

/** `const rows = (await f()).rows;`: what is left of the statement runs nothing. */
function restIsPlain(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.statement.node.type === 'VariableDeclaration'
    && !someInside(entry.statement.node, (node) => node !== entry.place.node && (node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression') && !contains(rangeOf(entry.place.node), rangeOf(node)));
}

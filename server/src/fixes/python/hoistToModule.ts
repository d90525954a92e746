/** Moves a value out of a function to the top level of its module. Knows no libraries. */
import type { PyNode } from '../../languages/python/tree';
import { fieldOf } from '../../languages/python/tree';
import type { TextEdit } from '../../text/edits';
import { attachedComments } from '../lines';
import type { Code } from './code';
import { sourceOf } from './code';
import type { Place } from './tree';
import { boundIn, importedNames, isFunction, namesIn, parameterNames, someInside } from './tree';

/** Undefined when the value uses something of the function, or a name of the module that is set more than once, or below the function. */
export function hoistToModule(code: Code, place: Place, name: string, value: PyNode): TextEdit | undefined {
  const { root, text, style } = code;
  const outermost = place.ancestors.find((node) => isFunction(node) || node.type === 'class_definition');
  if (outermost === undefined || usesOwn(code, place, value) || /[\r\n]/.test(sourceOf(code, value))) return undefined;
  const used = namesIn(value, text);
  let anchor: PyNode | undefined;
  let isImport = false;
  const seen = new Set<string>();
  for (const node of root.children) {
    if (node.type === 'comment') continue;
    if (/^import(_from)?_statement$/.test(node.type)) {
      for (const imported of importedNames(node, text)) seen.add(imported);
      if (node.start < outermost.start) [anchor, isImport] = [node, true];
      continue;
    }
    const bound = [...boundIn(node.type === 'decorated_definition' ? (fieldOf(node, 'definition') ?? node) : node, text)].filter((own) => used.has(own));
    if (bound.length === 0) continue;
    // It may hold something else by the time of a call, or nothing yet when the module loads.
    if (bound.some((own) => seen.has(own)) || node.start > outermost.start || node.type !== 'expression_statement') return undefined;
    for (const own of bound) seen.add(own);
    [anchor, isImport] = [node, false];
  }
  const isBuiltIn = (own: string): boolean => !seen.has(own) && !/^(str|int|float|bool|dict|list|tuple|bytes|len)$/.test(own);
  if (anchor === undefined || [...used].some(isBuiltIn)) return undefined;
  const at = attachedComments(code, anchor).range.end;
  return { range: { start: at, end: at }, newText: `${style.newline.repeat(isImport ? 2 : 1)}${name} = ${sourceOf(code, value)}` };
}

function usesOwn({ text }: Code, place: Place, value: PyNode): boolean {
  if (someInside(value, ({ type }) => /^(await|yield|lambda|named_expression|.*_comprehension|generator_expression)$/.test(type), 'enter')) return true;
  const used = namesIn(value, text);
  return place.ancestors.some((ancestor) => {
    if (!isFunction(ancestor) && ancestor.type !== 'class_definition') return false;
    const own = boundIn(fieldOf(ancestor, 'body') ?? ancestor, text);
    return [...own, ...(isFunction(ancestor) ? parameterNames(ancestor, text) : [])].some((name) => used.has(name));
  });
}

/** Annotations as values: which class a name is declared to hold. Containers go by one name, whichever module of the language they come from. */
import type { ValueId } from '../../engine/summary';
import { reference, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import type { PyNode } from './tree';
import { fieldOf, fieldsOf, stringValue } from './tree';

/** Names of the language for what facts know as a list, a map, a text. */
const CONTAINERS: Readonly<Record<string, string>> = {
  list: 'Array', List: 'Array', Sequence: 'Array', Iterable: 'Array', Iterator: 'Array', Collection: 'Array', tuple: 'Array', Tuple: 'Array', set: 'Set', Set: 'Set', frozenset: 'Set', FrozenSet: 'Set',
  dict: 'Map', Dict: 'Map', Mapping: 'Map', MutableMapping: 'Map', defaultdict: 'Map', OrderedDict: 'Map', str: 'string', bytes: 'string', int: 'number', float: 'number', bool: 'boolean',
};
/** `Optional[X]`, `Annotated[X, …]` are X for whoever uses it. */
const TRANSPARENT = new Set(['Optional', 'Annotated', 'Final', 'ClassVar', 'Required', 'NotRequired', 'Awaitable', 'Coroutine', 'Mapped', 'Union']);

export function lowerAnnotation(lowering: Lowering, node: PyNode): ValueId {
  const mark = lowering.readLog.length;
  const value = typeValue(lowering, node);
  // Names in annotations are no reads of data.
  lowering.readLog.length = mark;
  return value;
}

function typeValue(lowering: Lowering, node: PyNode): ValueId {
  const { tables, text } = lowering;
  const written = text.slice(node.start, node.end);
  switch (node.type) {
    case 'type': case 'parenthesized_expression': {
      const inner = node.children[0];
      return inner === undefined ? UNKNOWN : typeValue(lowering, inner);
    }
    case 'identifier': case 'attribute':
      return named(lowering, node, []);
    case 'string': {
      const quoted = stringValue(node, text)?.trim() ?? '';
      const match = /^(?:Optional\[)?([A-Za-z_][\w.]*)/.exec(quoted);
      if (match?.[1] === undefined) return UNKNOWN;
      const [first = '', ...rest] = match[1].split('.');
      const name = rest.reduce((of, part) => tables.value({ kind: 'member', of, name: part }), reference(lowering, first));
      return tables.value({ kind: 'type', name, arguments: [] });
    }
    case 'subscript': case 'generic_type': {
      const base = fieldOf(node, 'value') ?? node.children[0];
      const args = fieldsOf(node, 'subscript').length > 0 ? fieldsOf(node, 'subscript') : (node.children[1]?.children ?? []);
      if (base === undefined) return UNKNOWN;
      const parts = args.flatMap((arg) => (arg.type === 'tuple' ? arg.children : [arg])).map((arg) => typeValue(lowering, arg));
      const last = text.slice(base.start, base.end).split('.').at(-1) ?? '';
      if (TRANSPARENT.has(last)) return parts.find((part) => part !== UNKNOWN) ?? UNKNOWN;
      return named(lowering, base, parts);
    }
    case 'binary_operator': case 'union_type': {
      const parts = node.children.filter((child) => child.type !== 'none').map((child) => typeValue(lowering, child)).filter((part) => part !== UNKNOWN);
      return parts.length === 0 ? UNKNOWN : parts.length === 1 ? (parts[0] ?? UNKNOWN) : tables.value({ kind: 'either', of: parts.slice(0, 4) });
    }
    default:
      return written === 'None' ? UNKNOWN : UNKNOWN;
  }
}

function named(lowering: Lowering, node: PyNode, args: readonly ValueId[]): ValueId {
  const { tables, text } = lowering;
  const name = nameValue(lowering, node);
  const last = text.slice(node.start, node.end).split('.').at(-1) ?? '';
  const container = Object.hasOwn(CONTAINERS, last) && isOfLanguage(lowering, name) ? CONTAINERS[last] : undefined;
  return tables.value({ kind: 'type', name: container === undefined ? name : tables.value({ kind: 'global', name: container }), arguments: args });
}

/** Libraries have collections and sets of their own: `pymongo.collection.Collection`. */
function isOfLanguage({ tables }: Lowering, name: ValueId): boolean {
  const value = tables.valueAt(name);
  const module = value.kind === 'member' ? tables.valueAt(value.of) : value;
  return module.kind === 'global' || (module.kind === 'import' && LANGUAGE_MODULE.test(`${module.module}/${module.name}`));
}

const LANGUAGE_MODULE = /^(builtins|typing|typing_extensions|collections)\//;

function nameValue(lowering: Lowering, node: PyNode): ValueId {
  if (node.type === 'identifier') return reference(lowering, lowering.text.slice(node.start, node.end));
  const object = fieldOf(node, 'object');
  const attribute = fieldOf(node, 'attribute');
  if (object === undefined || attribute === undefined) return UNKNOWN;
  return lowering.tables.value({ kind: 'member', of: nameValue(lowering, object), name: lowering.text.slice(attribute.start, attribute.end) });
}

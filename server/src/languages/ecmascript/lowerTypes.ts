/** Type annotations as values: enough to tell which class or library type a name is declared to hold. */
import type { ValueId } from '../../engine/summary';
import { NONE } from '../../engine/summary';
import { reference, UNKNOWN } from '../lowering';
import type { Lowering } from '../lowering';
import type { Node, TSESTree } from './syntax';

export function lowerAnnotation(lowering: Lowering, annotation: TSESTree.TSTypeAnnotation | undefined | null): ValueId {
  return annotation === undefined || annotation === null ? NONE : lowerType(lowering, annotation.typeAnnotation);
}

export function lowerType(lowering: Lowering, node: Node): ValueId {
  const { tables, readLog } = lowering;
  const mark = readLog.length;
  const value = typeValue(lowering, node);
  // Names in types are no reads of data.
  readLog.length = mark;
  return value === UNKNOWN ? tables.value({ kind: 'unknown' }) : value;
}

function typeValue(lowering: Lowering, node: Node): ValueId {
  const { tables } = lowering;
  switch (node.type) {
    case 'TSTypeReference': {
      const name = entityName(lowering, node.typeName);
      const args = node.typeArguments?.params.map((param) => typeValue(lowering, param)) ?? [];
      return tables.value({ kind: 'type', name, arguments: args });
    }
    case 'TSArrayType':
      return tables.value({ kind: 'type', name: tables.value({ kind: 'global', name: 'Array' }), arguments: [typeValue(lowering, node.elementType)] });
    case 'TSUnionType': {
      const parts = node.types.filter((part) => part.type !== 'TSNullKeyword' && part.type !== 'TSUndefinedKeyword' && part.type !== 'TSLiteralType');
      const values = parts.slice(0, 4).map((part) => typeValue(lowering, part));
      return values.length === 1 ? (values[0] ?? UNKNOWN) : values.length === 0 ? UNKNOWN : tables.value({ kind: 'either', of: values });
    }
    case 'TSIntersectionType': {
      const values = node.types.slice(0, 4).map((part) => typeValue(lowering, part));
      return tables.value({ kind: 'either', of: values });
    }
    case 'TSTypeQuery':
      return node.exprName.type === 'TSImportType' ? UNKNOWN : entityName(lowering, node.exprName);
    case 'TSTypeOperator':
      return node.typeAnnotation === undefined ? UNKNOWN : typeValue(lowering, node.typeAnnotation);
    case 'TSStringKeyword': return primitive(lowering, 'string');
    case 'TSNumberKeyword': return primitive(lowering, 'number');
    case 'TSBooleanKeyword': return primitive(lowering, 'boolean');
    default:
      return UNKNOWN;
  }
}

function primitive(lowering: Lowering, name: string): ValueId {
  return lowering.tables.value({ kind: 'type', name: lowering.tables.value({ kind: 'global', name }), arguments: [] });
}

function entityName(lowering: Lowering, node: Node): ValueId {
  if (node.type === 'Identifier') return reference(lowering, node.name);
  if (node.type === 'TSQualifiedName') return lowering.tables.value({ kind: 'member', of: entityName(lowering, node.left), name: node.right.name });
  if (node.type === 'MemberExpression' && node.property.type === 'Identifier') return lowering.tables.value({ kind: 'member', of: entityName(lowering, node.object), name: node.property.name });
  return UNKNOWN;
}

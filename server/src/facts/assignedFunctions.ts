/** Functions hung onto objects after the fact: `exports.load = function () {…}`, `Posts.uploads.remove = async () => {…}`. */
import type { FileSummary, FunctionId, ValueId } from '../engine/summary';

export interface AssignedFunctions {
  /** The one function a property of an object holds in this file; undefined when there is none, or more than one. */
  functionAt(member: ValueId): FunctionId | undefined;
}

export function createAssignedFunctions(summary: FileSummary): AssignedFunctions {
  const { values, flows, bindings } = summary;
  let byPlace: Map<string, FunctionId | undefined> | undefined;

  function places(): Map<string, FunctionId | undefined> {
    if (byPlace !== undefined) return byPlace;
    byPlace = new Map();
    for (const flow of flows) {
      const value = values[flow.value];
      const [target] = flow.targets;
      if (flow.kind !== 'mutate' || value?.kind !== 'function' || !/^[\w$]+(\.[\w$]+)+$/.test(flow.path)) continue;
      const root = target === undefined ? `global ${flow.path.slice(0, flow.path.indexOf('.'))}` : rootKey(bindings[target]?.value ?? 0);
      if (root === undefined) continue;
      const key = root + flow.path.slice(flow.path.indexOf('.'));
      byPlace.set(key, byPlace.has(key) ? undefined : value.function);
    }
    return byPlace;
  }

  /** What an object is, so that two mentions of it are the same; undefined for values that are made anew each time. */
  function rootKey(id: ValueId): string | undefined {
    const value = values[id];
    switch (value?.kind) {
      case 'parameter': return `parameter ${value.function} ${value.index}`;
      case 'import': return `import ${value.module} ${value.name}`;
      case 'global': return `global ${value.name}`;
      case 'function': return `function ${value.function}`;
      case 'class': return `class ${value.class}`;
      case 'object': return `object ${JSON.stringify(value)}`;
      case 'typed': return rootKey(value.of);
      case 'result': return `result ${value.site}`;
      default: return undefined;
    }
  }

  function keyOf(id: ValueId, depth: number): string | undefined {
    const value = values[id];
    if (value?.kind !== 'member') return rootKey(id);
    const of = depth > 4 ? undefined : keyOf(value.of, depth + 1);
    return of === undefined ? undefined : `${of}.${value.name}`;
  }

  return {
    functionAt(member) {
      if (places().size === 0) return undefined;
      const key = keyOf(member, 0);
      return key === undefined ? undefined : places().get(key);
    },
  };
}

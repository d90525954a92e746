/** Lexical scopes: names, and the scope around. What a language declares where is its own business. */
import type { BindingId } from '../engine/summary';

export interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<string, BindingId>;
}

export function openScope(parent: Scope | undefined): Scope {
  return { parent, names: new Map() };
}

export function lookUp(scope: Scope, name: string): BindingId | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

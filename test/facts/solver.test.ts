import { describe, expect, it } from 'vitest';
import { createSolver } from '../../server/src/facts/solver';
import type { FlowEdge } from '../../server/src/facts/solver';

interface Fact { readonly name: string; readonly weight: number }

function solve(calls: Readonly<Record<string, readonly string[]>>, own: Readonly<Record<string, readonly Fact[]>>, carry = (fact: Fact): Fact | undefined => fact): (node: string) => string[] {
  const solver = createSolver<string, Fact>({
    facts: (node) => own[node] ?? [],
    edges: (node): FlowEdge<string, Fact>[] => (calls[node] ?? []).map((to) => ({ to, carry })),
    key: (fact) => fact.name,
    improves: (other, known) => other.weight > known.weight,
  });
  return (node) => solver(node).map(({ name, weight }) => `${name}${weight}`);
}

const fact = (name: string, weight = 1): Fact => ({ name, weight });

describe('solver', () => {
  it('carries facts along calls, own ones first', () => {
    const of = solve({ a: ['b', 'c'], b: ['d'] }, { a: [fact('x')], c: [fact('y')], d: [fact('z')] });
    expect(of('a')).toEqual(['x1', 'z1', 'y1']);
    expect(of('d')).toEqual(['z1']);
    expect(of('unheard of')).toEqual([]);
  });

  it('gives all members of a circle what any of them has', () => {
    const of = solve({ a: ['b'], b: ['c'], c: ['a', 'd'] }, { a: [fact('x')], d: [fact('y')] });
    for (const node of ['a', 'b', 'c']) expect(of(node).sort()).toEqual(['x1', 'y1']);
    expect(of('d')).toEqual(['y1']);
  });

  it('ends when a function calls itself and each round changes the fact', () => {
    const of = solve({ a: ['a', 'b'] }, { b: [fact('x')] }, ({ name, weight }) => fact(name, Math.min(weight + 1, 5)));
    expect(of('a')).toEqual(['x5']);
  });

  it('keeps the stronger of two facts with one key, whatever the order', () => {
    const own = { b: [fact('x', 1)], c: [fact('x', 3)] };
    expect(solve({ a: ['b', 'c'] }, own)('a')).toEqual(['x3']);
    expect(solve({ a: ['c', 'b'] }, own)('a')).toEqual(['x3']);
  });

  it('gives the same answers in every order of questions', () => {
    const calls = { a: ['b'], b: ['c', 'e'], c: ['b', 'd'], d: ['f'], e: ['a'], f: ['d'] };
    const own = { d: [fact('x')], e: [fact('y')], f: [fact('z')] };
    const order = ['a', 'b', 'c', 'd', 'e', 'f'];
    const answers = (nodes: readonly string[]): Record<string, string[]> => {
      const of = solve(calls, own);
      return Object.fromEntries(nodes.map((node) => [node, of(node)]).sort());
    };
    const sets = (given: Record<string, string[]>): unknown => Object.entries(given).map(([node, facts]) => [node, [...facts].sort()]);
    expect(sets(answers([...order].reverse()))).toEqual(sets(answers(order)));
  });

  it('lets an edge end a fact', () => {
    expect(solve({ a: ['b'] }, { b: [fact('x'), fact('y')] }, (given) => (given.name === 'x' ? undefined : given))('a')).toEqual(['y1']);
  });

  it('is not bounded by the depth of the call stack', () => {
    const calls = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`n${index}`, [`n${index + 1}`]]));
    expect(solve(calls, { n20000: [fact('x')] })('n0')).toEqual(['x1']);
  });
});

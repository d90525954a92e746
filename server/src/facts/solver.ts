/**
 * Least fixpoint of facts that flow from callees to callers. Works on any graph whose facts form a finite set: strongly
 * connected components are solved bottom-up, cycles iterate until nothing changes. Knows neither files nor effects, so a
 * graph of one file and a graph of a whole project are solved alike. Nodes are visited when asked for.
 */
export interface FlowEdge<Node, Fact> {
  readonly to: Node;
  /** What a fact of the callee is for the caller; undefined when it ends here. Must be monotone. */
  carry(fact: Fact): Fact | undefined;
}

export interface FlowGraph<Node, Fact> {
  /** Facts a node has by itself. */
  facts(node: Node): readonly Fact[];
  edges(node: Node): readonly FlowEdge<Node, Fact>[];
  /** Facts of one key are one fact; the finitely many keys are what makes cycles end. */
  key(fact: Fact): string;
  /** Of two facts with one key, whether `other` says more. A strict order. */
  improves(other: Fact, known: Fact): boolean;
}

/** Facts of a node in a stable order: its own first, then those of its callees as they are called. */
export function createSolver<Node, Fact>(graph: FlowGraph<Node, Fact>): (node: Node) => readonly Fact[] {
  const solved = new Map<Node, Map<string, Fact>>();

  return (node) => {
    if (!solved.has(node)) for (const component of componentsFrom(node)) solveComponent(component);
    return [...(solved.get(node)?.values() ?? [])];
  };

  function solveComponent(component: readonly Node[]): void {
    for (const node of component) {
      const facts = new Map<string, Fact>();
      for (const fact of graph.facts(node)) add(facts, fact);
      solved.set(node, facts);
    }
    const edges = component.map((node) => ({ node, edges: graph.edges(node) }));
    // Without a cycle one pass sees everything.
    const isCyclic = component.length > 1 || edges.some(({ node, edges: own }) => own.some(({ to }) => to === node));
    let changed = true;
    while (changed) {
      changed = false;
      for (const { node, edges: own } of edges) {
        const facts = solved.get(node) ?? new Map<string, Fact>();
        for (const edge of own) {
          for (const fact of [...(solved.get(edge.to)?.values() ?? [])]) {
            const carried = edge.carry(fact);
            if (carried !== undefined && add(facts, carried)) changed = true;
          }
        }
      }
      if (!isCyclic) break;
    }
  }

  function add(facts: Map<string, Fact>, fact: Fact): boolean {
    const key = graph.key(fact);
    const known = facts.get(key);
    if (known !== undefined && !graph.improves(fact, known)) return false;
    facts.set(key, fact);
    return true;
  }

  /** Tarjan's algorithm with a stack of its own: call chains of generated code are deeper than the engine's. */
  function componentsFrom(root: Node): Node[][] {
    const order = new Map<Node, number>();
    const low = new Map<Node, number>();
    const open: Node[] = [];
    const isOpen = new Set<Node>();
    const components: Node[][] = [];
    const work: { readonly node: Node; readonly targets: readonly Node[]; next: number }[] = [];

    function enter(node: Node): void {
      order.set(node, order.size);
      low.set(node, order.get(node) ?? 0);
      open.push(node);
      isOpen.add(node);
      work.push({ node, targets: graph.edges(node).map(({ to }) => to).filter((to) => !solved.has(to)), next: 0 });
    }

    enter(root);
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node } = frame;
      const target = frame.targets[frame.next++];
      if (target !== undefined) {
        if (!order.has(target)) enter(target);
        else if (isOpen.has(target)) low.set(node, Math.min(low.get(node) ?? 0, order.get(target) ?? 0));
        continue;
      }
      work.pop();
      const caller = work.at(-1);
      if (caller !== undefined) low.set(caller.node, Math.min(low.get(caller.node) ?? 0, low.get(node) ?? 0));
      if (low.get(node) !== order.get(node)) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const member of component) isOpen.delete(member);
      components.push(component);
    }
    return components;
  }
}

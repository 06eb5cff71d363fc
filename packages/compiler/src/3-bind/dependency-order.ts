/** Names in an order that puts what is depended on first, and every cycle that stands in the way. */
export interface DependencyOrder<N> {
  readonly order: readonly N[];
  /** Each from its smallest name round, without the repetition at the end. */
  readonly cycles: readonly (readonly N[])[];
}

/**
 * Orders `names` so that each follows what it depends on. What lies on a cycle is left out of the order. Goes over
 * every edge once, with a stack of its own: a long chain costs no call depth.
 */
export function orderByDependency<N extends string>(
  names: Iterable<N>,
  dependenciesOf: (name: N) => readonly N[],
): DependencyOrder<N> {
  const order: N[] = [];
  const cycles: (readonly N[])[] = [];
  const onCycle = new Set<N>();
  const state = new Map<N, "open" | "done">();
  for (const start of names) {
    if (state.has(start)) continue;
    const path: { readonly name: N; readonly rest: N[] }[] = [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        state.set(top.name, "done");
        if (!onCycle.has(top.name)) order.push(top.name);
        path.pop();
      } else if (!state.has(next)) {
        path.push(enter(next));
      } else if (state.get(next) === "open" && cycles.length < 100) {
        // Past so many the rest is left in the order: it depends on what is not there, and nobody reads that far.
        const cycle = path.slice(path.findIndex(({ name }) => name === next)).map(({ name }) => name);
        for (const name of cycle) onCycle.add(name);
        cycles.push(fromSmallest(cycle));
      }
    }
  }
  return { order, cycles };

  function enter(name: N): { readonly name: N; readonly rest: N[] } {
    state.set(name, "open");
    return { name, rest: [...dependenciesOf(name)].toReversed() };
  }
}

function fromSmallest<N extends string>(cycle: readonly N[]): readonly N[] {
  const smallest = cycle.reduce((least, name) => (name < least ? name : least));
  const at = cycle.indexOf(smallest);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}

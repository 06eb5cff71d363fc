import type { BoundEntry, BoundInvoke, Expr, Path } from "../bound.ts";

/** An invocation of a one-step contract, and what the node must hand to that contract for it. */
export interface Lifted {
  readonly invoke: BoundInvoke;
  readonly inputs: readonly BoundEntry[];
}

/**
 * Turns what a node reads for its invocation into inputs of the contract that the node implies: one for each path, named
 * after it. `$.item` is the contract's own.
 */
export function liftPayload(invoke: BoundInvoke): Lifted {
  const inputs = new Map<string, BoundEntry>();
  const lift = (expr: Expr): Expr => {
    switch (expr.kind) {
      case "literal":
        return expr;
      case "array":
        return { ...expr, items: expr.items.map(lift) };
      case "object":
        return { ...expr, entries: expr.entries.map(liftEntry) };
      case "path": {
        if (expr.path.root === "item") return expr;
        const known = inputs.get(expr.path.text);
        const name = known?.name ?? nameFor(expr.path, new Set([...inputs.values()].map((entry) => entry.name)));
        if (known === undefined) inputs.set(expr.path.text, { name, value: expr, at: expr.at });
        const text = `$.inputs.${name}`;
        return { ...expr, path: { root: "inputs", segments: [name], text, written: expr.path.text } };
      }
    }
  };
  const liftEntry = (entry: BoundEntry): BoundEntry => ({ ...entry, value: lift(entry.value) });
  const lifted = {
    ...invoke,
    each: invoke.each && lift(invoke.each),
    by: invoke.by && lift(invoke.by),
    payload: invoke.payload.map(liftEntry),
  };
  return { invoke: lifted, inputs: [...inputs.values()] };
}

/** `$.results.REGISTER.actor_id` is `register_actor_id`; a name that is taken gets a number. */
function nameFor({ segments }: Path, taken: ReadonlySet<string>): string {
  const base = segments.join("_").toLowerCase();
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

import type { Fqdn } from "@pgs/governance";
import type { InvokeProgram } from "@pgs/runtime";
import { type StepText, stepTexts } from "../artifact.ts";
import { artifactOf, nameAt, type SealedProtocol } from "../sealed-protocol.ts";
import type { ChildWay } from "./workflow-path.ts";

/** Children that a step ran, by how they ended. */
export interface ChildPass {
  readonly step: string;
  readonly which: ChildWay["which"];
  readonly workflows: readonly Fqdn[];
  /** The classes of exits by which they end so; `faulted`: by none. */
  readonly ends: readonly string[];
}

/** One way through the steps of a contract, as far as they run children. */
export type Passes = readonly ChildPass[];

type ByOutcome = ReadonlyMap<string, readonly Passes[]>;

const refused = ["denied", "rejected"];
const broken = ["failed", "faulted"];

/** By outcome of a contract, which children may have run when it leaves so, and how they ended: each way once. */
export function passesOf(contract: Fqdn, protocol: SealedProtocol): ByOutcome {
  const steps = stepTexts(artifactOf(protocol, contract));
  const invoked = invocationsOf(contract, protocol);
  if (invoked.size === 0) return new Map();
  const after = new Map<string, ByOutcome>();
  for (const [index, step] of [...steps.entries()].toReversed()) {
    after.set(step.step, passesFrom(step, { next: steps[index + 1]?.step ?? "", after, invoked }));
  }
  return after.get(steps[0]?.step ?? "") ?? new Map();
}

interface Ahead {
  readonly next: string;
  /** The ways from each later step. */
  readonly after: ReadonlyMap<string, ByOutcome>;
  readonly invoked: ReadonlyMap<string, Invoked>;
}

function passesFrom(step: StepText, { next, after, invoked }: Ahead): ByOutcome {
  const ways = new Map<string, Map<string, Passes>>();
  const invoke = invoked.get(step.step);
  for (const [outcome, target] of Object.entries(step.on)) {
    const passed = invoke === undefined ? undefined : passBy(step.step, invoke, outcome);
    const own = passed === undefined ? [] : [passed];
    for (const [left, rests] of waysAt(target, { outcome, next, after })) {
      const known = ways.get(left) ?? new Map<string, Passes>();
      ways.set(left, known);
      for (const rest of rests) known.set(JSON.stringify([own, rest]), [...own, ...rest]);
    }
  }
  return new Map([...ways].map(([outcome, found]) => [outcome, [...found.values()]]));
}

function waysAt(target: string, at: { readonly outcome: string } & Pick<Ahead, "next" | "after">): ByOutcome {
  if (target === "exit") return new Map([[at.outcome, [[]]]]);
  if (target.startsWith("exit ")) return new Map([[target.slice("exit ".length), [[]]]]);
  return at.after.get(target === "continue" ? at.next : target) ?? new Map();
}

/** Undefined: no child ran, e.g. because there was none to run. */
function passBy(step: string, { mode, workflows }: Invoked, outcome: string): ChildPass | undefined {
  const isPlain = outcome === "SUCCESS";
  const which = mode === "one" ? "one" : isPlain ? "each" : mode === "sequence" ? "last" : "some";
  const ends: Readonly<Record<string, readonly string[]>> =
    mode === "concurrent"
      ? { SUCCESS: ["completed"], PARTIAL_FAILURE: [...refused, ...broken] }
      : { SUCCESS: ["completed"], VIOLATION: refused, BACKEND_ERROR: broken };
  const by = ends[outcome];
  return by && { step, which, workflows, ends: by };
}

interface Invoked {
  readonly mode: InvokeProgram["mode"];
  readonly workflows: readonly Fqdn[];
}

function invocationsOf(contract: Fqdn, protocol: SealedProtocol): ReadonlyMap<string, Invoked> {
  const { contracts, workflows } = protocol.program;
  const found = contracts.find(({ artifact }) => nameAt(protocol, artifact) === contract);
  return new Map(
    (found?.steps ?? []).flatMap((step): [string, Invoked][] => {
      if (step.kind !== "effect" || step.invoke === undefined) return [];
      const { mode, workflows: indexes } = step.invoke;
      const names = indexes.map((index) => nameAt(protocol, workflows[index]?.artifact ?? -1));
      return [[step.name, { mode, workflows: names }]];
    }),
  );
}

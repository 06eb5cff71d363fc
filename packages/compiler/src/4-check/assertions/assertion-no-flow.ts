import { codeOf, type Diagnostic, type Label, rules } from "@pgs/governance";
import type { BoundAssertion, Claim, FlowSource } from "../../3-bind/bound.ts";
import { assertionNotVacuous } from "./assertion-not-vacuous.ts";
import { beginsIn, targetsIn } from "./flow-slots.ts";
import { type Arrival, followValues } from "./follow-values.ts";
import type { Parts } from "./parts.ts";
import type { Move, Slot } from "./slot.ts";
import type { CheckedAssertions } from "./verdict.ts";
import type { Ways } from "./ways.ts";

interface Flowing {
  readonly assertion: BoundAssertion;
  readonly claim: Extract<Claim, { readonly form: "no_flow" }>;
  /** The ways through every workflow that it speaks of: a store hands on from one to another. */
  readonly all: readonly Ways[];
  readonly parts: Parts;
  readonly movesIn: (ways: Ways) => readonly Move[];
}

/** No value goes by declared paths from the source to the target: explicit flow only, no inference from what happens. */
export function assertionNoFlow({ assertion, claim, all, parts, movesIn }: Flowing): CheckedAssertions {
  const moves = all.flatMap(movesIn);
  const begins = all.map((ways) => ({ ways, slots: beginsIn(ways, claim.from, parts) }));
  const targets = new Map(all.flatMap((ways) => [...targetsIn(ways, claim.to, parts)]));
  const slots = begins.flatMap((one) => one.slots);
  const vacuous = [...assertionNotVacuous(assertion, { places: slots.length, guards: targets.size })];
  if (vacuous.length > 0) return { diagnostics: vacuous, verdicts: [] };
  const arrivals = followValues(slots, { moves, follows: claim.follows });
  const arrival = arrivals.find(({ slot }) => targets.has(slot.holder));
  if (arrival !== undefined) return { diagnostics: [flowFinding(arrival, { claim, targets })], verdicts: [] };
  const subjects = begins.flatMap(({ ways, slots: places }) =>
    places.length === 0
      ? []
      : [{ workflow: ways.workflow.fqdn, places: [...new Set(places.map(printSlot))].sort(), guards: [] }],
  );
  const witness = {
    workflows: all.length,
    moves: moves.length,
    sources: slots.length,
    arrivals: arrivals.length,
    targets: targets.size,
  };
  const { fqdn, summary } = assertion;
  return {
    diagnostics: [],
    verdicts: [{ assertion: fqdn, summary, form: "no_flow", verdict: "proved", subjects, witness }],
  };
}

interface Flowed extends Pick<Flowing, "claim"> {
  readonly targets: ReadonlyMap<string, string>;
}

function flowFinding(last: Arrival, { claim, targets }: Flowed): Diagnostic {
  const chain: Arrival[] = [];
  for (let arrival: Arrival | undefined = last; arrival !== undefined; arrival = arrival.from) chain.unshift(arrival);
  const related = chain.flatMap(({ by, slot }): readonly Label[] =>
    by === undefined ? [] : [{ span: by.at, text: `to ${sayHolder(slot.holder, targets)}` }],
  );
  const hops = chain.map(({ slot }) => printSlot(slot));
  const params = {
    source: saySource(claim.from),
    target: targets.get(last.slot.holder) ?? "",
    way: hops.filter((hop, index) => hop !== hops[index - 1]).join(" → "),
  };
  return rules.assertionNoFlow(params, { at: claim.at, related });
}

/** `WF_X_V0/NODE/step.output`. */
function printSlot({ holder, path }: Slot): string {
  return [holder.replace(/#(?:in|result)$/, "").replace("#", "."), ...path].join(".");
}

function sayHolder(holder: string, targets: ReadonlyMap<string, string>): string {
  const [place, part] = holder.split("#");
  if (part === "in") return `the inputs of \`${place}\``;
  if (part === "result") return `the result of \`${place}\``;
  return targets.get(holder) ?? `\`${place}\``;
}

function saySource(source: FlowSource): string {
  const owner = source.kind === "store" ? source.store.name : codeOf(source.artifact.fqdn);
  return `\`${source.field.name}\` of \`${owner}\``;
}

import { type Fqdn } from "@pgs/governance";
import type { Ink } from "../../terminal/ink.ts";
import { findName } from "../../workspace/find-name.ts";
import { membersUnder } from "../artifact.ts";
import type { EffectUse } from "../effect-uses.ts";
import { findArtifact, shortNames } from "../find-artifact.ts";
import { reachableEffects } from "../queries/reachable-effects.ts";
import { storesOf } from "../queries/store-uses.ts";
import type { Question } from "../question.ts";
import { artifactOf, placeOf } from "../sealed-protocol.ts";
import { columns } from "../text/columns.ts";

export const reachQuestion: Question = {
  name: "reach",
  parameters: "<side-effect> [operation]",
  description: "from which workflows, nodes and steps a side effect is reached",
  addOptions: (command) => command.option("--store <store>", "on this store only"),
  examples: [
    "pgs inspect reach CS_REGISTRY_V0",
    "pgs inspect reach CS_REGISTRY_V0 REGISTER --store GUESTS",
    "pgs inspect reach CS_APPENDONLY_JSONL_V0 APPEND --json",
  ],
  answer: (asked) => {
    const { protocol, words, options } = asked;
    const sideEffect = findArtifact(asked, { prefix: "CS", noun: "side effect" });
    const operations = Object.keys(membersUnder(artifactOf(protocol, sideEffect), "operations"));
    const stores = storesOf(protocol).map(({ store }) => store);
    const op = words[1] && findName(words[1], { noun: "operation", names: operations, separator: "::" });
    const store = options.store && findName(options.store, { noun: "store", names: stores, separator: "/" });
    const uses = reachableEffects(protocol, { sideEffect, op, store });
    const short = shortNames(protocol);
    const asWhat = `${sideEffect}${op === undefined ? "" : ` ${op}`}${store === undefined ? "" : ` on ${store}`}`;
    const at = ({ contract, step }: EffectUse): string =>
      contract === undefined ? "" : placeOf(protocol, contract, step);
    return {
      json: { side_effect: sideEffect, ...(op && { op }), ...(store && { store }), reached_from: uses },
      print: (ink) => printUses({ asWhat, uses, at }, { ink, short }),
    };
  },
};

function printUses(
  found: { readonly asWhat: string; readonly uses: readonly EffectUse[]; readonly at: (use: EffectUse) => string },
  { ink, short }: { readonly ink: Ink; readonly short: (fqdn: Fqdn) => string },
): string {
  const { asWhat, uses, at } = found;
  if (uses.length === 0) return `no workflow reaches ${asWhat}\n`;
  const workflows = [...new Set(uses.map(({ workflow }) => workflow))];
  const rows = uses.map(({ node, contract, step = "", op = "", store = "", runs = [] }) => [
    node,
    `${contract === undefined ? "" : short(contract)} ${step}`,
    { text: [op, store, ...runs.map(short)].filter((word) => word !== "").join(" "), paint: ink.bold },
  ]);
  const lines = columns(rows, { indent: 2 });
  const blocks = workflows.flatMap((workflow) => [
    "",
    ink.bold(short(workflow)),
    ...uses.flatMap((use, index) => (use.workflow === workflow ? [lines[index] ?? "", `    ${ink.dim(at(use))}`] : [])),
  ]);
  const head = `${asWhat} is reached from ${workflows.length === 1 ? "1 workflow" : `${workflows.length} workflows`}`;
  return `${[head, ...blocks].join("\n")}\n`;
}

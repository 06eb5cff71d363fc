import { codeOf, type Fqdn } from "@pgs/governance";
import type { Ink } from "../../terminal/ink.ts";
import { findName } from "../../workspace/find-name.ts";
import type { EffectUse } from "../effect-uses.ts";
import { shortNames } from "../find-artifact.ts";
import { type DeclaredStore, storesOf } from "../queries/store-uses.ts";
import type { Question } from "../question.ts";
import { columns } from "../text/columns.ts";

export const storesQuestion: Question = {
  name: "stores",
  parameters: "[store]",
  description: "each store: what it holds, whose it is, who writes and reads it",
  examples: ["pgs inspect stores", "pgs inspect stores GUESTS", "pgs inspect stores STRUCTURE_HOUSE_V0/GUESTS --json"],
  answer: ({ protocol, words }) => {
    const all = storesOf(protocol);
    const names = all.map(({ store }) => store);
    const only = words[0] === undefined ? undefined : findName(words[0], { noun: "store", names, separator: "/" });
    const stores = only === undefined ? all : all.filter(({ store }) => store === only);
    const short = shortNames(protocol);
    return {
      json: { stores },
      print: (ink) => `${stores.map((store) => printStore(store, { ink, short })).join("\n\n")}\n`,
      ...(stores.length === 0 ? { note: "the protocol declares no store" } : {}),
    };
  },
};

interface Style {
  readonly ink: Ink;
  readonly short: (fqdn: Fqdn) => string;
}

function printStore(found: DeclaredStore, { ink, short }: Style): string {
  const { store, semantics, entity, events, owner, secret, at, writers, readers } = found;
  const [structure = "", name = ""] = store.split("/");
  const record = entity === undefined ? events.map(short).join(", ") : codeOf(entity as Fqdn);
  const facts = columns(
    [
      ["of", `${short(structure as Fqdn)}, owned by ${owner}`],
      ["holds", record],
      ["at", { text: at, paint: ink.dim }],
    ].filter(([, text]) => text !== ""),
    { indent: 2 },
  );
  const touching = columns(
    [
      ...writers.map((use) => ["written by", ...useCells(use, short)]),
      ...readers.map((use) => ["read by", ...useCells(use, short)]),
    ],
    { indent: 2 },
  );
  const untouched = touching.length === 0 ? [ink.dim("  no workflow touches it")] : touching;
  const head = `${ink.bold(name)}  ${semantics}${secret ? ink.yellow("  [secret]") : ""}`;
  return [head, ...facts, ...untouched].join("\n");
}

function useCells({ workflow, node, by, step, op, event }: EffectUse, short: Style["short"]): readonly string[] {
  const what = event === undefined ? "" : ` ${short(event)}`;
  const how = by === "step" ? `${step} ${op}${what}` : by === "emit" ? `emits${what}` : `looks up${what}`;
  return [short(workflow), node, how];
}

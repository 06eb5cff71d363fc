import { type Fqdn, type Json, kindOf } from "@pgs/governance";
import { isMap, stepTexts } from "./artifact.ts";
import { effectUses } from "./effect-uses.ts";
import { artifactOf, placeOf, type SealedProtocol } from "./sealed-protocol.ts";

/** Where an artifact names another one. */
export interface Mention {
  /** The part that does, in words: `node ADMIT`, `step sign`, `input actor_record`. */
  readonly part: string;
  /** `file:line`. */
  readonly at: string;
}

/** Every place at which one artifact names another. */
export function mentionsOf(
  protocol: SealedProtocol,
  { from, to }: { readonly from: Fqdn; readonly to: Fqdn },
): readonly Mention[] {
  const artifact = artifactOf(protocol, from);
  const found = new Map<string, Mention>();
  const visit = (value: Json, path: readonly string[]): void => {
    if (typeof value === "string") {
      if (value.split("/", 1)[0] === to) add(path);
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) visit(item, [...path, String(index)]);
    } else if (isMap(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (key === to) add([...path, key]);
        visit(member, [...path, key]);
      }
    }
  };
  const add = (path: readonly string[]): void => {
    const { part, keys } = partAt(path, { to, steps: stepTexts(artifact).map(({ step }) => step) });
    const key = keys.find((candidate) => protocol.evidence.artifacts[from]?.parts[candidate] !== undefined);
    found.set(part, { part, at: placeOf(protocol, from, key) });
  };
  visit(artifact, []);
  return found.size > 0 ? [...found.values()] : resolvedMentions(protocol, { from, to });
}

const nouns: Readonly<Record<string, string>> = {
  nodes: "node",
  payload: "payload",
  inputs: "input",
  outputs: "output",
  attributes: "attribute",
  fields: "field",
  operations: "operation",
  stores: "store",
};

/** Says which part of an artifact a path leads into, and under which names evidence may know its line. */
function partAt(
  path: readonly string[],
  { to, steps }: { readonly to: Fqdn; readonly steps: readonly string[] },
): { readonly part: string; readonly keys: readonly string[] } {
  const [key = "", name = ""] = path;
  if (key === "pipeline" || key === "compose") {
    const step = steps[Number(name)] ?? "";
    return { part: `step ${step}`, keys: [step] };
  }
  const noun = nouns[key];
  if (noun === undefined) return { part: key, keys: [`${key}/${to}`] };
  const how = path.find((segment) => ["requires", "forbids", "emit"].includes(segment));
  return {
    part: `${noun} ${name}${key === "nodes" && how !== undefined ? ` ${how}` : ""}`,
    keys: [`${name}/${to}`, ...(key === "nodes" || key === "payload" ? [name] : []), `${key}/${name}`],
  };
}

/** A workflow may find its stores without naming their structure: then the nodes that use them stand for it. */
function resolvedMentions(
  protocol: SealedProtocol,
  { from, to }: { readonly from: Fqdn; readonly to: Fqdn },
): readonly Mention[] {
  if (kindOf(to) !== "STRUCTURE") return [];
  const uses = effectUses(protocol).filter((use) => use.workflow === from && use.structure === to);
  const mentions = uses.map(({ node, store }) => ({
    part: `node ${node}, store ${store}`,
    at: placeOf(protocol, from, node),
  }));
  return [...new Map(mentions.map((mention) => [mention.part, mention])).values()];
}

import { type Diagnostic, type Kind, rules } from "@pgs/governance";
import { nounOf } from "./kind-noun.ts";
import type { Located } from "./located.ts";

/** What a route would choose by. */
const choosing: ReadonlySet<string> = new Set([
  "cases",
  "conditions",
  "dispatch",
  "if",
  "route_by",
  "rules",
  "switch",
  "when",
]);

/** What a route would do. */
const doing: ReadonlySet<string> = new Set([
  "backoff",
  "code",
  "compose",
  "contract",
  "emit",
  "next",
  "nodes",
  "on",
  "op",
  "pipeline",
  "retries",
  "retry",
  "side_effect",
  "side_effects",
  "start",
  "steps",
  "store",
  "stores",
  "transform",
]);

/** What a route would admit by. */
const admitting: ReadonlySet<string> = new Set([
  "actors",
  "admission",
  "admission_schema",
  "fields",
  "inputs",
  "intent",
  "passthrough",
  "payload",
  "principal",
  "request_schema",
]);

/** Finds what belongs to a workflow and not to where it is asked: an ingress or an egress has none of it. */
export function transportMisuse(tree: Located, kind: Kind): Diagnostic | undefined {
  if (tree.kind !== "map" || (kind !== "TI" && kind !== "TE")) return undefined;
  for (const { key, keyAt: at } of tree.entries.values()) {
    if (choosing.has(key)) return rules.routeIsStatic({ what: key }, { at });
    if (doing.has(key)) return rules.routeWithoutSemantics({ key, owner: nounOf(kind) }, { at });
    if (admitting.has(key)) return rules.routeAdmitsByIntent({ key }, { at });
  }
  return undefined;
}

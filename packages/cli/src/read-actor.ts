import type { JsonObject } from "@pgs/governance";
import type { ActorClaim } from "@pgs/runtime";
import { parseStrictJson } from "@pgs/transport";
import { usageFailure } from "./command-failure.ts";
import type { WorkspaceLimits } from "./workspace/workspace.ts";

/**
 * What the operator says of who asks: `--as` names an actor, `--actor` gives its attributes. An actor that the intent
 * does not list is left as it is: it is the protocol that refuses it.
 */
export function readActor(
  words: { readonly as: string | undefined; readonly attributes: string | undefined },
  known: { readonly actors: readonly string[]; readonly limits: WorkspaceLimits },
): ActorClaim {
  const { as = "", attributes = "{}" } = words;
  const meant = known.actors.filter((actor) => actor === as || actor.endsWith(`::${as}`));
  const [only] = meant;
  return {
    actor: as !== "" && only !== undefined && meant.length === 1 ? only : as,
    attributes: readAttributes(attributes, known.limits),
    provenance: "asserted-by-operator",
  };
}

function readAttributes(text: string, limits: WorkspaceLimits): JsonObject {
  const parsed = parseStrictJson(text, { maxBytes: limits.payloadBytes, maxDepth: limits.payloadDepth });
  if (parsed.kind === "issue") {
    const { message, line, column } = parsed.issue;
    throw usageFailure(`\`--actor\` is no strict JSON: ${message} (line ${line}, column ${column})`);
  }
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw usageFailure("`--actor` must be an object of attributes", `write it like '{"name": "Ada"}'`);
  }
  return value as JsonObject;
}

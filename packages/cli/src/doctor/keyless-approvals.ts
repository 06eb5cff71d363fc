import type { Fqdn, Json, JsonObject } from "@pgs/governance";
import type { VerifiedSnapshot } from "@pgs/runtime";
import { type Artifact, isMap, membersUnder, stepTexts } from "../inspect/artifact.ts";
import { readProtocol } from "../inspect/sealed-protocol.ts";
import type { ApproverConfig } from "../workspace/config.ts";
import type { Ailment } from "./checkup.ts";

/**
 * Finds the approvals that demand a signature of approvers of whom none has a key that decides at this instant: what asks
 * for one waits until its time is over. Who is named only when it runs is not known here.
 */
export function keylessApprovals(
  snapshot: VerifiedSnapshot,
  { approvers, now }: { readonly approvers: readonly ApproverConfig[]; readonly now: string },
): readonly Ailment[] {
  const able = approvers.filter(({ until }) => until === undefined || Date.parse(until) > Date.parse(now));
  const signing = new Set<Json>(able.map(({ actor }) => actor));
  const { artifacts } = readProtocol(snapshot);
  const live = [...artifacts.values()].filter(({ status }) => status !== "retired");
  return live.flatMap((workflow) =>
    Object.entries(membersUnder(workflow, "nodes")).flatMap(([node, text]): readonly Ailment[] => {
      const named = isMap(text) ? signersNamed(text, artifacts) : [];
      if (named.length === 0 || named.some((actor) => signing.has(actor))) return [];
      const who = named.map((actor) => `\`${String(actor)}\``).join(" or ");
      const problem = `${workflow.artifact} at ${node} waits for a decision that ${who} signed, and nobody has the key`;
      return [{ problem, help: "list a key of theirs under `approvers` in pgs.config.yaml" }];
    }),
  );
}

const approval = "capability_side_effects::CS_APPROVAL_V0";

/** The approvers of a node that demands their signature; none where it does not, or they are not written down. */
function signersNamed(node: JsonObject, artifacts: ReadonlyMap<Fqdn, Artifact>): readonly Json[] {
  const contract = artifacts.get(node["contract"] as Fqdn);
  const steps = contract === undefined ? [] : stepTexts(contract).filter((step) => step.side_effect === approval);
  return steps.flatMap((step) => {
    const { approvers, key_required } = membersUnder(step as unknown as JsonObject, "inputs");
    const named = written(approvers, node);
    return written(key_required, node) === true && Array.isArray(named) ? named : [];
  });
}

/** What a contract is given for one of its inputs, where the node says it outright. */
function written(value: Json | undefined, node: JsonObject): Json | undefined {
  const [, input] = typeof value === "string" ? (/^\$\.inputs\.([a-z0-9_]+)$/.exec(value) ?? []) : [];
  return input === undefined ? value : membersUnder(node, "inputs")[input];
}

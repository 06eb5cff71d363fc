import { codeOf, namespaceOf } from "@pgs/governance";
import type { Claim, Named, Reference } from "../bound.ts";
import { boundOf } from "../reference.ts";
import { type Asserting, requireName } from "./require-name.ts";

const classes = ["completed", "denied", "rejected", "failed"];

/** An exit by its name is one of a workflow that the assertion speaks of. */
export function requireExit(claim: Claim, workflows: readonly Reference[], asserting: Asserting): void {
  const exit = exitOf(claim);
  if (exit === undefined) return;
  const { owner, scope } = asserting;
  const spoken =
    workflows.length > 0
      ? workflows.map(({ fqdn }) => fqdn)
      : [...scope.bound.keys()].filter((fqdn) => namespaceOf(fqdn) === owner.namespace);
  const exits = spoken.flatMap((fqdn) => {
    const nodes = boundOf({ fqdn, at: owner.at }, "WF", scope)?.nodes ?? [];
    return nodes.filter(({ kind }) => kind === "exit").map(({ name }) => name);
  });
  const [only] = workflows;
  const of = only === undefined || workflows.length > 1 ? `\`${owner.namespace}\`` : `\`${codeOf(only.fqdn)}\``;
  requireName({ text: exit.name, at: exit.at }, { what: "exit", of, names: [...classes, ...exits] }, asserting);
}

function exitOf(claim: Claim): Named | undefined {
  if (claim.form === "always_emits") return claim.on;
  if (claim.form !== "no_flow") return claim.of.kind === "exit" ? claim.of : undefined;
  return claim.to.kind === "exit" && claim.to.name !== "any" ? claim.to : undefined;
}

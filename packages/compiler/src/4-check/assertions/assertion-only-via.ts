import { codeOf, rules } from "@pgs/governance";
import { findWay } from "./find-way.ts";
import type { Point } from "./point.ts";
import { placesOf, printWay } from "./print-way.ts";
import { sayHappening } from "./say-happening.ts";
import { select } from "./select.ts";
import type { Judging, Verdict } from "./verdict.ts";

/** It happens within one of the workflows or contracts that are named, and nowhere else. */
export function assertionOnlyVia({ claim, ways, protocol }: Judging<"only_via">): Verdict {
  const of = select(claim.of, { ways, protocol, isGuard: false });
  const allowed: ReadonlySet<string> = new Set(claim.through.map(({ fqdn }) => fqdn));
  const isWithin = ({ node, frame }: Point): boolean =>
    frame.within.some((fqdn) => allowed.has(fqdn)) || (node.kind === "contract" && allowed.has(node.contract.fqdn));
  const guards = new Set([...of].filter(isWithin));
  const way = findWay(ways, [{ to: new Set([...of].filter((point) => !guards.has(point))) }]);
  if (way === undefined) return { of, guards, finding: undefined };
  const params = {
    what: sayHappening(claim.of),
    through: claim.through.map(({ fqdn }) => `\`${codeOf(fqdn)}\``).join(" and "),
    workflow: codeOf(ways.workflow.fqdn),
    way: printWay(way),
  };
  return {
    of,
    guards,
    finding: rules.assertionOnlyVia(params, { at: claim.at, related: placesOf(way, ["it happens here"]) }),
  };
}

import { codeOf, rules } from "@pgs/governance";
import { findWay } from "./find-way.ts";
import { placesOf, printWay } from "./print-way.ts";
import { sayGuard, sayHappening } from "./say-happening.ts";
import { select } from "./select.ts";
import type { Judging, Verdict } from "./verdict.ts";

/** Every way to it goes past what must come before. */
export function assertionBefore({ claim, ways, protocol }: Judging<"before">): Verdict {
  const of = select(claim.of, { ways, protocol, isGuard: false });
  const guards = select(claim.must, { ways, protocol, isGuard: true });
  const way = findWay(ways, [{ to: of, past: guards }]);
  if (way === undefined) return { of, guards, finding: undefined };
  const params = {
    what: sayHappening(claim.of),
    must: sayGuard(claim.must),
    workflow: codeOf(ways.workflow.fqdn),
    way: printWay(way),
  };
  return {
    of,
    guards,
    finding: rules.assertionBefore(params, { at: claim.at, related: placesOf(way, ["it happens here"]) }),
  };
}

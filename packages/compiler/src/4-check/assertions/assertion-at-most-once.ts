import { codeOf, rules } from "@pgs/governance";
import { findWay } from "./find-way.ts";
import { placesOf, printWay } from "./print-way.ts";
import { sayHappening } from "./say-happening.ts";
import { select } from "./select.ts";
import type { Judging, Verdict } from "./verdict.ts";

/** No way goes past it twice. */
export function assertionAtMostOnce({ claim, ways, protocol }: Judging<"at_most_once">): Verdict {
  const of = select(claim.of, { ways, protocol, isGuard: false });
  const way = findWay(ways, [{ to: of }, { to: of }]);
  if (way === undefined) return { of, guards: new Set(), finding: undefined };
  const params = { what: sayHappening(claim.of), workflow: codeOf(ways.workflow.fqdn), way: printWay(way) };
  const related = placesOf(way, ["it happens here", "and again here"]);
  return { of, guards: new Set(), finding: rules.assertionAtMostOnce(params, { at: claim.at, related }) };
}

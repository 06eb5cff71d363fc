import { codeOf, rules } from "@pgs/governance";
import { findWay } from "./find-way.ts";
import { placesOf, printWay } from "./print-way.ts";
import { sayGuard, sayHappening } from "./say-happening.ts";
import { select } from "./select.ts";
import type { Judging, Verdict } from "./verdict.ts";

/** No way leads to it; with `after`, none that goes past that first. */
export function assertionNever({ claim, ways, protocol }: Judging<"never">): Verdict {
  const of = select(claim.of, { ways, protocol, isGuard: false });
  const guards = select(claim.after, { ways, protocol, isGuard: true });
  const first = claim.after === undefined ? [] : [{ to: guards }];
  const way = findWay(ways, [...first, { to: of }]);
  if (way === undefined) return { of, guards, finding: undefined };
  const after = claim.after === undefined ? "" : ` after ${sayGuard(claim.after)}`;
  const params = {
    what: sayHappening(claim.of),
    after,
    workflow: codeOf(ways.workflow.fqdn),
    way: printWay(way),
  };
  const said = [...(claim.after === undefined ? [] : ["after this"]), "it happens here"];
  return { of, guards, finding: rules.assertionNever(params, { at: claim.at, related: placesOf(way, said) }) };
}

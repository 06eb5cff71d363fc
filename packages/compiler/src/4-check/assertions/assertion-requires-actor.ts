import { codeOf, rules } from "@pgs/governance";
import { artifactNamed } from "../analysis/lookup.ts";
import { findWay } from "./find-way.ts";
import { placesOf, printWay } from "./print-way.ts";
import { sayHappening } from "./say-happening.ts";
import { select } from "./select.ts";
import type { Judging, Verdict } from "./verdict.ts";

/** Where it can happen, nobody may ask but the actors that are named: one at least, and no others. */
export function assertionRequiresActor({ claim, ways, protocol }: Judging<"requires_actor">): Verdict {
  const of = select(claim.of, { ways, protocol, isGuard: false });
  const verdict = { of, guards: new Set(of.size === 0 ? [] : ways.points.slice(0, 1)), finding: undefined };
  const way = findWay(ways, [{ to: of }]);
  const intent = artifactNamed(protocol, ways.workflow.intent.fqdn, "IN");
  if (way === undefined || intent === undefined) return verdict;
  const allowed: ReadonlySet<string> = new Set(claim.by.map(({ fqdn }) => fqdn));
  const other = intent.actors.find(({ fqdn }) => !allowed.has(fqdn));
  if (other === undefined && intent.actors.length > 0) return verdict;
  const params = {
    what: sayHappening(claim.of),
    who: other === undefined ? "anybody" : `\`${codeOf(other.fqdn)}\``,
    workflow: codeOf(ways.workflow.fqdn),
    way: printWay(way),
  };
  const asked = {
    span: other?.at ?? intent.at,
    text: other === undefined ? "no actor is named here" : "this one may ask",
  };
  const related = [asked, ...placesOf(way, ["it happens here"])];
  return { ...verdict, finding: rules.assertionRequiresActor(params, { at: claim.at, related }) };
}

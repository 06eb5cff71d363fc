import { codeOf, rules } from "@pgs/governance";
import { findWay } from "./find-way.ts";
import type { Point } from "./point.ts";
import { placesOf, printWay } from "./print-way.ts";
import { select } from "./select.ts";
import type { Judging, Verdict } from "./verdict.ts";

/** Every way to one of the ends goes past the event, or the end itself writes it. A failed exit takes back what was written. */
export function assertionAlwaysEmits({ claim, ways, protocol }: Judging<"always_emits">): Verdict {
  const { event, on } = claim;
  const of = new Set(ways.points.filter((point) => isEnd(point, on?.name)));
  const guards = select({ kind: "event", event, at: event.at }, { ways, protocol, isGuard: true });
  const failed = new Set([...of].filter(({ node }) => node.kind === "exit" && node.class === "failed"));
  const silent = new Set([...of].filter((point) => !failed.has(point) && !guards.has(point)));
  const way = findWay(ways, [{ to: failed }]) ?? findWay(ways, [{ to: silent, past: guards }]);
  if (way === undefined) return { of, guards, finding: undefined };
  const params = {
    event: codeOf(event.fqdn),
    exit: way.points.at(-1)?.place ?? "",
    workflow: codeOf(ways.workflow.fqdn),
    way: printWay(way),
  };
  return {
    of,
    guards,
    finding: rules.assertionAlwaysEmits(params, { at: claim.at, related: placesOf(way, ["it ends here"]) }),
  };
}

function isEnd({ node, frame }: Point, name: string | undefined): boolean {
  if (node.kind !== "exit" || !frame.isRoot) return false;
  return name === undefined ? node.class !== "failed" : node.class === name || node.name === name;
}

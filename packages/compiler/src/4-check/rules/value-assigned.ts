import { type Diagnostic, rules } from "@pgs/governance";
import type { Path } from "../../3-bind/bound.ts";
import { type FlowEdge, printPath } from "../analysis/flow.ts";
import type { Subject } from "../analysis/subject.ts";
import { payloadAdmitted } from "../analysis/workflow-view.ts";

/** Definite assignment (DESIGN §3.3), over the edges of a workflow and over the steps of a pipeline. */
export function* valueAssigned({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read" || binding.sight.kind !== "value") continue;
      const fact = factOf(binding.path);
      const path = fact === undefined ? undefined : site.flow.pathWithout(fact, site.node);
      if (path === undefined) continue;
      const params = {
        says: site.says,
        path: binding.path.text,
        way: path.length === 0 ? `to ${site.node}` : printPath(path),
      };
      yield rules.valueAssigned(params, { at: binding.at, related: partings(path, binding.path) });
    }
  }
}

function factOf({ root, segments }: Path): string | undefined {
  if (root === "payload") return payloadAdmitted;
  return root === "results" ? segments.slice(0, 2).join(".") : undefined;
}

/** Where the way leaves the producer with an outcome that does not give the value; else its hops, if they are few. */
function partings(path: readonly FlowEdge[], { root, segments }: Path) {
  const producer = root === "results" ? segments[0] : path[0]?.from;
  const parting = path.filter(({ from }) => from === producer);
  if (parting.length > 0)
    return parting.map(({ at, outcome }) => ({ span: at, text: `after \`${outcome}\` it is not there` }));
  return path.length > 4 ? [] : path.map(({ at, to }) => ({ span: at, text: `to \`${to}\`` }));
}

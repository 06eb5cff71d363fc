import { type Diagnostic, rules } from "@pgs/governance";
import type { Path } from "../../3-bind/bound.ts";
import { unreachedNode } from "../analysis/causes.ts";
import { type Flow, type FlowEdge, printPath } from "../analysis/flow.ts";
import { hopsOf } from "../analysis/hops.ts";
import type { Site } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";
import { payloadAdmitted } from "../analysis/workflow-view.ts";

/** Definite assignment (DESIGN §3.3), over the edges of a workflow and over the steps of a pipeline. */
export function* valueAssigned({ sites }: Subject): Generator<Diagnostic> {
  const readers = readersIn(sites);
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read" || binding.sight.kind !== "value") continue;
      const fact = factOf(binding.path);
      const path = fact === undefined ? undefined : site.flow.pathWithout(fact, site.node);
      if (path === undefined) continue;
      const params = {
        says: site.says,
        path: binding.path.text,
        advice: adviceOn(binding.path, path),
        way: path.length === 0 ? `to ${site.node}` : printPath(path),
      };
      const cause = causeOf(path, { site, read: binding.path, readers: readers.get(site.flow) ?? new Set() });
      yield rules.valueAssigned(params, { at: binding.at, related: hopsOf(path, missing(binding.path, path)), cause });
    }
  }
}

/** The way leaves the producer without the value, or never comes by it. */
function adviceOn(read: Path, way: readonly FlowEdge[]): string {
  const producer = producerOf(read);
  const isLeft = read.root !== "results" || way.some(({ from }) => from === producer);
  return isLeft
    ? "lead the other outcomes to a node that does not read it"
    : `read it only where \`${producer}\` has run before`;
}

/** Of each flow, which nodes read of which others, as `JUDGE RESOLVE`. */
function readersIn(sites: Subject["sites"]): ReadonlyMap<Flow, ReadonlySet<string>> {
  const readers = new Map<Flow, Set<string>>();
  for (const { site, bindings } of sites) {
    const known = readers.get(site.flow) ?? new Set();
    readers.set(site.flow, known);
    for (const binding of bindings) if (binding.kind === "read") known.add(`${site.node} ${producerOf(binding.path)}`);
  }
  return readers;
}

interface Reading {
  readonly site: Site;
  readonly read: Path;
  readonly readers: ReadonlySet<string>;
}

/** The way goes wrong where it leaves the producer, or where the first node on it reads what it has not come by. */
function causeOf(path: readonly FlowEdge[], { site, read, readers }: Reading): string {
  const { file } = site.at;
  const producer = producerOf(read);
  if (read.root === "results" && !site.flow.isReached(producer)) return unreachedNode(file, producer);
  const parting = path.find(({ from }) => from === producer);
  if (parting !== undefined) return `${file}: ${producer} left at ${parting.at.start}`;
  const first = [...path.map(({ from }) => from), site.node].find((node) => readers.has(`${node} ${producer}`));
  return `${file}: ${producer} not there at ${first}`;
}

function producerOf({ root, segments }: Path): string {
  return root === "results" ? (segments[0] ?? "") : root;
}

function factOf({ root, segments }: Path): string | undefined {
  if (root === "payload") return payloadAdmitted;
  return root === "results" ? segments.slice(0, 2).join(".") : undefined;
}

/** Who gives what a path reads, on ways where it is given. */
function missing({ root, segments }: Path, way: readonly FlowEdge[]) {
  if (root === "payload") return { givers: way.slice(0, 1).map(({ from }) => from), gives: "no payload" };
  const [giver = "", output = ""] = segments;
  return { givers: [giver], gives: `no \`${output}\`` };
}

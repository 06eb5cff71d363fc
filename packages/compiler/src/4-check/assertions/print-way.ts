import type { Label } from "@pgs/governance";
import type { Way } from "./find-way.ts";
import type { Point } from "./point.ts";

/** `ADMIT (ACK) → CHECK (NOT_FOUND) → CREATE/write_wallet`: the ends of nodes, and in the last node the answers of steps. */
export function printWay({ points, ends }: Way): string {
  const last = points.at(-1);
  const hops = points.slice(0, -1).filter((point) => {
    if (point.kind === "end" || point.kind === "refusal") return true;
    if (ends.includes(point)) return point.place !== point.node.name || point.kind === "answer";
    return point.kind === "answer" && point.node === last?.node;
  });
  const told = [...hops.filter((hop) => !isWithin(hop, hops)), ...(last === undefined ? [] : [last])].map(printHop);
  return told.filter((hop, index) => hop !== told[index - 1]).join(" → ");
}

/** The hops of a way where they are written, and what happens at its end. */
export function placesOf({ points, ends }: Way, said: readonly string[]): readonly Label[] {
  const hops = points.filter(({ kind }) => kind === "end" || kind === "refusal");
  const shown = hops.map(({ at, next }): Label => ({ span: at, text: `to \`${next[0]?.place ?? ""}\`` }));
  const happening = ends.map(({ at }, index): Label => ({ span: at, text: said[index] ?? "" }));
  return [...shown, ...happening];
}

function printHop({ place, outcome }: Point): string {
  return outcome === "" ? place : `${place} (${outcome})`;
}

/** The answers of a molecule's steps are told by its own answer. */
function isWithin(hop: Point, hops: readonly Point[]): boolean {
  return (
    hop.kind === "answer" && hops.some((other) => hop.place.startsWith(`${other.place}/`) && other.kind === "answer")
  );
}

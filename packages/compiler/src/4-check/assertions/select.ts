import type { BoundPrecondition, BoundProtocol, Happening, StoreUse } from "../../3-bind/bound.ts";
import { artifactNamed, type LocatedStore, locateStore } from "../analysis/lookup.ts";
import type { Point } from "./point.ts";
import type { Ways } from "./ways.ts";

interface Selecting {
  readonly ways: Ways;
  readonly protocol: BoundProtocol;
  /** What has to have happened: then it has ended, in SUCCESS unless an outcome is named. */
  readonly isGuard: boolean;
}

/** The points at which something happens. */
export function select(happening: Happening | undefined, selecting: Selecting): ReadonlySet<Point> {
  if (happening === undefined) return new Set();
  return new Set(selecting.ways.points.filter((point) => isSelected(point, happening, selecting)));
}

function isSelected(point: Point, happening: Happening, selecting: Selecting): boolean {
  const { node, step } = point;
  switch (happening.kind) {
    case "event":
      if (point.kind === "answer") return point.outcome === "SUCCESS" && step?.event?.fqdn === happening.event.fqdn;
      return node.kind === "exit" && node.emit.some(({ event }) => event.fqdn === happening.event.fqdn);
    case "exit":
      // How a child ends is an answer to whoever ran it.
      return (
        point.frame.isRoot && node.kind === "exit" && (node.class === happening.name || node.name === happening.name)
      );
    case "requires":
      return holdsAt(point).some((precondition) => isRequired(precondition, happening));
    case "contract": {
      if (point.owner?.fqdn !== happening.contract.fqdn) return false;
      if (happening.step !== undefined && step?.name !== happening.step.name) return false;
      const kinds = happening.step === undefined ? (["run", "end"] as const) : (["step", "answer"] as const);
      return isAt(point, kinds, outcomeOf(happening, selecting));
    }
    case "transform":
      if (step?.uses.fqdn !== happening.transform.fqdn) return false;
      return isAt(point, ["step", "answer"], outcomeOf(happening, selecting));
    case "effect": {
      const outcome = outcomeOf(happening, selecting);
      if (point.kind === "exit") return (outcome ?? "SUCCESS") === "SUCCESS" && isEmission(point, happening, selecting);
      return isEffect(point, happening, selecting) && isAt(point, ["step", "answer"], outcome);
    }
  }
}

function outcomeOf(
  { outcome }: Extract<Happening, { readonly outcome: unknown }>,
  { isGuard }: Selecting,
): string | undefined {
  return outcome?.name ?? (isGuard ? "SUCCESS" : undefined);
}

/** True where it begins, or, for an outcome, where it ends in it. */
function isAt(
  { kind, outcome }: Point,
  [begins, ends]: readonly [Point["kind"], Point["kind"]],
  wanted: string | undefined,
): boolean {
  return wanted === undefined ? kind === begins : kind === ends && outcome === wanted;
}

function isEffect(
  point: Point,
  { sideEffect, op, store }: Extract<Happening, { readonly kind: "effect" }>,
  { protocol }: Selecting,
): boolean {
  const { step } = point;
  if (step?.uses.kind !== "side_effect") return false;
  if (sideEffect !== undefined && step.uses.fqdn !== sideEffect.fqdn) return false;
  if (op !== undefined && step.uses.op !== op.name) return false;
  return (
    store === undefined || isStore(store, locateStore(step.store, { protocol, names: point.frame.workflow.stores }))
  );
}

/** An exit appends the events that it emits, by no side effect that it names. */
function isEmission(
  { node, frame }: Point,
  { sideEffect, op, store }: Extract<Happening, { readonly kind: "effect" }>,
  { protocol }: Selecting,
): boolean {
  if (node.kind !== "exit" || sideEffect !== undefined || (op !== undefined && op.name !== "APPEND")) return false;
  return node.emit.some(({ event }) => {
    const written = artifactNamed(protocol, event.fqdn, "EV")?.store;
    return store === undefined || isStore(store, locateStore(written, { protocol, names: frame.workflow.stores }));
  });
}

function isStore({ name, structure }: StoreUse, located: LocatedStore | undefined): boolean {
  return located?.store.name === name && (structure === undefined || located.structure.fqdn === structure);
}

/** Preconditions that are known to hold at a point: where the contract begins, or the request is admitted. */
function holdsAt({ kind, node, outcome }: Point): readonly BoundPrecondition[] {
  const isHeld = node.kind === "contract" ? kind === "run" : kind === "end" && outcome === "ACK";
  return node.kind !== "exit" && isHeld ? node.preconditions : [];
}

/** True where the precondition asks for the event by at least these fields, and lets at least these events undo it. */
function isRequired(
  { kind, event, match, unlessLater }: BoundPrecondition,
  wanted: Extract<Happening, { readonly kind: "requires" }>,
): boolean {
  if (kind !== "requires" || event.fqdn !== wanted.event.fqdn) return false;
  const isMatched = wanted.match.every(({ name }) => match.some((entry) => entry.name === name));
  return isMatched && wanted.unlessLater.every(({ fqdn }) => unlessLater.some((undoing) => undoing.fqdn === fqdn));
}

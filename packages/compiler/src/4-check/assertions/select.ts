import { codeOf } from "@pgs/governance";
import type { BoundPrecondition, BoundProtocol, Happening } from "../../3-bind/bound.ts";
import { locateStore } from "../analysis/lookup.ts";
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
      return node.kind === "exit" && (node.class === happening.name || node.name === happening.name);
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
    case "effect":
      if (!isEffect(point, happening, selecting)) return false;
      return isAt(point, ["step", "answer"], outcomeOf(happening, selecting));
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
  { step }: Point,
  { sideEffect, op, store }: Extract<Happening, { readonly kind: "effect" }>,
  { ways, protocol }: Selecting,
): boolean {
  if (step?.uses.kind !== "side_effect") return false;
  if (sideEffect !== undefined && step.uses.fqdn !== sideEffect.fqdn) return false;
  if (op !== undefined && step.uses.op !== op.name) return false;
  if (store === undefined) return true;
  const located = locateStore(step.store, { protocol, names: ways.stores });
  const isThere = store.structure === undefined || located?.structure.fqdn === store.structure;
  return isThere && located?.store.name === store.name;
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

/** What has happened, in a message: where no outcome is named, SUCCESS is meant. */
export function sayGuard(happening: Happening): string {
  if (!("outcome" in happening) || happening.outcome !== undefined) return sayHappening(happening);
  return `SUCCESS of ${sayHappening(happening)}`;
}

/** What happens, in a message: ``WRITE on `WALLET` ``. */
export function sayHappening(happening: Happening): string {
  switch (happening.kind) {
    case "event":
      return `event \`${codeOf(happening.event.fqdn)}\``;
    case "exit":
      return /^[a-z]/.test(happening.name) ? `an exit of class ${happening.name}` : `exit \`${happening.name}\``;
    case "requires":
      return `a precondition on \`${codeOf(happening.event.fqdn)}\``;
    case "contract": {
      const { contract, step, outcome } = happening;
      const said =
        step === undefined ? `\`${codeOf(contract.fqdn)}\`` : `step \`${step.name}\` of \`${codeOf(contract.fqdn)}\``;
      return outcome === undefined ? said : `${outcome.name} of ${said}`;
    }
    case "transform": {
      const said = `\`${codeOf(happening.transform.fqdn)}\``;
      return happening.outcome === undefined ? said : `${happening.outcome.name} of ${said}`;
    }
    case "effect": {
      const { sideEffect, op, store, outcome } = happening;
      const by = sideEffect === undefined ? "an effect" : `\`${codeOf(sideEffect.fqdn)}\``;
      const said = `${op?.name ?? by}${store === undefined ? "" : ` on \`${store.name}\``}`;
      return outcome === undefined ? said : `${outcome.name} of ${said}`;
    }
  }
}

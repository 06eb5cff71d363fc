import { codeOf, type Fqdn, type Span } from "@pgs/governance";
import type { LocatedStore } from "../analysis/lookup.ts";

/** A part of what somewhere is held: `holder` is a place of a workflow, a store or an event. */
export interface Slot {
  readonly holder: string;
  readonly path: readonly string[];
}

/** A value goes from one slot to another: as it is, or something is made of it. */
export interface Move {
  readonly from: Slot;
  readonly to: Slot;
  readonly isCopy: boolean;
  readonly at: Span;
}

export function payloadOf(workflow: Fqdn): string {
  return `${codeOf(workflow)}#payload`;
}

export function contextOf(workflow: Fqdn): string {
  return `${codeOf(workflow)}#context`;
}

export function answerOf(workflow: Fqdn, exit: string): string {
  return `${codeOf(workflow)}/${exit}`;
}

export function holderOf({ structure, store }: LocatedStore): string {
  return `${codeOf(structure.fqdn)}/${store.name}`;
}

export function eventHolder(event: Fqdn): string {
  return codeOf(event);
}

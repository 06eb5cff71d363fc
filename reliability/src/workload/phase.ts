import type { Decision } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";

/** One request, with everything that it says of itself. */
export interface AskedRequest {
  readonly workflow: string;
  /** A value, or a text that is none. */
  readonly payload: Json;
  readonly key: string;
  readonly attributes?: JsonObject;
  /** What is offered to the run once it waits for something. */
  readonly offer?: Json;
  /** What is decided, one after the other, about what the run asks for. */
  readonly decisions?: readonly AskedDecision[];
}

/** Somebody says yes or no. */
export interface AskedDecision {
  readonly decision: Decision["decision"];
  readonly by: Decision["approver"];
  /** With the key that is listed: it is whom that belongs to who decides, whoever is named. */
  readonly isSigned?: true;
}

/** What is asked of the system while it is open once. */
export interface Phase {
  readonly name: string;
  /** What the clock says all the while. */
  readonly now: string;
  /** Records by the store of facts that they are loaded into, before anything is asked. */
  readonly facts?: Readonly<Record<string, JsonObject>>;
  /** Asked at the same time, in this order. */
  readonly requests: readonly AskedRequest[];
  /** Runs go on in it that nobody asks for; their traces are written by who settles the folder. */
  readonly movesOthers?: true;
  /** The process dies at the first point of this name: the phase is what the next one finds. */
  readonly diesAt?: string;
}

/** The same asked again by who comes a minute later. */
export function minuteLater(phase: Phase): Phase {
  return { ...phase, now: phase.now.replace("T00:00", "T00:01") };
}

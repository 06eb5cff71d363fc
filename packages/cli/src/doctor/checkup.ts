import type { Ledger } from "@pgs/runtime";
import type { Composition } from "../composition.ts";
import type { Place } from "../place.ts";

/** What was looked at, what it is, and what is wrong with it. */
export interface Checkup {
  readonly check: string;
  /** In a few words. */
  readonly seen: string;
  /** None: it is well. */
  readonly findings: readonly Ailment[];
}

export interface Ailment {
  readonly problem: string;
  /** What to do; begins with a command where one mends it. */
  readonly help: string;
}

/** What the checks look at. None of them changes anything. */
export interface Patient {
  readonly place: Place;
  readonly composition: Composition;
  /** Undefined: there is none, or it cannot be read. */
  readonly ledger: Ledger | undefined;
}

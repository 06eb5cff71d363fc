import type { Field, JsonObject } from "@pgs/governance";
import type { Choices } from "./choices.ts";
import type { MadeChild } from "./make-child.ts";

/** What a transform, an operation or a contract takes and gives. */
export interface Signed {
  readonly code: string;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  /** The outputs that each outcome guarantees. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
}

/** A side effect's operation on a store of the protocol that is made. */
export interface StoreOperation extends Signed {
  readonly op: string;
  readonly store?: string;
  readonly event?: string;
  /** What it answers comes from outside the proof: defaults are filled in where it comes in. */
  readonly isRead: boolean;
}

/** A protocol in the making. */
export interface Maker {
  readonly choices: Choices;
  /** A name that was not given before. */
  readonly name: (letter: string) => string;
  /** True `percent` times of a hundred as long as slips are left; few protocols have any. */
  readonly slips: (percent: number) => boolean;
  /** Artifacts as the dialect writes them, by code. */
  readonly artifacts: Map<string, JsonObject>;
  readonly transforms: Signed[];
  readonly contracts: Signed[];
  readonly operations: StoreOperation[];
  /** What every actor says of itself. */
  readonly attributes: Field[];
  /** The workflow that others run, if there is one. */
  readonly children: MadeChild[];
}

export function makerOf(choices: Choices): Maker {
  let names = 0;
  let left = Math.max(0, choices.below(6) - 3);
  return {
    choices,
    name: (letter) => {
      names += 1;
      return `${letter}${names}`;
    },
    slips: (percent) => {
      if (left === 0 || !choices.chance(percent)) return false;
      left -= 1;
      return true;
    },
    artifacts: new Map(),
    transforms: [],
    contracts: [],
    operations: [],
    attributes: [],
    children: [],
  };
}

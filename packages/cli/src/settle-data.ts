import { join } from "node:path";
import { type Ledger, type LinkedProgram, settleViews } from "@pgs/runtime";
import type { Place } from "./place.ts";

/** Brings the readable views of a tenant up to its ledger and gives the paths of those that changed. */
export function settleData(at: {
  readonly linked: LinkedProgram;
  readonly ledger: Ledger;
  readonly place: Place;
  /** Rows up to which a keyed view is written. */
  readonly maxRows: number;
}): readonly string[] {
  const { linked, ledger, place, maxRows } = at;
  const directory = place.data.folder;
  return settleViews({ linked, ledger, directory, maxRows }).map((path) => join(directory, path));
}

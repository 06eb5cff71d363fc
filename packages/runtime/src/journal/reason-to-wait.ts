import { placeOf } from "../kernel/fault-record.ts";
import type { Reason } from "../kernel/state.ts";
import type { JournaledAwaits } from "./journal-body.ts";

/** Says what a run waits for. */
export function reasonToWait(
  { id, kind, side_effect, op }: JournaledAwaits,
  place: { readonly node: string; readonly step?: string },
): Reason {
  const waitsFor = { effect: "an answer of", children: "the children of", wait: "somebody to settle" }[kind];
  return { code: "WAITING", message: `waits for ${waitsFor} \`${side_effect}\` ${op} (${id})`, at: placeOf(place) };
}

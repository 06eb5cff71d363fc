import { placeOf } from "../kernel/fault-record.ts";
import type { Reason } from "../kernel/state.ts";
import type { JournaledAwaits } from "./journal-body.ts";

/** Says what a run waits for. */
export function reasonToWait(
  { id, kind, side_effect, op }: JournaledAwaits,
  place: { readonly node: string; readonly step?: string },
): Reason {
  const asked = `\`${side_effect.slice(side_effect.indexOf("::") + 2)}\` ${op}`;
  const what = { effect: `an answer to ${asked}`, children: `its children by ${asked}`, wait: asked }[kind];
  return { code: "WAITING", message: `waits for ${what} (${id})`, at: placeOf(place) };
}

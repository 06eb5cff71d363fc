import type { Fault, StepRecord } from "./state.ts";

/** Says a fault as the last record of a run. */
export function faultRecord({ code, message, ...at }: Fault): StepRecord {
  return { type: "fault", ...at, outcome: code, reasons: [{ code, message, at: placeOf(at) }] };
}

/** Says a place in a workflow: `NODE` or `NODE/step`. */
export function placeOf({ node, step }: { readonly node: string; readonly step?: string }): string {
  return step === undefined ? node : `${node}/${step}`;
}

/** The node of a place. */
export function nodeAt(place: string): string {
  return place.split("/")[0] ?? "";
}

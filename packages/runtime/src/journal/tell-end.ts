import type { JsonObject } from "@pgs/governance";
import { placeOf } from "../kernel/fault-record.ts";
import type { Awaits, Played } from "../kernel/play.ts";
import type { ExitEnd } from "../kernel/state.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { contractAt, stepPlace } from "../snapshot/step-place.ts";
import type { RunEnd, WrittenEvent } from "../trace/trace-line.ts";
import { redactLeaves } from "../vault/redact-leaves.ts";
import { leavesOfEvent } from "../vault/sensitive-parts.ts";
import type { JournaledEnd } from "./journal-body.ts";
import type { PlayedBy } from "./open-journal-run.ts";
import { reasonToWait } from "./reason-to-wait.ts";

interface Ended {
  readonly played: Played;
  /** As journaled. */
  readonly end: JournaledEnd;
  /** Index into the program's workflows. */
  readonly workflow: number;
  /** The instant of the last segment. */
  readonly at: string;
}

/** Tells by name how a run ended, or what it waits for. */
export function tellEnd(by: PlayedBy, of: Ended): RunEnd {
  const { played, at } = of;
  const { end } = played;
  if (end.kind === "awaits") return { exit: "", emitted: [], at, ...tellWaiting(by, of, end) };
  if (end.kind === "fault") {
    const { code, message, ...place } = end.fault;
    const reasons = [{ code, message, at: placeOf(place) }];
    return { terminal: "faulted", exit: "", reasons, emitted: [], at, ...keptOf(played) };
  }
  const { class: terminal, exit, reasons } = end.end;
  const emitted = tellEmitted(by, end.end, "emitted" in of.end ? of.end.emitted : []);
  return { terminal, exit, reasons, emitted, at, ...(terminal === "failed" ? keptOf(played) : {}) };
}

function keptOf({ later }: Played): Pick<RunEnd, "kept_records"> {
  const last = later.at(-1);
  return last === undefined ? {} : { kept_records: last.records };
}

function tellWaiting(
  { linked }: PlayedBy,
  { end, workflow }: Ended,
  { command }: Awaits,
): Pick<RunEnd, "terminal" | "reasons" | "awaits"> {
  if (!("awaits" in end)) return { terminal: "waiting", reasons: [] };
  const place = stepPlace(linked.program, workflow, command);
  const artifact = nameOf(linked, contractAt(linked.program, workflow, command));
  const awaits = { ...end.awaits, at: placeOf(place), artifact };
  return { terminal: "waiting", reasons: [reasonToWait(end.awaits, place)], awaits };
}

function tellEmitted({ linked, vault }: PlayedBy, { emit }: ExitEnd, sequences: readonly number[]) {
  return sequences.flatMap((sequence, index): WrittenEvent[] => {
    const event = emit[index];
    if (event === undefined) return [];
    const { id: store } = storeRefOf(linked, event.store);
    const fields = redactLeaves(event.fields, leavesOfEvent(linked.program, event.event), vault) as JsonObject;
    return [{ event: nameOf(linked, event.event), store, fields, sequence }];
  });
}

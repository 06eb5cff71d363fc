import type { Json, JsonObject } from "@pgs/governance";
import { placeOf } from "../kernel/fault-record.ts";
import type { Reason } from "../kernel/state.ts";
import { firstDifference } from "./first-difference.ts";
import type { ReplayDifference } from "./replay-verdict.ts";

/**
 * Compares two intact traces of one run line by line, in the order of happening, and names the first difference.
 * Clocks, numbers, hashes and the words of reasons are not compared: the digest leaves them out as well. What stands for
 * a sensitive value is, its commitment included: another value has another.
 */
export function compareTraces(recorded: string, attempted: string): ReplayDifference | undefined {
  const [before, now] = [linesOf(recorded), linesOf(attempted)];
  for (let index = 0; index < Math.max(before.length, now.length); index += 1) {
    const found = compareLines(before[index], now[index]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** In this order, so that a cause is named before what follows from it. */
const members = ["workflow", "intent", "actor", "payload", "inputs", "effect", "outcome", "reasons", "outputs"];

function compareLines(recorded: JsonObject | undefined, attempted: JsonObject | undefined) {
  const [before, now] = [stopOf(recorded), stopOf(attempted)];
  const place = placeOfLine(recorded ?? attempted);
  if (before !== now) return { place, what: "the way", recorded: before, attempted: now };
  for (const member of members) {
    const found = firstDifference(partOf(recorded, member), partOf(attempted, member));
    if (found !== undefined) {
      const { pointer, ...sides } = found;
      return { place, what: `${member}${pointer}`, ...sides };
    }
  }
  return undefined;
}

/** Says which stop on the way a line is, e.g. `step KEEP/log d::CT_LOG_V0`. */
function stopOf(line: JsonObject | undefined): string {
  if (line === undefined) return "nothing";
  const { type, artifact } = line;
  return [type, placeOfLine(line), artifact].filter((word) => word !== "" && word !== undefined).join(" ");
}

function placeOfLine(line: JsonObject | undefined): string {
  const { node = "", step } = (line ?? {}) as { readonly node?: string; readonly step?: string };
  return placeOf({ node, ...(step === undefined ? {} : { step }) });
}

function partOf(line: JsonObject | undefined, member: string): Json | undefined {
  const value = line?.[member];
  if (member !== "reasons" || value === undefined) return value;
  return (value as unknown as readonly Reason[]).map(({ code, at }) => ({ code, at }));
}

function linesOf(text: string): readonly JsonObject[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as JsonObject).filter(({ type }) => type !== "seal");
}

import type { EffectRecord } from "../kernel/state.ts";
import type { Trace } from "./read-trace.ts";

/** One touch of a store, with the place that asked for it. */
export interface TraceEffect extends EffectRecord {
  readonly node: string;
  readonly step?: string;
  readonly isWrite: boolean;
}

/** Every touch of a store, in order: those of steps, then the events of the exit. */
export function listEffects({ records, events }: Trace): readonly TraceEffect[] {
  const ofSteps = records.flatMap(({ node, step, effect }) =>
    effect === undefined
      ? []
      : [{ node, ...(step === undefined ? {} : { step }), ...effect, isWrite: isWrite(effect) }],
  );
  return [...ofSteps, ...events.map(({ node, effect }) => ({ node, ...effect, isWrite: true }))];
}

/** What an effect did to its store, in words. */
export function changeText({ op, version_before: before, version_after: after }: EffectRecord): string {
  if (before === after) return before === undefined ? "read" : `unchanged at version ${before}`;
  if (op === "APPEND") return `entry ${after ?? ""} added`;
  const from = before === undefined || before === 0 ? "absent" : `version ${before}`;
  return `${from} → ${after === undefined || after === 0 ? "absent" : `version ${after}`}`;
}

/** `ai_governance::STRUCTURE_X_V0/GOVERNANCE_AUDIT` as people say it: `GOVERNANCE_AUDIT`. */
export function storeName(store: string): string {
  return store.slice(store.lastIndexOf("/") + 1);
}

function isWrite({ version_before, version_after }: EffectRecord): boolean {
  return version_before !== version_after;
}

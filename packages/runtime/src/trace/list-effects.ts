import type { EffectRecord } from "../kernel/state.ts";
import type { Trace } from "./read-trace.ts";

/** One touch of a store, with the place that asked for it. */
export interface TraceEffect extends EffectRecord {
  readonly node: string;
  readonly step?: string;
  readonly isWrite: boolean;
  /** Present iff what it wrote stays although what a later segment wrote was rolled back. */
  readonly isKept?: true;
}

/** Every touch of a store, in order: those of steps, then the events of the exit. */
export function listEffects({ records, events, end }: Trace): readonly TraceEffect[] {
  const ofSteps = records.flatMap(({ node, step, effect }, index): TraceEffect[] => {
    if (effect === undefined) return [];
    const told = { node, ...(step === undefined ? {} : { step }), ...effect, isWrite: isWrite(effect) };
    return [told.isWrite && index < (end.kept_records ?? 0) ? { ...told, isKept: true } : told];
  });
  return [...ofSteps, ...events.map(({ node, effect }) => ({ node, ...effect, isWrite: true }))];
}

/** What an effect did to its store, in words. */
export function changeText({ op, version_before: before, version_after: after }: EffectRecord): string {
  if (before === after) return before === undefined ? "read" : `unchanged at version ${before}`;
  if (op === "APPEND") return `entry ${after ?? ""} added`;
  const from = before === undefined || before === 0 ? "absent" : `version ${before}`;
  return `${from} → ${after === undefined || after === 0 ? "absent" : `version ${after}`}`;
}

/** What a run did to stores, and whether what its last segment did was undone. */
interface Effects {
  readonly effects: readonly TraceEffect[];
  readonly isRolledBack: boolean;
}

/** What was rolled back, in a sentence; empty: nothing was. */
export function rollbackText(of: Effects): string {
  if (!of.isRolledBack) return "";
  return isPartKept(of)
    ? "What its last segment wrote was rolled back; what those before it wrote stays."
    : "All of this was rolled back: no store changed.";
}

/** What an effect did in a run, and that it was rolled back where others were not. */
export function changeTextIn(of: Effects, effect: TraceEffect): string {
  const isUndone = of.isRolledBack && effect.isWrite && effect.isKept !== true;
  return isUndone && isPartKept(of) ? `${changeText(effect)}, rolled back` : changeText(effect);
}

/** The writes that stay. */
export function keptWrites({ effects, isRolledBack }: Effects): readonly TraceEffect[] {
  return effects.filter(({ isWrite: writes, isKept }) => writes && (!isRolledBack || isKept === true));
}

function isPartKept({ effects }: Effects): boolean {
  return effects.some(({ isKept }) => isKept === true);
}

/** `ai_governance::STRUCTURE_X_V0/GOVERNANCE_AUDIT` as people say it: `GOVERNANCE_AUDIT`. */
export function storeName(store: string): string {
  return store.slice(store.lastIndexOf("/") + 1);
}

function isWrite({ version_before, version_after }: EffectRecord): boolean {
  return version_before !== version_after;
}

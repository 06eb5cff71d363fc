import type { CT_PURE_EVALUATE_INACTIVITY_V0 } from "../generated/contracts.ts";
import { daysBetween, parseInstant } from "./instant.ts";
import { wordsFor } from "./words-for.ts";

const daysWhenNeverActive = 999;

/**
 * Counts the whole days since somebody was last active and says whether they reach the threshold.
 * Who was never active is inactive for 999 days. Takes today as an input, because it never reads a clock.
 */
export const evaluateInactivity: CT_PURE_EVALUATE_INACTIVITY_V0 = (inputs) => {
  const { last_active_date, threshold_days, current_date } = inputs;
  if (threshold_days < 0) return violation(`\`threshold_days\` is ${threshold_days}, which is under 0`);
  const today = parseInstant(current_date);
  if (today === undefined) return violation(`\`current_date\` is ${wordsFor(current_date)}, which is not a date`);
  if (last_active_date === null || last_active_date === "") return inactive(daysWhenNeverActive, 0);
  const last = parseInstant(last_active_date);
  if (last === undefined)
    return violation(`\`last_active_date\` is ${wordsFor(last_active_date)}, which is not a date`);
  return inactive(daysBetween(last, today), threshold_days);
};

function inactive(days: number, threshold: number) {
  return { outcome: "SUCCESS", outputs: { is_inactive: days >= threshold, days_inactive: days } } as const;
}

function violation(reason: string) {
  return { outcome: "VIOLATION", outputs: {}, reason } as const;
}

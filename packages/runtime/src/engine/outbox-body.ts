import type { JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { AwaitedRow } from "../ports.ts";
import type { StepProgram } from "../snapshot/program.ts";

/** How an external effect is treated: stands in its row, so that nobody has to play the run to find out. */
export interface OutboxPolicy {
  /** What becomes of an effect of which nobody knows whether it happened. */
  readonly unknown: "retry" | "ask";
  readonly timeoutMs: number;
}

const usualSeconds = 30;

export function outboxBody(step: StepProgram | undefined): JsonObject {
  const { unknown = "ask", timeout_seconds = usualSeconds } = step?.kind === "effect" ? step : {};
  return { unknown, timeout_seconds };
}

export function policyOf({ body }: Pick<AwaitedRow, "body">): OutboxPolicy {
  const { unknown, timeout_seconds } = JSON.parse(body) as JsonObject;
  const seconds = typeof timeout_seconds === "number" ? timeout_seconds : usualSeconds;
  return { unknown: unknown === "retry" ? "retry" : "ask", timeoutMs: seconds * 1000 };
}

const longest = 500;

/** The same with why nobody knows whether it happened, as a person is told. */
export function bodyWithWhy({ body }: Pick<AwaitedRow, "body">, why: string): string {
  return canonicalize({ ...(JSON.parse(body) as JsonObject), why: wellFormed(why.slice(0, longest)) });
}

/** Empty: it is not unknown, or why is not known either. */
export function whyUnknown({ body, state }: Pick<AwaitedRow, "body" | "state">): string {
  const { why } = JSON.parse(body) as JsonObject;
  return state === "unknown" && typeof why === "string" ? why : "";
}

/** What others say may hold what no ledger keeps. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString().replaceAll("\0", "\uFFFD");
}

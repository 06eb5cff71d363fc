import type { JsonObject } from "@pgs/governance";
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

import type { Json, JsonObject } from "@pgs/governance";
import { nodeAt } from "../kernel/fault-record.ts";
import type { AwaitedNow } from "./awaited-now.ts";
import type { DecidingChild } from "./deciding-child.ts";
import type { Trace } from "./read-trace.ts";

/** A run that another one began, as its trace and its ledger know it. */
export interface BegunRun {
  readonly run: string;
  /** FQDN. */
  readonly workflow: string;
  /** The node that began it. */
  readonly node: string;
  /** How it ended, e.g. `denied at LATE`, or that it waits. */
  readonly ended: string;
}

/** The runs that a run began and of which something is known, in the order of its path and of its lists. */
export function begunRuns(
  { records, end }: Trace,
  { awaited, child }: { readonly awaited: AwaitedNow | undefined; readonly child: DecidingChild | undefined },
): readonly BegunRun[] {
  const begun = records.flatMap(({ type, node, inputs, outputs, outcome }): BegunRun[] => {
    const { children } = objectOf(inputs);
    if (type !== "step" || !Array.isArray(children)) return [];
    const {
      run,
      results = run === undefined
        ? []
        : [{ run, exit: "", terminal: child?.run === run ? child.terminal : wordOf(outcome) }],
    } = objectOf(outputs);
    return (Array.isArray(results) ? results : []).flatMap((result, index): BegunRun[] => {
      const { run, terminal, exit } = objectOf(result);
      const { workflow } = objectOf(children[index]);
      if (typeof run !== "string" || typeof workflow !== "string") return [];
      return [{ run, workflow, node, ended: `${String(terminal)}${exit === "" ? "" : ` at ${String(exit)}`}` }];
    });
  });
  const node = nodeAt(end.awaits?.at ?? "");
  return [...begun, ...(awaited?.children ?? []).map((child) => ({ ...child, node }))];
}

/** What the step that ran a single child was answered with. */
function wordOf(outcome: string): string {
  const words: Readonly<Record<string, string>> = {
    SUCCESS: "completed",
    VIOLATION: "refused",
    BACKEND_ERROR: "failed",
  };
  return words[outcome] ?? outcome;
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

import type { Json, JsonObject } from "@pgs/governance";
import { replay } from "../journal/replay.ts";
import { runId } from "../journal/run-id.ts";
import type { EffectCommand } from "../kernel/play.ts";
import type { EffectAnswer } from "../kernel/state.ts";
import type { RunRow } from "../ports.ts";
import type { InvokeProgram } from "../snapshot/program.ts";
import { childKey, childrenOf, invokeOf } from "./children-of.ts";
import type { RunningParts, SegmentGroup } from "./engine-parts.ts";

interface Parent {
  readonly parts: RunningParts;
  readonly run: string;
  /** Index into the program's workflows. */
  readonly workflow: number;
}

/** The children that a step waits for, in their order, when all have ended; undefined: one has not. */
export function findEnded({ tx }: SegmentGroup, parent: Parent, command: EffectCommand): readonly RunRow[] | undefined {
  const { tenant } = parent.parts;
  const stopsEarly = invokeOf(parent, command)?.mode === "sequence";
  const ended: RunRow[] = [];
  for (const [index, { workflow }] of childrenOf(command).entries()) {
    const row = tx.run(runId({ tenant, workflow, key: childKey(parent, command, index), attempt: 1 }));
    if (row === undefined || row.terminal === "waiting") return undefined;
    ended.push(row);
    if (stopsEarly && row.terminal !== "completed") break;
  }
  return ended;
}

/** Says what children came to, as the step that asked for them is answered. */
export function answerOfChildren(
  group: SegmentGroup,
  of: { readonly mode: InvokeProgram["mode"]; readonly ended: readonly RunRow[] },
): EffectAnswer {
  const { mode, ended } = of;
  const results = ended.map((row) => resultOfChild(group, row));
  const bad = ended.find(({ terminal }) => terminal !== "completed");
  const reason = bad === undefined ? {} : { reason: `\`${bad.workflow}\` ended ${bad.terminal} (${bad.run})` };
  if (mode === "concurrent") {
    const outputs = { results, all_succeeded: bad === undefined };
    return { outcome: bad === undefined ? "SUCCESS" : "PARTIAL_FAILURE", outputs, ...reason };
  }
  const outcome = bad === undefined ? "SUCCESS" : outcomeOf(bad);
  if (mode === "sequence") {
    const items_processed = ended.length - (bad === undefined ? 0 : 1);
    return { outcome, outputs: { items_processed, results }, ...reason };
  }
  const { run = "", outputs: execution_result = {} } = results[0] ?? {};
  // Of a run that did not complete nothing is promised but that it was.
  return { outcome, outputs: bad === undefined ? { execution_result, run } : { run }, ...reason };
}

function outcomeOf({ terminal }: RunRow): string {
  return terminal === "denied" || terminal === "rejected" ? "VIOLATION" : "BACKEND_ERROR";
}

/** What a child gave is what it took to decide it: it is found by playing it. */
function resultOfChild({ parts, tx }: SegmentGroup, { run, terminal, exit }: RunRow): JsonObject {
  const { played } = replay(parts, tx.journalOf(run));
  const outputs: Json = played.end.kind === "end" ? played.end.end.outputs : {};
  return { run, terminal, exit, outputs };
}

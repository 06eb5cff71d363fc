import { rules } from "@pgs/governance";
import { readHeader } from "../journal/open-journal-run.ts";
import { replay } from "../journal/replay.ts";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import { wordsOf } from "../kernel/take-step.ts";
import type { RunRow } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { EngineParts, SegmentGroup } from "./engine-parts.ts";
import type { PreparedRequest } from "./prepare-request.ts";
import { emptyResult, resultOf } from "./result-of.ts";
import type { RunResult } from "./run-result.ts";

/**
 * The same request is told where its run stands: its first answer, or what it waits for now. Another one under the same
 * key is refused. Neither writes anything.
 */
export function answerAgain(
  { parts, tx }: Pick<SegmentGroup, "parts" | "tx">,
  { prepared, row }: { readonly prepared: PreparedRequest; readonly row: RunRow },
): RunResult {
  const { run, workflow, key } = row;
  const of = { parts, run, workflow };
  if (row.request !== prepared.digest) {
    return { ...emptyResult(of), terminal: "key_reuse", reasons: [reasonOf(rules.runKeyFree({ key }, nowhere), "")] };
  }
  const awaited = row.terminal === "waiting" ? tx.awaitedOf(run) : undefined;
  const rows = tx.journalOf(run);
  try {
    const linked = programOf(parts, readHeader(rows).program_digest);
    const { played } = replay({ ...parts, linked }, rows);
    return resultOf({ ...of, parts: { ...parts, linked }, played, duplicate: true, awaited });
  } catch (error) {
    // Of a journal that was pruned no snapshot tells more.
    const remedy = rows.length === 0 ? undefined : "link the snapshot that answered it";
    const finding = rules.runFirstAnswerLinked({ run, why: wordsOf(error), remedy }, nowhere);
    const terminal = row.terminal as RunResult["terminal"];
    return { ...emptyResult(of), terminal, exit: row.exit, duplicate: true, reasons: [reasonOf(finding, "")] };
  }
}

/** Where it is not kept, replay says which program it would take. */
function programOf({ linked, findProgram }: EngineParts, digest: string): LinkedProgram {
  return digest === linked.programDigest ? linked : (findProgram?.(digest) ?? linked);
}

import { waitCallOf } from "../engine/wait-call.ts";
import { awaitedId } from "../journal/awaited-id.ts";
import { type PlayedBy, readHeader } from "../journal/open-journal-run.ts";
import { type Replayed, replay } from "../journal/replay.ts";
import { segmentBegunBy } from "../journal/segment-begun-by.ts";
import type { EffectCommand } from "../kernel/play.ts";
import type { EffectAnswer } from "../kernel/state.ts";
import type { JournalRow, SideEffectHost, Wait, WaitProof } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { stepPlace } from "../snapshot/step-place.ts";

/** What a run waited for and was answered, and whether that is proved. */
export interface ProvedWait {
  readonly node: string;
  readonly proof: WaitProof;
}

interface ProvedBy extends PlayedBy {
  readonly host: SideEffectHost;
}

/**
 * Judges everything that was decided in a run again, by what its journal keeps to prove it and by whom the host trusts
 * now. A run in which nothing can be proved is not played. Never touches a store; throws as `replay` does.
 */
export function proveWaits(by: ProvedBy, rows: readonly JournalRow[]): readonly ProvedWait[] {
  const { linked } = by;
  const found = findWorkflow(linked, readHeader(rows).workflow);
  if (!found.ok || !asksForProof(by, found.index)) return [];
  const replayed = replay(by, rows);
  return replayed.effects.flatMap(({ asked, answer }, index) => {
    if (asked.kind !== "effect" || answer === undefined) return [];
    const wait = waitOf(by, asked.sideEffect);
    const proof = wait && proofOf(by, { wait, asked, answer, index, workflow: found.index, replayed });
    return proof === undefined ? [] : [{ node: stepPlace(linked.program, found.index, asked).node, proof }];
  });
}

function asksForProof(by: ProvedBy, workflow: number): boolean {
  const { program } = by.linked;
  const contracts = (program.workflows[workflow]?.nodes ?? []).map((node) => ("contract" in node ? node.contract : -1));
  const steps = contracts.flatMap((contract) => program.contracts[contract]?.steps ?? []);
  return steps.some(({ artifact }) => waitOf(by, artifact)?.prove !== undefined);
}

function waitOf({ linked, host }: { linked: LinkedProgram; host: SideEffectHost }, artifact: number): Wait | undefined {
  return host.waits?.get(nameOf(linked, artifact));
}

interface Answered {
  readonly wait: Wait;
  readonly asked: EffectCommand;
  readonly answer: EffectAnswer;
  /** Where the answer stands among those of the run. */
  readonly index: number;
  readonly workflow: number;
  readonly replayed: Replayed;
}

/** The wait is opened again, so that it is told what it was told then. */
function proofOf(
  { linked, vault }: PlayedBy,
  { wait, asked, answer, index, workflow, replayed }: Answered,
): WaitProof | undefined {
  const { run, header, bodies, played } = replayed;
  const begun = segmentBegunBy(index, bodies);
  const segment = begun === undefined ? 0 : begun.segment - 1;
  const now = bodies[segment]?.now ?? header.now;
  const segmentOf = { parts: { linked, vault }, workflow, run, now, claim: header.actor };
  const call = waitCallOf(segmentOf, { command: asked, context: played.context, id: awaitedId(run, segment) });
  const opened = wait.open(call);
  const body = "body" in opened ? opened.body : {};
  return wait.prove?.({ ...call, now: begun?.now ?? now, body }, answer);
}

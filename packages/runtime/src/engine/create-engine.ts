import { rules } from "@pgs/governance";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import type { Fault } from "../kernel/state.ts";
import { wordsOf } from "../kernel/take-step.ts";
import type { Ledger } from "../ports.ts";
import { sealLedger } from "../vault/sealed-ledger.ts";
import { eventIndexesOf } from "./event-indexes.ts";
import { type PreparedRequest, prepareRequest } from "./prepare-request.ts";
import { emptyResult } from "./result-of.ts";
import type { RunRequest, RunResult } from "./run-result.ts";
import { type EngineParts, journalFault, type RunningParts, runSegment, writeLate } from "./run-segment.ts";

/** Runs requests against one ledger of one tenant. */
export interface Engine {
  /** Answers when the run is durable. Never rejects because of what is asked; only a closed engine rejects. */
  submit(request: RunRequest): Promise<RunResult>;
  /** Finishes what was submitted and takes no more. Leaves the ledger open: who opened it closes it. */
  close(): Promise<void>;
}

/** Most segments that share one commit. */
const maxGroup = 64;

interface Queued {
  readonly prepared: PreparedRequest;
  readonly answer: (result: RunResult) => void;
}

/**
 * Makes the engine: a queue, and one transaction for up to 64 segments of it.
 *
 * 1. A request is answered after its commit, never before.
 * 2. Every segment has its savepoint: what one undoes, the others keep.
 * 3. A failed commit fails every run in it; their ends are journaled on their own.
 */
export function createEngine(parts: EngineParts & { readonly ledger: Ledger }): Engine {
  const ledger = sealLedger(parts.ledger, parts);
  const { linked } = parts;
  const { vault } = ledger;
  const running = { ...parts, ledger, vault, indexes: eventIndexesOf({ linked, vault }) };
  const queue: Queued[] = [];
  let turn: Promise<void> | undefined;
  let isClosed = false;

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // One turn of the event loop lets requests that arrive together share a commit.
      await new Promise((resume) => setImmediate(resume));
      const group = queue.splice(0, maxGroup);
      const results = commitGroup(
        running,
        group.map(({ prepared }) => prepared),
      );
      group.forEach(({ answer }, index) => answer(results[index] as RunResult));
    }
    turn = undefined;
  };

  return {
    submit: (request) => {
      if (isClosed) return Promise.reject(new Error("the engine is closed"));
      const made = prepareRequest(parts, request);
      if (!made.ok) {
        const refused = emptyResult({ parts, run: "", workflow: request.workflow });
        return Promise.resolve({ ...refused, reasons: [reasonOf(made.finding, "")] });
      }
      return new Promise((answer) => {
        queue.push({ prepared: made.prepared, answer });
        turn ??= drain();
      });
    },
    close: async () => {
      isClosed = true;
      await turn;
    },
  };
}

function commitGroup(parts: RunningParts, group: readonly PreparedRequest[]): readonly RunResult[] {
  try {
    return parts.ledger.transaction((tx) => {
      tx.expectRuns(group.map(({ firstRun }) => firstRun));
      const shared = { parts, tx, late: [] };
      const results = group.map((prepared) => runSegment(shared, prepared));
      writeLate(shared);
      return results;
    });
  } catch (error) {
    return group.map((prepared) => failCommit(parts, prepared, wordsOf(error)));
  }
}

/** 3: journals the end on its own; where even that fails, the answer says so. */
function failCommit(parts: RunningParts, prepared: PreparedRequest, why: string): RunResult {
  const { code, message } = rules.runCommitted({ why }, nowhere);
  const artifact = parts.linked.program.workflows[prepared.workflow]?.artifact ?? -1;
  const fault: Fault = { code, message, node: "", artifact };
  try {
    return parts.ledger.transaction((tx) => {
      const alone = { parts, tx, late: [] };
      const result = journalFault(alone, { prepared, fault });
      writeLate(alone);
      return result;
    });
  } catch (error) {
    const unkept = { code, message: `nor could its end be journaled: ${wordsOf(error)}`, at: "" };
    const empty = emptyResult({ parts, run: "", workflow: prepared.request.workflow });
    return { ...empty, terminal: "faulted", reasons: [{ code, message, at: "" }, unkept] };
  }
}

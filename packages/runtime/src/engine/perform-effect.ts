import { rules } from "@pgs/governance";
import type { EffectCommand, Perform } from "../kernel/play.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { AskedPrecondition, EffectAnswer } from "../kernel/state.ts";
import { withheld, wordsOf } from "../kernel/take-step.ts";
import type { LedgerTransaction } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { EffectSemantics } from "../snapshot/program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { ErasedValue, UnopenedValue } from "../vault/sealed-values.ts";
import { mayTell, stepOf } from "../vault/sensitive-parts.ts";
import type { EngineParts } from "./engine-parts.ts";
import type { EventIndexes } from "./event-indexes.ts";
import { failure } from "./failure.ts";
import type { ActorClaim } from "./run-result.ts";
import { suspend } from "./suspend.ts";

/** What a store can do inside a segment. The others end one. */
const performed: ReadonlySet<EffectSemantics> = new Set(["read", "sample", "idempotent", "append", "mutate"]);

/** What effects are performed on: a segment, in its transaction. */
export interface Performing {
  readonly parts: EngineParts & { readonly indexes: (tx: LedgerTransaction) => EventIndexes };
  readonly tx: LedgerTransaction;
  /** Index into the program's. */
  readonly workflow: number;
  readonly run: string;
  /** Counts from 0 within the run. */
  readonly segment: number;
  readonly now: string;
  /** Who asked for the run. */
  readonly claim: ActorClaim;
}

/**
 * Performs effects by the host, on the stores of an open segment, and looks events up in its ledger. A throw of a side
 * effect is an end without an answer. What reaches beyond the ledger is awaited.
 */
export function performWith(segment: Performing): Perform {
  const { parts, tx, run, now } = segment;
  const { linked, host, entropy } = parts;
  return (command, context) => {
    if (command.kind === "ask") return answerFound(parts.indexes(tx), command.asked);
    if (!performed.has(command.semantics)) return suspend(segment, command, context);
    const effect = nameOf(linked, command.sideEffect);
    const perform = host.sideEffects.get(effect);
    const { op, inputs } = command;
    if (perform === undefined) return failure(rules.runEffectHosted({ effect, op }, nowhere));
    try {
      const event = nameOf(linked, command.event);
      if (command.store === -1) return perform({ op, inputs, event, run, now, entropy });
      const store = tx.store(storeRefOf(linked, command.store));
      return perform({ op, inputs, store, event, run, now, entropy });
    } catch (error) {
      if (error instanceof ErasedValue) return answerErased(linked, command, error);
      if (error instanceof UnopenedValue) return failure(error);
      const step = stepOf(linked.program, segment.workflow, command);
      const thrown = mayTell(step) ? wordsOf(error) : withheld;
      return failure(rules.runEffectReturns({ effect, op, thrown }, nowhere));
    }
  };
}

function answerFound(indexes: EventIndexes, asked: readonly AskedPrecondition[]): EffectAnswer {
  return { outcome: "FOUND", outputs: { found: indexes.find(asked).map((events) => ({ ...events })) } };
}

/** A record that was erased is there and cannot be read: what an author has routed already. Nothing was written yet. */
function answerErased(linked: LinkedProgram, { op, store }: EffectCommand, { message }: ErasedValue): EffectAnswer {
  return {
    outcome: "BACKEND_ERROR",
    outputs: {},
    reason: message,
    effect: { op, store: storeRefOf(linked, store).id },
  };
}

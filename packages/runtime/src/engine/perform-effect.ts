import { rules } from "@pgs/governance";
import type { EffectCommand, Perform } from "../kernel/play.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { AskedPrecondition, EffectAnswer } from "../kernel/state.ts";
import { withheld, wordsOf } from "../kernel/take-step.ts";
import type { Entropy, LedgerTransaction, SideEffectHost } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { EffectSemantics } from "../snapshot/program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { ErasedValue, UnopenedValue } from "../vault/sealed-values.ts";
import { mayTell, stepOf } from "../vault/sensitive-parts.ts";
import type { EventIndexes } from "./event-indexes.ts";

/** What a store can do inside a segment. The others end one. */
const performed: ReadonlySet<EffectSemantics> = new Set(["read", "sample", "idempotent", "append", "mutate"]);

/**
 * Performs effects by the host, on the stores of an open segment, and looks events up in its ledger. A throw of a side
 * effect is an end without an answer.
 */
export function performWith(segment: {
  readonly parts: {
    readonly linked: LinkedProgram;
    readonly indexes: (tx: LedgerTransaction) => EventIndexes;
    readonly host: SideEffectHost;
    readonly entropy: Entropy;
  };
  readonly tx: LedgerTransaction;
  /** `workflow` is an index into the program's. */
  readonly prepared: { readonly workflow: number };
  readonly run: string;
  readonly now: string;
}): Perform {
  const { parts, tx, run, now } = segment;
  const { linked, host, entropy } = parts;
  return (command) => {
    if (command.kind === "ask") return answerFound(parts.indexes(tx), command.asked);
    const effect = nameOf(linked, command.sideEffect);
    const perform = performed.has(command.semantics) ? host.sideEffects.get(effect) : undefined;
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
      const step = stepOf(linked.program, segment.prepared.workflow, command);
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

function failure({ code, message }: { readonly code: string; readonly message: string }): ReturnType<Perform> {
  return { kind: "failure", code, message };
}

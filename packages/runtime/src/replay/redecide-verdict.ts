import type { Diagnostic, Json } from "@pgs/governance";
import type { Reason } from "../kernel/state.ts";
import type { ExitClass } from "../snapshot/program.ts";
import type { RunEnd } from "../trace/trace-line.ts";
import type { ReplayDifference } from "./replay-verdict.ts";

/** What another program would have decided of a run, with the answers that were recorded. */
export type RedecideVerdict =
  /** The same way, the same end, the same outputs and events. */
  | { readonly kind: "same"; readonly run: string; readonly ends: RedecidedEnd }
  | {
      readonly kind: "changes";
      readonly run: string;
      readonly was: RedecidedEnd;
      readonly change: DecisionChange;
      readonly ends: RedecidedEnd | UndecidedEnd;
    }
  /** The same as far as it goes: the other program asks for what was never asked. */
  | { readonly kind: "undecidable"; readonly run: string; readonly was: RedecidedEnd; readonly ends: UndecidedEnd }
  /** The other program does not have the workflow, or has retired it: it would refuse the request by name. */
  | { readonly kind: "absent"; readonly run: string; readonly was: RedecidedEnd; readonly finding: Diagnostic }
  /** What it sealed was erased: nobody can say any more. */
  | { readonly kind: "erased"; readonly run: string; readonly finding: Diagnostic }
  /** What is recorded cannot be played: nothing can be said. */
  | { readonly kind: "refused"; readonly run: string; readonly finding: Diagnostic };

export interface RedecidedEnd {
  readonly terminal: RunEnd["terminal"];
  /** Empty after a fault, and where a run waits. */
  readonly exit: string;
  readonly reasons: readonly Reason[];
}

/** No answer was recorded to what is asked at `undecidable`: `NODE/step`, or `NODE` before which events are looked up. */
export interface UndecidedEnd {
  readonly undecidable: string;
  /** FQDN of what asks. */
  readonly artifact: string;
  /** `file:line` in the sources of the other program. */
  readonly declared?: string;
  /** Where the run could still go from there, by name. */
  readonly could: readonly { readonly exit: string; readonly class: ExitClass }[];
}

/** The first place at which the other program decides otherwise. */
export interface DecisionChange {
  /** `NODE`, or `NODE/step` of the step that decides. */
  readonly place: string;
  /** `outcome`, `way` (another node follows), or what of the end differs, e.g. `outputs/tier`. */
  readonly what: string;
  /** Left out: there was nothing. */
  readonly recorded?: Json;
  readonly attempted?: Json;
  /** Of an intent: whether the request is refused or admitted now. */
  readonly admission?: "refused now" | "admitted now";
  /** FQDN in the other program whose rule decides. */
  readonly artifact: string;
  /** FQDN of what the step uses. */
  readonly uses?: string;
  /** `file:line` in the sources of the other program. */
  readonly declared?: string;
  /** Where the inputs of the deciding step first differ. */
  readonly inputs?: Omit<ReplayDifference, "place">;
  /** Why, as the other program says it. */
  readonly reasons: readonly Reason[];
}

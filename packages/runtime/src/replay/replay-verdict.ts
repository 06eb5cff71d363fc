import type { Diagnostic, Json } from "@pgs/governance";

/** Where a replay first went another way than the run. Sensitive values stand redacted: they are those of traces. */
export interface ReplayDifference {
  /** `NODE` or `NODE/step`; empty: the run as a whole. */
  readonly place: string;
  /** What differs there, e.g. `outputs/actor_id`. */
  readonly what: string;
  /** Left out: there was nothing. */
  readonly recorded?: Json;
  readonly attempted?: Json;
}

/** What a replay came to. */
export type ReplayVerdict =
  | {
      readonly kind: "equal";
      readonly run: string;
      readonly trace_digest: string;
      /** `trace`: every line of the written trace; `journal`: there is no trace, so what effects did and how it ended. */
      readonly against: "trace" | "journal";
    }
  | {
      readonly kind: "different";
      readonly run: string;
      /** Empty: no trace is written. */
      readonly recorded_digest: string;
      readonly attempted_digest: string;
      readonly difference: ReplayDifference;
      readonly finding: Diagnostic;
    }
  /** What it sealed was erased, so that nobody can replay it any more. Its rows are as they were written. */
  | { readonly kind: "erased"; readonly run: string; readonly finding: Diagnostic }
  /** It cannot be replayed, and why: a changed row, a cut journal, another program, a trace that is not intact. */
  | { readonly kind: "refused"; readonly run: string; readonly finding: Diagnostic };

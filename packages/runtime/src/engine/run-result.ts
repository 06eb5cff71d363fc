import type { JsonObject } from "@pgs/governance";
import type { Reason } from "../kernel/state.ts";
import type { AwaitedRow } from "../ports.ts";
import type { ExitClass } from "../snapshot/program.ts";

/** How a request ended: an exit class, a structural fault, or the same key with another body. */
export type Terminal = ExitClass | "waiting" | "faulted" | "key_reuse";

export interface PathStep {
  readonly node: string;
  readonly artifact: string;
  readonly outcome: string;
}

/** What `pgs run --json` prints (DESIGN §7). */
export interface RunResult {
  readonly schemaVersion: 1;
  readonly run: string;
  readonly workflow: string;
  /** program_digest */
  readonly snapshot: string;
  readonly tenant: string;
  readonly terminal: Terminal;
  readonly exit: string;
  readonly outputs: JsonObject;
  readonly path: readonly PathStep[];
  readonly emitted: readonly { readonly event: string; readonly fields: JsonObject }[];
  readonly reasons: readonly Reason[];
  readonly duplicate: boolean;
  /** What a waiting run waits for. */
  readonly awaits?: Awaited;
  /** Path of the trace relative to the workspace; empty: none was written. */
  readonly trace: string;
  readonly trace_digest: string;
}

export interface Awaited {
  /** What it is settled by. */
  readonly id: string;
  readonly kind: AwaitedRow["kind"];
  /** FQDN. */
  readonly side_effect: string;
  readonly op: string;
  /** RFC 3339; empty: no time ends it. */
  readonly due: string;
}

/** A request to run a workflow, as transport hands it in. */
export interface RunRequest {
  readonly workflow: string;
  readonly payloadText: string;
  /**
   * Why transport refused the text of the payload. Empty: it is strict JSON. Otherwise the text is never parsed nor
   * kept, only its digest, and the run ends `rejected` with these reasons.
   */
  readonly refusals: readonly Reason[];
  readonly key: string;
  readonly actor: ActorClaim;
  /** RFC 3339; stands for the clock when given. */
  readonly now?: string;
  readonly correlation?: string;
  readonly causation?: string;
}

export interface ActorClaim {
  /** FQDN of an AC_; empty: the intent's first. */
  readonly actor: string;
  readonly attributes: JsonObject;
  /** `workflow`: a workflow asks for a child on behalf of an actor of its own. */
  readonly provenance: "asserted-by-operator" | "principal" | "workflow";
}

import type { Json, JsonObject } from "@pgs/governance";
import type { ActorClaim, Terminal } from "../engine/run-result.ts";
import type { JournaledAwaits } from "../journal/journal-body.ts";
import type { EffectRecord, Reason, StepRecord } from "../kernel/state.ts";

/**
 * The lines of a trace (DESIGN §6): a header, one line a record, one a written exit event, how it ended, a seal.
 * Every name in a trace is an FQDN: a trace is read without the snapshot it came from.
 */

/** What a run was asked, as journaled. `payload` is the admitted one, or for a NACK what was submitted. */
export interface TraceHeader {
  readonly run: string;
  /** FQDN. */
  readonly workflow: string;
  readonly program_digest: string;
  /** FQDN. */
  readonly intent: string;
  readonly actor: TraceActor;
  readonly tenant: string;
  readonly key: string;
  readonly attempt: number;
  readonly correlation?: string;
  readonly causation?: string;
  readonly payload: Json;
  /** When it was admitted: the `now` of its first segment. */
  readonly at: string;
}

export interface TraceActor {
  /** FQDN of an AC_. */
  readonly artifact: string;
  readonly attributes: JsonObject;
  readonly provenance: ActorClaim["provenance"];
}

/** A `StepRecord` that says its artifact by name (empty: none) and the `now` of its segment. */
export interface TraceRecord extends Omit<StepRecord, "artifact"> {
  /** FQDN; empty: none. */
  readonly artifact: string;
  readonly at: string;
}

/** How it ended. The outputs are those of the `exit` record, where there is one. */
export interface RunEnd {
  readonly terminal: Exclude<Terminal, "key_reuse">;
  /** Name of the exit node; empty after a fault and for a run that waits. */
  readonly exit: string;
  /** What it waits for. */
  readonly awaits?: AwaitedAt;
  /**
   * Present iff the end rolled back what the last of several segments wrote: the records before it, whose writes stay.
   */
  readonly kept_records?: number;
  /** Why; empty for a run that completed. */
  readonly reasons: readonly Reason[];
  /** What the exit's `emit` wrote, in order; empty when it was rolled back. */
  readonly emitted: readonly WrittenEvent[];
  readonly at: string;
}

/** What a run waits for, and where: `NODE/step`, and the FQDN of the contract of the node. */
export interface AwaitedAt extends JournaledAwaits {
  readonly at: string;
  readonly artifact: string;
}

export interface WrittenEvent {
  /** FQDN of the EV_. */
  readonly event: string;
  /** Store id, e.g. `blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR_EVENTS`. */
  readonly store: string;
  readonly fields: JsonObject;
  /** Its sequence number in the store. */
  readonly sequence: number;
}

/** Everything a trace is made of; the journal recounts it from a run's rows. */
export interface RunAccount {
  readonly header: TraceHeader;
  readonly records: readonly TraceRecord[];
  readonly end: RunEnd;
}

/** What every line has: its number from 0, the hash of the line before (header: 64 zeros), and its own. */
interface Chained {
  readonly seq: number;
  readonly prev: string;
  /** Hex SHA-256 over the canonical line without `hash`. */
  readonly hash: string;
}

export interface HeaderLine extends TraceHeader, Chained {
  readonly type: "header";
  readonly format: 1;
}

export interface RecordLine extends TraceRecord, Chained {}

export interface EventLine extends Chained {
  readonly type: "event";
  readonly node: string;
  readonly artifact: string;
  readonly inputs: JsonObject;
  readonly effect: EffectRecord;
  readonly at: string;
}

export interface EndLine extends Chained {
  readonly type: "end";
  /** Name of the exit node; empty after a fault and for a run that waits. */
  readonly node: string;
  readonly artifact: string;
  readonly outcome: RunEnd["terminal"];
  readonly awaits?: AwaitedAt;
  readonly kept_records?: number;
  readonly reasons: readonly Reason[];
  readonly at: string;
}

/** Holds nothing that cannot be computed from the lines before it, so that no edit of it can go unseen. */
export interface SealLine extends Chained {
  readonly type: "seal";
  /** Lines before this one. */
  readonly count: number;
  /** Hash of the last line before this one: what a data root or a signature anchors. */
  readonly head: string;
  readonly trace_digest: string;
}

export type TraceLine = HeaderLine | RecordLine | EventLine | EndLine | SealLine;

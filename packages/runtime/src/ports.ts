import type { Json, JsonObject } from "@pgs/governance";
import type { ActorClaim } from "./engine/run-result.ts";
import type { EffectAnswer, Reason } from "./kernel/state.ts";
import type { StoreHandle } from "./ledger-port.ts";

export * from "./ledger-port.ts";

/** Everything outside comes through here. The composition root makes these; tests swap them. */

/** Wall-clock time as RFC 3339 in UTC with milliseconds, e.g. `2026-01-01T00:00:00.000Z`. */
export interface Clock {
  now(): string;
}

/** Cryptographically strong random bytes. */
export interface Entropy {
  bytes(count: number): Uint8Array;
}

/** Keeps and recognises sensitive values of one tenant by a key that is in no database. */
export interface Vault {
  /** Encrypts. A token says nothing of the text but its length; equal texts have unequal tokens. */
  seal(text: string): string;
  /** Throws on what this key did not seal, or what was changed since. */
  open(token: string): string;
  /** A commitment in 64 lower-case hex digits: equal texts have equal ones, and only the key can make them. */
  commit(text: string): string;
  /**
   * The vault of the same key that seals under a fresh salt, which is kept once something is sealed, and opens what was
   * sealed under salts that are still there. What was sealed under one that was dropped opens never more: `ErasedValue`.
   */
  salted(salts: Salts): Vault;
  /** The number of the salt that a token names; 0: it names none. */
  saltOf(token: string): number;
}

/** Where salts are kept: outside of everything that is chained, so that dropping one breaks nothing. */
export interface Salts {
  /** Keeps a fresh salt and gives its number. */
  add(salt: string): number;
  /** Undefined: it was dropped. */
  find(id: number): string | undefined;
}

/** What a side effect is told. Inputs are already typed by the compiler. */
export interface EffectCall {
  readonly op: string;
  readonly inputs: JsonObject;
  /** Present iff the step names a store. */
  readonly store?: StoreHandle;
  /** FQDN of the event an APPEND writes; empty: a plain record. */
  readonly event: string;
  readonly run: string;
  readonly now: string;
  readonly entropy: Entropy;
}

/** Performs the operations of one CS. Answers a declared outcome; a throw is a fault. */
export type SideEffect = (call: EffectCall) => EffectAnswer;

/** Performs one external operation, which may take its time. A throw means: nobody knows whether it happened. */
export type ExternalEffect = (call: ExternalCall) => Promise<EffectAnswer>;

export interface ExternalCall {
  readonly op: string;
  readonly inputs: JsonObject;
  /** The effect key: the same at every attempt. */
  readonly key: string;
  readonly run: string;
  readonly now: string;
  /** Aborted when time is up; what is answered after that may be too late. */
  readonly signal: AbortSignal;
}

/** What a run can wait for. Pure: everything it looks at is given. */
export interface Wait {
  /** What is awaited from now on, or a declared outcome at once (e.g. VIOLATION). */
  open(call: WaitCall): AwaitedUntil | EffectAnswer;
  /** Judges what came in for it: an answer, or why it is refused; then the run keeps waiting. */
  settle(call: OpenedWaitCall, offer: Json): EffectAnswer | { readonly refused: Reason };
  /** The answer when `due` has come. */
  expire(call: OpenedWaitCall): EffectAnswer;
  /**
   * Says of an answer that is kept whether it is the one that was taken in, by what it holds to prove it. Undefined:
   * nobody decided anything. Absent: nothing that this waits for is ever proved.
   */
  prove?(call: OpenedWaitCall, answer: EffectAnswer): WaitProof | undefined;
}

/**
 * `unsigned`: it holds nothing to prove it by, and need not. `unkept`: the program of the run keeps no proof. `refused`:
 * it holds what does not prove it, or lacks what would.
 */
export type WaitProof =
  | { readonly kind: "proved" | "unsigned" | "unkept" }
  | { readonly kind: "refused"; readonly reason: Reason };

/** `due`: RFC 3339, empty: never. `body`: what the wait wants to find again, never a sensitive value in clear. */
export interface AwaitedUntil {
  readonly due: string;
  readonly body: JsonObject;
}

export interface WaitCall {
  readonly op: string;
  readonly inputs: JsonObject;
  readonly run: string;
  /** What it is settled by. */
  readonly id: string;
  readonly now: string;
  /** program_digest */
  readonly program: string;
  /** Who asked for the run; attributes as admitted. */
  readonly requester: ActorClaim;
  /** A commitment by the key of the tenant. */
  readonly commit: (text: string) => string;
  /** Whether the program declares such an answer: a program that was sealed before an output was declared does not. */
  readonly fits: (answer: Pick<EffectAnswer, "outcome" | "outputs">) => boolean;
}

export interface OpenedWaitCall extends WaitCall {
  readonly body: JsonObject;
}

/** The side effects this host can perform, by FQDN, and the contract that each keeps. */
export interface SideEffectHost {
  readonly package: string;
  readonly version: string;
  readonly sideEffects: ReadonlyMap<string, SideEffect>;
  /** Those that reach beyond the ledger, by FQDN. */
  readonly externals?: ReadonlyMap<string, ExternalEffect>;
  /** What runs can wait for, by FQDN. */
  readonly waits?: ReadonlyMap<string, Wait>;
  /** The digest of the contract that each keeps, by FQDN. Nothing is compiled for one without, nor run by it. */
  readonly contracts: ReadonlyMap<string, string>;
}

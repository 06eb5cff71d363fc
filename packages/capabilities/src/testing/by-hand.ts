import type { JsonObject } from "@pgs/governance";
import {
  type ChildProgress,
  createEngine,
  type EffectAnswer,
  type Engine,
  type ExternalCall,
  type Ledger,
  type LinkedProgram,
  type RunResult,
  type Wait,
} from "@pgs/runtime";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { vault } from "./sample-program.ts";
import { suspending } from "./suspended-program.ts";

/** A world whose clock and answers are moved by hand. Engines in it share nothing but the ledger. */
export interface World {
  /** RFC 3339. */
  now: string;
  /** What was sent and is not answered yet, in order. */
  readonly sent: Sent[];
  /** Ends the time of everything that was sent. */
  readonly timeUp: () => void;
  readonly progress: ChildProgress[];
  /** Every run that ended or began to wait, as it was told. */
  readonly moved: RunResult[];
  readonly open: (
    ledger: Ledger,
    other?: { readonly linked?: LinkedProgram; readonly kept?: readonly LinkedProgram[] },
  ) => Engine;
}

export interface Sent {
  readonly call: ExternalCall;
  readonly answer: (answer: EffectAnswer) => void;
  readonly fail: (error: Error) => void;
}

export function openWorld(): World {
  const timers = new Set<() => void>();
  let engines = 0;
  const world: World = {
    now: "2026-01-01T00:00:00.000Z",
    sent: [],
    progress: [],
    moved: [],
    timeUp: () => {
      for (const call of timers) call();
      timers.clear();
    },
    open: (ledger, { linked = suspending, kept = [] } = {}) => {
      engines += 1;
      const number = engines;
      return createEngine({
        linked,
        ledger,
        host: {
          ...sideEffectHost("0.1.0"),
          waits: new Map([["d::CS_WAIT_V0", waitForYes]]),
          externals: new Map([
            ["d::CS_SEND_V0", (call) => new Promise((answer, fail) => void world.sent.push({ call, answer, fail }))],
          ]),
        },
        clock: { now: () => world.now },
        entropy: { bytes: (count) => new Uint8Array(count).fill(number) },
        vault,
        tenant: "t",
        findProgram: (digest) => kept.find(({ programDigest }) => programDigest === digest),
        after: (_, call) => {
          timers.add(call);
          return () => void timers.delete(call);
        },
        onMoved: (result) => void world.moved.push(result),
        onProgress: (told) => void world.progress.push(told),
      });
    },
  };
  return world;
}

/** Waits for a person to say yes, until the given instant. */
const waitForYes: Wait = {
  open: ({ inputs }) =>
    inputs["name"] === "nobody"
      ? { outcome: "VIOLATION", outputs: {}, reason: "nobody can be asked" }
      : { due: String(inputs["until"] ?? ""), body: { name: inputs["name"] ?? "" } },
  settle: ({ body, requester, id }, offer) => {
    const { yes } = offer as JsonObject;
    if (yes === undefined) return { refused: { code: "NO_ANSWER", message: "say yes or no", at: "" } };
    if (yes !== true) return { outcome: "VIOLATION", outputs: {}, reason: "somebody said no" };
    return { outcome: "SUCCESS", outputs: { name: body["name"] ?? "", for: requester.provenance, id } };
  },
  expire: ({ now }) => ({ outcome: "EXPIRED", outputs: {}, reason: `nobody answered until ${now}` }),
};

/** Lets everything happen that waits for nothing from outside. */
export async function settleDown(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resume) => setImmediate(resume));
}

/** What a workflow of the suspended program told, in order. */
export function toldOn(ledger: Ledger): readonly string[] {
  return ledger.read.eventsAfter("d::STRUCTURE_S_V0/TOLD", 0, 1000).map(({ record }) => {
    const { told, given, at, came } = record as {
      readonly told: string;
      readonly given?: string;
      readonly at: string;
      readonly came?: JsonObject;
    };
    return `${told} ${given ?? JSON.stringify(came)} at ${at.slice(11, 16)}`;
  });
}

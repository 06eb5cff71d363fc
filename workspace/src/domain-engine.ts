import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeVault, openMemoryLedger, type SideEffectOptions, sideEffectHost } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";
import {
  type ChildProgress,
  createEngine,
  type Engine,
  type Ledger,
  type LinkedProgram,
  linkSnapshot,
  loadFacts,
  openSnapshot,
  type RunResult,
  storeRefOf,
} from "@pgs/runtime";

const seeds = fileURLToPath(new URL("../seeds/", import.meta.url));

/** What a seed of the workspace holds. */
export function seed(name: string): JsonObject {
  return JSON.parse(readFileSync(`${seeds}${name}.json`, "utf8")) as JsonObject;
}

/** Opens the snapshot in a folder. Throws where it is not as it was sealed. */
export function openProgram(snapshot: string): LinkedProgram {
  const opened = openSnapshot(snapshot);
  if (!opened.ok) throw new Error(opened.findings.map(({ message }) => message).join("; "));
  return linkSnapshot(opened.snapshot);
}

/** The domains on a ledger in memory, with a clock that is set by hand. */
export interface DomainEngine {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly progress: readonly ChildProgress[];
  setClock(now: string): void;
  /** Replaces the facts of a store, by the end of its id. */
  load(store: string, records: JsonObject): void;
  run(workflow: string, payload: Json, asking?: { readonly key?: string; readonly actor?: string }): Promise<RunResult>;
  /** The records of a store of events, by the end of its id. */
  events(store: string): readonly JsonObject[];
}

export function openDomainEngine(linked: LinkedProgram, options: SideEffectOptions = {}): DomainEngine {
  const ledger = openMemoryLedger({ maxRecords: 10_000 });
  const vault = makeVault(new Uint8Array(32));
  const clock = { time: "2026-01-01T00:00:00.000Z", now: () => clock.time };
  const entropy = { bytes: (count: number) => new Uint8Array(count).fill(7) };
  const progress: ChildProgress[] = [];
  const engine = createEngine({
    linked,
    ledger,
    host: sideEffectHost("0.1.0", options),
    clock,
    entropy,
    vault,
    tenant: "t",
    onProgress: (made) => void progress.push(made),
  });
  const keys = { used: 0 };
  return {
    engine,
    ledger,
    progress,
    setClock: (now) => void (clock.time = now),
    load(store, records) {
      const index = linked.program.stores.findIndex((_, at) => storeRefOf(linked, at).id.endsWith(`/${store}`));
      const loaded = loadFacts({ linked, ledger, vault, store: index, records, now: clock.time });
      if (!loaded.ok) throw new Error(loaded.reasons.map(({ message }) => message).join("; "));
    },
    run: (workflow, payload, { key = `k${(keys.used += 1)}`, actor = "" } = {}) =>
      engine.submit({
        workflow,
        payloadText: JSON.stringify(payload),
        refusals: [],
        key,
        actor: { actor, attributes: {}, provenance: "asserted-by-operator" },
      }),
    events: (store) => {
      const { id = "" } = ledger.read.stores().find((held) => held.id.endsWith(`/${store}`)) ?? {};
      return ledger.read.eventsAfter(id, 0, 1000).map(({ record }) => record);
    },
  };
}

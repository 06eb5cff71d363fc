import {
  type ActorClaim,
  checkHosts,
  createEngine,
  type Ledger,
  type LinkedProgram,
  type RunRequest,
  type RunResult,
  type Seal,
  type SideEffectHost,
} from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { asked, sample, vault } from "./sample-program.ts";

const host = sideEffectHost("0.1.0");
const registry = "capability_side_effects::CS_REGISTRY_V0";
const appendonly = "capability_side_effects::CS_APPENDONLY_JSONL_V0";
const [gate] = sample.program.workflows;

interface Swapped {
  readonly linked?: LinkedProgram;
  readonly host?: SideEffectHost;
  readonly ledger?: Ledger;
}

function submit(request: Partial<RunRequest>, swapped: Swapped = {}): Promise<RunResult> {
  const ledger = openMemoryLedger({ maxRecords: 1000 });
  const clock = { now: () => "2026-01-01T00:00:00.000Z" };
  const entropy = { bytes: (count: number) => new Uint8Array(count) };
  const engine = createEngine({ linked: sample, ledger, host, clock, entropy, vault, tenant: "t", ...swapped });
  return engine.submit({ ...asked("k", { name: "a" }), ...request });
}

/** How a request ended and the codes it gives for it; `completed` with none is the good case of every code here. */
async function ended(request: Partial<RunRequest>, swapped?: Swapped): Promise<readonly string[]> {
  const { terminal, reasons } = await submit(request, swapped);
  return [terminal, ...reasons.map(({ code }) => code).filter((code) => code.startsWith("PGS"))];
}

function performing(name: string, perform: () => never): SideEffectHost {
  return { ...host, sideEffects: new Map([...host.sideEffects, [name, perform]]) };
}

/** The sample, asked only by an actor whose attributes hold a name. */
function withActor(): LinkedProgram {
  if (gate === undefined) throw new Error("the sample has a workflow");
  const intent = { ...gate.intent, actors: [{ artifact: 0, attributes: 0, sensitiveAttributes: -1 }] };
  return { ...sample, program: { ...sample.program, workflows: [{ ...gate, intent }] } };
}

function claim(attributes: ActorClaim["attributes"]): ActorClaim {
  return { actor: "", attributes, provenance: "asserted-by-operator" };
}

describe("a request that goes well", () => {
  test("completes and names no code", async () => {
    expect(await ended({})).toEqual(["completed"]);
  });
});

describe("a request that names nothing that can be run", () => {
  test("is PGS7005 for a workflow that nobody declared, and gives the near one", async () => {
    expect(await ended({ workflow: "d::WF_KEPT_V0" })).toEqual(["rejected", "PGS7005"]);
  });

  test("is PGS7006 for a retired workflow", async () => {
    expect(await ended({ workflow: "d::WF_OLD_V0" })).toEqual(["rejected", "PGS7006"]);
  });

  test("is PGS7007 for a payload that is no JSON", async () => {
    expect(await ended({ payloadText: "{" })).toEqual(["rejected", "PGS7007"]);
  });

  test.each([["  "], ["k".repeat(513)], ["a\0b"], ["\ud800"]])("is PGS7033 for the key %j", async (key) => {
    expect(await ended({ key })).toEqual(["rejected", "PGS7033"]);
  });
});

describe("an actor", () => {
  test("of the declared attributes is admitted", async () => {
    expect(await ended({ actor: claim({ name: "ada" }) }, { linked: withActor() })).toEqual(["completed"]);
  });

  test("of others is PGS7003", async () => {
    expect(await ended({ actor: claim({ name: 5 }) }, { linked: withActor() })).toEqual(["rejected", "PGS7003"]);
  });
});

describe("a host", () => {
  const sealed = {
    side_effect: registry,
    host: "sqlite",
    package: host.package,
    version: host.version,
    contract_digest: host.contracts.get(registry),
  };
  const found = (difference: object): readonly string[] => {
    const seal = { hosts: [{ ...sealed, ...difference }] } as unknown as Seal;
    return checkHosts(seal, { host, folder: "/w/protocol_snapshot" }).map(({ code, at }) => `${code} ${at.span.file}`);
  };

  test("that is as sealed is found, another version is PGS6060, and another contract PGS6061", () => {
    expect(found({})).toEqual([]);
    expect(found({ version: "9.9.9" })).toEqual(["PGS6060 protocol_snapshot/seal.json"]);
    expect(found({ contract_digest: "0".repeat(64) })).toEqual(["PGS6061 protocol_snapshot/seal.json"]);
  });

  test("without the side effect ends in the fault PGS7028", async () => {
    expect(await ended({}, { host: { ...host, sideEffects: new Map() } })).toEqual(["faulted", "PGS7028"]);
  });

  test("that throws on an append ends in a fault, and nothing of the run is kept", async () => {
    const ledger = openMemoryLedger({ maxRecords: 1000 });
    const thrown = performing(appendonly, () => {
      throw new Error("the disk is on fire");
    });
    const { terminal } = await submit({}, { host: thrown, ledger });
    expect(terminal).toBe("faulted");
    expect(ledger.read.count("d::STRUCTURE_S_V0/KEPT")).toBe(0);
  });
});

describe("an event of an exit", () => {
  test("that the store does not take is the fault PGS7029, and the run is rolled back", async () => {
    const ledger = openMemoryLedger({ maxRecords: 1000 });
    const stores = sample.program.stores.map((store) =>
      store.name === "DONE" ? { ...store, semantics: "facts" } : store,
    );
    const linked = { ...sample, program: { ...sample.program, stores } } as LinkedProgram;
    expect(await ended({}, { linked, ledger })).toEqual(["faulted", "PGS7029"]);
    expect(ledger.read.count("d::STRUCTURE_S_V0/KEPT")).toBe(0);
  });
});

describe("a defect of ours", () => {
  test("is PGS7099, told and not thrown", async () => {
    const linked: LinkedProgram = {
      ...sample,
      get readers(): never {
        throw new Error("the realm is gone");
      },
    };
    expect(await ended({}, { linked })).toEqual(["faulted", "PGS7099"]);
  });
});

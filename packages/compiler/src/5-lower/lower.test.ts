import type { Field, Fqdn, JsonObject, Kind } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import type {
  BoundArtifact,
  BoundContract,
  BoundEntry,
  BoundField,
  BoundProtocol,
  BoundWorkflow,
  Expr,
  Path,
} from "../3-bind/bound.ts";
import { lower } from "./lower.ts";

const at = { file: "a.yaml", start: 0, end: 1 };
const source = { path: "a.yaml", text: "", root: { path: "r", directory: "/r" } };

const id = (code: string): Fqdn => `t::${code}` as Fqdn;
const ref = (code: string) => ({ fqdn: id(code), at });
const text = (name: string, extra: Partial<Field> = {}): BoundField => ({
  name,
  type: { kind: "string" },
  optional: false,
  at,
  ...extra,
});
const outcome = (name: string, ...guarantees: string[]) => ({ name, guarantees, at });
const exitWith = (name: string) => ({
  outcome: name,
  target: { kind: "exit" as const, outcome: name },
  targetAt: at,
  implied: true,
  at,
});
const edge = (name: string, target: string) => ({ outcome: name, outcomeAt: at, target, implied: false, at });

function entry(name: string, path: string): BoundEntry {
  const [root = "", ...segments] = path.slice(2).split(".");
  const value: Expr = { kind: "path", path: { root: root as Path["root"], segments, text: path }, at };
  return { name, value, at };
}

function base<K extends Kind>(kind: K, code: string) {
  const full: JsonObject = { artifact: id(code) };
  return { fqdn: id(code), kind, at, source, summary: "", status: "active" as const, subdomain: "", full };
}

const contract: BoundContract = {
  ...base("CC", "CC_KEEP_V0"),
  inline: false,
  inputs: [text("name")],
  outputs: [text("key"), text("address", { optional: true })],
  outcomes: [outcome("VIOLATION"), outcome("SUCCESS", "key"), outcome("ALREADY_EXISTS", "key")],
  steps: [
    {
      name: "key",
      uses: { kind: "transform", fqdn: id("CT_MAKE_V0"), at },
      store: undefined,
      event: undefined,
      inputs: [entry("name", "$.inputs.name")],
      outputs: [{ name: "key", from: entry("key", "$.result.id").value, type: { kind: "string" }, at }],
      on: [
        { outcome: "SUCCESS", target: { kind: "continue" }, targetAt: at, implied: true, at },
        { outcome: "VIOLATION", target: { kind: "exit", outcome: "VIOLATION" }, targetAt: at, implied: true, at },
      ],
      at,
    },
    {
      name: "register",
      uses: { kind: "side_effect", fqdn: id("CS_REGISTRY_V0"), op: "RESOLVE", opAt: at, at },
      store: { name: "NAMES", structure: undefined, access: "write", at },
      event: undefined,
      inputs: [entry("key", "$.results.key.key")],
      outputs: [{ name: "address", from: entry("address", "$.result.address").value, type: undefined, at }],
      on: [exitWith("SUCCESS"), exitWith("ALREADY_EXISTS")],
      at,
    },
  ],
};

const workflow: BoundWorkflow = {
  ...base("WF", "WF_KEEP_V0"),
  intent: ref("IN_KEEP_V0"),
  structure: undefined,
  binding: ref("RB_KEEP_V0"),
  stores: new Map([["NAMES", { structure: id("STRUCTURE_T_V0"), name: "NAMES", access: "write", at }]]),
  nodes: [
    {
      kind: "intent",
      preconditions: [],
      name: "ADMIT",
      intent: ref("IN_KEEP_V0"),
      next: [edge("ACK", "KEEP"), edge("NACK", "REJECTED")],
      at,
    },
    {
      kind: "contract",
      preconditions: [],
      name: "KEEP",
      contract: ref("CC_KEEP_V0"),
      inputs: [entry("name", "$.payload.name")],
      next: [edge("SUCCESS", "KEPT"), edge("ALREADY_EXISTS", "KEPT"), edge("VIOLATION", "DENIED")],
      at,
    },
    ...(["KEPT", "DENIED", "REJECTED", "FAILED"] as const).map((name) => ({
      kind: "exit" as const,
      name,
      class: name === "KEPT" ? ("completed" as const) : (name.toLowerCase() as "denied" | "rejected" | "failed"),
      reason: "",
      detail: "",
      outputs: name === "KEPT" ? [{ ...entry("key", "$.results.KEEP.key"), type: undefined }] : [],
      emit: name === "KEPT" ? [{ event: ref("EV_KEPT_V0"), fields: [entry("key", "$.results.KEEP.key")], at }] : [],
      implied: name === "FAILED",
      at,
    })),
  ],
};

const artifacts: readonly BoundArtifact[] = [
  contract,
  workflow,
  { ...workflow, ...base("WF", "WF_OLD_V0"), status: "retired" },
  { ...base("IN", "IN_KEEP_V0"), payload: [text("name")], actors: [ref("AC_ANY_V0")], principal: "optional" },
  { ...base("AC", "AC_ANY_V0"), type: "person", attributes: [text("unit", { default: "none" })] },
  {
    ...base("CT", "CT_MAKE_V0"),
    inputs: [text("name"), text("prefix", { default: "N" })],
    outputs: [{ ...text("id"), type: { kind: "any" } }],
    outcomes: [outcome("VIOLATION"), outcome("SUCCESS", "id")],
    discloses: [],
    cases: [],
    body: { kind: "atom", module: "make.ts", name: "make", at },
  },
  {
    ...base("CS", "CS_REGISTRY_V0"),
    hosts: ["sqlite"],
    operations: [
      {
        name: "RESOLVE",
        semantics: "read",
        stores: ["registry"],
        inputs: [text("key")],
        outputs: [text("address")],
        outcomes: [outcome("SUCCESS", "address"), outcome("ALREADY_EXISTS", "address")],
        at,
      },
    ],
  },
  {
    ...base("STRUCTURE", "STRUCTURE_T_V0"),
    stores: [
      { name: "NAMES", semantics: "registry", record: undefined, secret: false, owner: "", at },
      { name: "HISTORY", semantics: "events", record: undefined, secret: false, owner: "", at },
      { name: "UNUSED", semantics: "state", record: { kind: "any" }, secret: false, owner: "", at },
    ],
  },
  {
    ...base("RB", "RB_KEEP_V0"),
    derived: true,
    structure: undefined,
    hosts: [{ sideEffect: ref("CS_REGISTRY_V0"), host: "sqlite", at }],
  },
  {
    ...base("EV", "EV_KEPT_V0"),
    fields: [text("key")],
    store: { name: "HISTORY", structure: id("STRUCTURE_T_V0"), access: "write", at },
  },
];

function protocolOf(list: readonly BoundArtifact[]): BoundProtocol {
  return { artifacts: new Map(list.map((artifact) => [artifact.fqdn, artifact])), sources: [source] };
}

describe("lower", () => {
  const lowered = lower(protocolOf(artifacts));
  const { program, code } = lowered;
  const names = lowered.vocabulary.artifacts;

  test("numbers what active workflows reach, by code unit", () => {
    expect(names).toEqual(
      [
        "AC_ANY_V0",
        "CC_KEEP_V0",
        "CS_REGISTRY_V0",
        "CT_MAKE_V0",
        "EV_KEPT_V0",
        "IN_KEEP_V0",
        "STRUCTURE_T_V0",
        "WF_KEEP_V0",
        "WF_OLD_V0",
      ].map(id),
    );
    expect(program.workflows).toHaveLength(1);
    expect(program.retired.map((address) => names[address])).toEqual([id("WF_OLD_V0")]);
    expect(program.stores.map(({ name, semantics, record }) => [name, semantics, record])).toEqual([
      ["HISTORY", "events", -1],
      ["NAMES", "registry", -1],
    ]);
  });

  test("puts the intent node first and leaves out the implied exit that nothing reaches", () => {
    const nodes = program.workflows[0]?.nodes ?? [];
    expect(nodes.map(({ name }) => name)).toEqual(["ADMIT", "DENIED", "KEEP", "KEPT", "REJECTED"]);
    expect(nodes[0]).toEqual({ kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [2, 4] });
    expect(nodes[2]).toMatchObject({ kind: "contract", contract: 0, next: [3, 3, 1] });
    expect(nodes[3]).toMatchObject({ class: "completed", emit: [{ event: 4, store: 0 }] });
  });

  test("specialises a contract: routes, host, store and checks as indexes", () => {
    const [kept] = program.contracts;
    expect(kept?.outcomes).toEqual(["ALREADY_EXISTS", "SUCCESS", "VIOLATION"]);
    expect(kept?.steps[0]).toMatchObject({ kind: "transform", outcomes: ["SUCCESS", "VIOLATION"], on: [1, -3] });
    expect(kept?.steps[1]).toMatchObject({ kind: "effect", host: "sqlite", store: 1, event: -1, on: [-1, -2] });
    expect(kept?.steps[0]?.checks.map(({ output, validator }) => [output, code.validators[validator]])).toEqual([
      ["key", { type: "string" }],
    ]);
  });

  test("leaves with what the outcome guarantees, and with what is optional and there", () => {
    const [kept] = program.contracts;
    expect(kept?.outputs.map((reader) => code.readers[reader])).toEqual([
      '(f) => { const o = { key: need(f.steps[0].key) }; const v0 = f.steps[1]?.address; if (v0 !== undefined) o["address"] = v0; return o; }',
      '(f) => { const o = { key: need(f.steps[0].key) }; const v0 = f.steps[1]?.address; if (v0 !== undefined) o["address"] = v0; return o; }',
      '(f) => { const o = {}; const v0 = f.steps[1]?.address; if (v0 !== undefined) o["address"] = v0; return o; }',
    ]);
  });

  test("keeps one validator a schema and one reader a text", () => {
    expect(new Set(code.readers).size).toBe(code.readers.length);
    expect(code.readers).toContain('(f) => ({ name: need(f.inputs.name), prefix: "N" })');
    expect(code.validators).toContainEqual({
      type: "object",
      properties: { unit: { type: "string", default: "none" } },
      additionalProperties: false,
    });
    expect(program.transforms).toHaveLength(1);
    expect(code.transforms[0]).toMatchObject({ kind: "atom", module: "make.ts", name: "make" });
  });

  test("gives the same tables whatever the order of artifacts and keys", () => {
    const turned = artifacts.map((artifact) =>
      artifact.kind === "WF"
        ? { ...artifact, nodes: [...artifact.nodes].toReversed() }
        : artifact.kind === "CC"
          ? { ...artifact, outputs: [...artifact.outputs].toReversed(), outcomes: [...artifact.outcomes].toReversed() }
          : artifact,
    );
    expect(lower(protocolOf(turned.toReversed()))).toEqual(lowered);
  });
});

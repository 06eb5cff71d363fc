import type { Fqdn } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { parseSources } from "../2-parse/parse.ts";
import { bind } from "./bind.ts";
import type { SourceRoot } from "./bound.ts";

/** Binds texts by file path, as if they stood under one root named for the first folder. */
function bindTexts(texts: Readonly<Record<string, string>>) {
  const roots = new Map<string, SourceRoot>();
  const files = Object.entries(texts).map(([file, text]) => {
    const name = file.slice(0, file.indexOf("/"));
    const root = roots.get(name) ?? { path: name, directory: `/somewhere/${name}` };
    roots.set(name, root);
    return { path: file, text, root };
  });
  const sources = { roots: [...roots.values()], files, refused: [] };
  const parsed = parseSources(sources);
  const bound = bind(parsed.value ?? [], sources);
  const found = [...parsed.diagnostics, ...bound.diagnostics];
  return {
    artifacts: bound.value?.artifacts ?? new Map(),
    full: (fqdn: string) => bound.value?.artifacts.get(fqdn as Fqdn)?.full,
    names: [...(bound.value?.artifacts.keys() ?? [])],
    found: found.map(({ code, message, at, help }) => {
      const text = texts[at.span.file]?.slice(at.span.start, at.span.end) ?? "";
      return [`${code} ${message}`, text, ...(help === undefined ? [] : [help])].join(" | ");
    }),
    related: found.map(({ related }) => related.map(({ span, text }) => `${span.file}:${span.start} ${text}`)),
  };
}

const greet = `artifact: CT_GREET_V0
code: greet.ts#greet
inputs: { name: { type: string }, loud: { type: boolean, default: false } }
outputs: { greeting: { type: string }, note: { type: string, optional: true } }
outcomes: { SUCCESS: [greeting], VIOLATION: [] }
`;
const log = `artifact: CS_LOG_V0
hosts: [sqlite, memory]
operations:
  APPEND:
    semantics: append
    stores: [events]
    inputs: { record: { entity: store } }
    outputs: { record_id: { type: string }, written: { entity: store } }
    outcomes: { SUCCESS: [record_id, written], BACKEND_ERROR: [] }
`;
const hello = `artifact: WF_HELLO_V0
payload: { name: { type: string } }
stores: { HISTORY: events }
nodes:
  GREET:
    transform: CT_GREET_V0
    inputs: { name: $.payload.name }
    next: { SUCCESS: RECORD, VIOLATION: DENIED }
  RECORD:
    side_effect: CS_LOG_V0
    op: APPEND
    event: EV_GREETED_V0
    inputs: { record: { name: $.payload.name } }
    next: { SUCCESS: DONE }
  DONE: { exit: completed, outputs: { greeting: $.results.GREET.greeting } }
`;
const greeted = "artifact: EV_GREETED_V0\nstore: HISTORY\nfields: { name: { type: string } }\n";
const small = {
  "hello/protocol/CT_GREET_V0.yaml": greet,
  "hello/protocol/CS_LOG_V0.yaml": log,
  "hello/protocol/greeting/WF_HELLO_V0.yaml": hello,
  "hello/protocol/greeting/EV_GREETED_V0.yaml": greeted,
};

describe("bind: short forms", () => {
  const { full, found, names } = bindTexts(small);

  test("a workflow brings its intent, contracts, structure and binding along", () => {
    expect(found).toEqual([]);
    expect(names).toEqual([
      "hello::CC_HELLO_GREET_V0",
      "hello::CC_HELLO_RECORD_V0",
      "hello::CS_LOG_V0",
      "hello::CT_GREET_V0",
      "hello::EV_GREETED_V0",
      "hello::IN_HELLO_V0",
      "hello::RB_HELLO_V0",
      "hello::STRUCTURE_HELLO_V0",
      "hello::WF_HELLO_V0",
    ]);
  });

  test("the workflow is written out: intent node, default edges, the exits that edges lead to", () => {
    expect(full("hello::WF_HELLO_V0")).toEqual({
      artifact: "hello::WF_HELLO_V0",
      status: "active",
      subdomain: "greeting",
      binding: "hello::RB_HELLO_V0",
      start: "ADMIT",
      nodes: {
        ADMIT: { intent: "hello::IN_HELLO_V0", next: { ACK: "GREET", NACK: "REJECTED" } },
        GREET: {
          contract: "hello::CC_HELLO_GREET_V0",
          inputs: { name: "$.payload.name" },
          next: { SUCCESS: "RECORD", VIOLATION: "DENIED" },
        },
        RECORD: {
          contract: "hello::CC_HELLO_RECORD_V0",
          inputs: { record: { name: "$.payload.name" } },
          next: { SUCCESS: "DONE", BACKEND_ERROR: "FAILED" },
        },
        DONE: { exit: "completed", outputs: { greeting: "$.results.GREET.greeting" } },
        DENIED: { exit: "denied" },
        REJECTED: { exit: "rejected" },
        FAILED: { exit: "failed" },
      },
    });
  });

  test("a node that calls a transform is a contract with that transform's fields and outcomes", () => {
    expect(full("hello::CC_HELLO_GREET_V0")).toEqual({
      artifact: "hello::CC_HELLO_GREET_V0",
      status: "active",
      subdomain: "greeting",
      inputs: { name: { type: "string" } },
      outputs: { greeting: { type: "string" } },
      outcomes: { SUCCESS: ["greeting"], VIOLATION: [] },
      pipeline: [
        {
          step: "greet",
          transform: "hello::CT_GREET_V0",
          inputs: { name: "$.inputs.name" },
          outputs: { greeting: "$.result.greeting", note: "$.result.note" },
          on: { SUCCESS: "exit", VIOLATION: "exit" },
        },
      ],
    });
  });

  test("a node that writes an event takes the event's fields and, with no store named, the event's store", () => {
    expect(full("hello::CC_HELLO_RECORD_V0")).toMatchObject({
      inputs: { record: { type: "object", properties: { name: { type: "string" } } } },
      outputs: { record_id: { type: "string" }, written: { type: "object", properties: { name: { type: "string" } } } },
      outcomes: { SUCCESS: ["record_id", "written"], BACKEND_ERROR: [] },
      pipeline: [{ step: "record", op: "APPEND", store: "HISTORY", event: "hello::EV_GREETED_V0" }],
    });
  });

  test("the binding is derived: the first host of every side effect", () => {
    expect(full("hello::RB_HELLO_V0")).toMatchObject({
      structure: "hello::STRUCTURE_HELLO_V0",
      hosts: { "hello::CS_LOG_V0": "sqlite" },
    });
  });

  test("the full text of every artifact binds to itself", () => {
    const { artifacts } = bindTexts(small);
    const again = bindTexts(
      Object.fromEntries(
        [...artifacts.values()].map(({ fqdn, full: text }) => [
          `hello/protocol/${fqdn.slice(fqdn.indexOf("::") + 2)}.yaml`,
          JSON.stringify(text),
        ]),
      ),
    );
    expect(again.found).toEqual([]);
    for (const [fqdn, artifact] of artifacts) expect(again.full(fqdn)).toEqual(artifact.full);
  });
});

describe("bind: contracts", () => {
  const twoSteps = `artifact: CC_TWICE_V0
inputs: { name: { type: string } }
pipeline:
  - step: first
    transform: CT_GREET_V0
    inputs: { name: $.inputs.name }
  - step: second
    transform: CT_GREET_V0
    inputs: { name: $.results.first.greeting }
    outputs: { twice: $.result.greeting, maybe: $.result.note }
`;

  test("what is left out is derived: routes, outcomes, and the outputs that some exit guarantees", () => {
    const { full, found } = bindTexts({
      "hello/protocol/CT_GREET_V0.yaml": greet,
      "hello/protocol/CC_TWICE_V0.yaml": twoSteps,
    });
    expect(found).toEqual([]);
    expect(full("hello::CC_TWICE_V0")).toMatchObject({
      outputs: { greeting: { type: "string" }, twice: { type: "string" } },
      outcomes: { VIOLATION: [], SUCCESS: ["greeting", "twice"] },
      pipeline: [{ on: { SUCCESS: "continue", VIOLATION: "exit" } }, { on: { SUCCESS: "exit", VIOLATION: "exit" } }],
    });
  });

  test("a jump takes only what was there before it", () => {
    const jumping = `artifact: CC_JUMP_V0
pipeline:
  - step: first
    transform: CT_GREET_V0
    inputs: { name: a }
    outputs: { one: $.result.greeting }
    on: { SUCCESS: last, VIOLATION: continue }
  - step: middle
    transform: CT_GREET_V0
    inputs: { name: b }
    outputs: { two: $.result.greeting }
  - step: last
    transform: CT_GREET_V0
    inputs: { name: c }
    outputs: { three: $.result.greeting }
    on: { SUCCESS: exit, VIOLATION: exit NOT_FOUND }
`;
    const { full } = bindTexts({
      "hello/protocol/CT_GREET_V0.yaml": greet,
      "hello/protocol/CC_JUMP_V0.yaml": jumping,
    });
    expect(full("hello::CC_JUMP_V0")).toMatchObject({
      outcomes: { VIOLATION: [], SUCCESS: ["three"], NOT_FOUND: [] },
      outputs: { three: { type: "string" } },
    });
  });

  test("cases of a transform become test data, and the transform knows them all", () => {
    const cases = "cases:\n  - { case: plain, inputs: { name: Bo }, outcome: SUCCESS }\n";
    const { full, artifacts } = bindTexts({
      "hello/protocol/CT_GREET_V0.yaml": greet + cases,
      "hello/protocol/TEST_DATA_MORE_V0.yaml": `artifact: TEST_DATA_MORE_V0\ntransform: CT_GREET_V0\n${cases}`,
    });
    expect(full("hello::TEST_DATA_GREET_V0")).toMatchObject({
      transform: "hello::CT_GREET_V0",
      cases: [{ case: "plain" }],
    });
    expect(full("hello::CT_GREET_V0")).not.toHaveProperty("cases");
    expect(artifacts.get("hello::CT_GREET_V0" as Fqdn)).toMatchObject({
      cases: [{ name: "plain" }, { name: "plain" }],
    });
  });
});

describe("bind: names", () => {
  const entity = (artifact: string) => `artifact: ${artifact}\nfields: { a: { type: string } }\n`;

  test("a bare code takes the one namespace that the root's full names share, else the folder's name", () => {
    const { names } = bindTexts({
      "my-root/protocol/ENTITY_A_V0.yaml": entity("ENTITY_A_V0"),
      "other/protocol/ENTITY_B_V0.yaml": entity("ENTITY_B_V0"),
      "other/protocol/ENTITY_C_V0.yaml": entity("shop::ENTITY_C_V0"),
    });
    expect(names).toEqual(["my_root::ENTITY_A_V0", "shop::ENTITY_B_V0", "shop::ENTITY_C_V0"]);
  });

  test("of two artifacts of one name neither is taken, and nothing that needs it is reported", () => {
    const { found, names, related } = bindTexts({
      "hello/protocol/a/ENTITY_A_V0.yaml": entity("ENTITY_A_V0"),
      "hello/protocol/b/ENTITY_A_V0.yaml": entity("ENTITY_A_V0"),
      "hello/protocol/b/ENTITY_B_V0.yaml": "artifact: ENTITY_B_V0\nfields: { a: { entity: ENTITY_A_V0 } }\n",
    });
    expect(found).toEqual([
      "PGS2002 `hello::ENTITY_A_V0` is declared twice | ENTITY_A_V0 | give one of them another name or version",
    ]);
    expect(related).toEqual([["hello/protocol/a/ENTITY_A_V0.yaml:10 declared here first"]]);
    expect(names).toEqual([]);
  });

  test("a missing reference names the closest one and where it is; another namespace is written out", () => {
    const { found, related } = bindTexts({
      "hello/protocol/ENTITY_PERSON_V0.yaml": entity("ENTITY_PERSON_V0"),
      "hello/protocol/ENTITY_B_V0.yaml": "artifact: ENTITY_B_V0\nfields: { a: { entity: ENTITY_PRESON_V0 } }\n",
      "shop/protocol/ENTITY_C_V0.yaml": "artifact: ENTITY_C_V0\nfields: { a: { entity: ENTITY_PERSON_V0 } }\n",
    });
    expect(found).toEqual([
      "PGS2003 field `a` uses `ENTITY_PRESON_V0`, which nothing declares | ENTITY_PRESON_V0 | did you mean `ENTITY_PERSON_V0`?",
      "PGS2003 field `a` uses `ENTITY_PERSON_V0`, which nothing declares | ENTITY_PERSON_V0 | did you mean `hello::ENTITY_PERSON_V0`?",
    ]);
    expect(related[0]).toEqual(["hello/protocol/ENTITY_PERSON_V0.yaml:10 the closest one"]);
  });

  test("what needs an artifact that has a finding of its own is silent", () => {
    const { found } = bindTexts({ ...small, "hello/protocol/CT_GREET_V0.yaml": `${greet}colour: red\n` });
    expect(found.map((one) => one.split(" | ")[0])).toEqual(["PGS1030 `colour` is not a key of a transform"]);
    const broken = bindTexts({ ...small, "hello/protocol/CT_GREET_V0.yaml": "artifact: [\n" });
    expect(broken.found.map((one) => one.slice(0, 7))).toEqual(["PGS1010"]);
  });
});

describe("bind: stores", () => {
  const using = (more: string) => ({
    ...small,
    "hello/protocol/greeting/WF_HELLO_V0.yaml": hello.replace("stores: { HISTORY: events }\n", more),
  });
  const structure = (name: string) => `artifact: STRUCTURE_${name}_V0\nstores: { HISTORY: events }\n`;

  test("a name means the store of the subdomain before that of the namespace", () => {
    const { artifacts, found } = bindTexts({
      ...using(""),
      "hello/protocol/greeting/STRUCTURE_NEAR_V0.yaml": structure("NEAR"),
      "hello/protocol/else/STRUCTURE_FAR_V0.yaml": structure("FAR"),
    });
    expect(found).toEqual([]);
    expect(artifacts.get("hello::WF_HELLO_V0" as Fqdn)).toMatchObject({
      stores: new Map(
        [["HISTORY", { structure: "hello::STRUCTURE_NEAR_V0", name: "HISTORY", access: "write" }]].map(
          ([name, store]) => [name, expect.objectContaining(store as object)],
        ),
      ),
    });
  });

  test("a borrowed store is another structure's, to read", () => {
    const { artifacts } = bindTexts({
      ...using("stores: { HISTORY: { from: STRUCTURE_FAR_V0, access: read } }\n"),
      "hello/protocol/else/STRUCTURE_FAR_V0.yaml": structure("FAR"),
    });
    const workflow = artifacts.get("hello::WF_HELLO_V0" as Fqdn);
    expect(workflow?.kind === "WF" ? workflow.stores.get("HISTORY") : undefined).toMatchObject({
      structure: "hello::STRUCTURE_FAR_V0",
      access: "read",
    });
  });

  test("a name that no structure has, and a name that several have, are told once a workflow", () => {
    expect(bindTexts(using("")).found).toEqual([
      "PGS2031 store `HISTORY` is in no structure that is used here | EV_GREETED_V0",
    ]);
    const several = bindTexts({
      ...using(""),
      "hello/protocol/a/STRUCTURE_A_V0.yaml": structure("A"),
      "hello/protocol/b/STRUCTURE_B_V0.yaml": structure("B"),
    });
    expect(several.found.map((one) => one.slice(0, 7))).toEqual(["PGS2032"]);
  });
});

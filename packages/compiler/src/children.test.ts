import { readFileSync } from "node:fs";
import path from "node:path";
import type { Json, JsonObject } from "@pgs/governance";
import type { GraphLayout, SideEffectHost } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { compileRoot, idleHost } from "./testing/compile-root.ts";
import { artifactFiles, type RootFiles } from "./testing/write-root.ts";

/** Compiles artifacts; `graph` reads how one of them was drawn. */
async function compiled(artifacts: RootFiles, host: SideEffectHost = idleHost) {
  const made = await compileRoot(artifactFiles(artifacts), host);
  const graph = (name: string) =>
    JSON.parse(readFileSync(path.join(made.out, "behavior_logic", `${name}.graph.json`), "utf8")) as GraphLayout;
  return { ...made, graph };
}

type Compiled = Awaited<ReturnType<typeof compiled>>;

/** The one step of a compiled root that invokes. */
function invokingStep({ linked }: Compiled) {
  const steps = linked?.program.contracts.flatMap((contract) => contract.steps) ?? [];
  const step = steps.find((each) => each.kind === "effect" && each.invoke !== undefined);
  if (step?.kind !== "effect" || linked === undefined) throw new Error("nothing invokes");
  return step;
}

/** What it asks its children when its contract is called with `inputs`. */
function asked(made: Compiled, inputs: JsonObject): Json {
  const { linked } = made;
  if (linked === undefined) throw new Error(made.findings.join("\n"));
  const read = linked.readers[invokingStep(made).inputs];
  const frame = { inputs: linked.adopt(inputs), payload: null, results: [], steps: [], result: null, context: {} };
  return JSON.parse(JSON.stringify(read?.(frame as never))) as Json;
}

const greeting: RootFiles = {
  WF_GREET_V0: `payload: { name: { type: string }, loud: { type: boolean, default: false } }
nodes:
  DONE: { exit: completed, outputs: { greeted: $.payload.name, at: $.context.now } }
`,
  WF_PART_V0: `payload: { name: { type: string } }
nodes:
  DONE: { exit: completed, outputs: { greeted: $.payload.name } }
`,
};

describe("a node that invokes", () => {
  test("asks one child, and reads what it answered by its type", async () => {
    const made = await compiled({
      ...greeting,
      WF_PARENT_V0: `payload: { name: { type: string } }
nodes:
  GREET:
    invoke: WF_GREET_V0
    payload: { name: $.payload.name }
    next: { SUCCESS: DONE, VIOLATION: DENIED }
  DONE: { exit: completed, outputs: { greeted: $.results.GREET.execution_result.greeted, run: $.results.GREET.run } }
`,
    });
    expect(made.findings).toEqual([]);
    expect(invokingStep(made)).toMatchObject({ op: "EXECUTE", invoke: { mode: "one", workflows: [0], as: -1 } });
    expect(asked(made, { name: "Ada" })).toEqual({
      children: [{ workflow: "hello::WF_GREET_V0", payload: { name: "Ada" } }],
    });
  });

  test("shows in its picture which workflow it runs", async () => {
    const { graph } = await compiled({
      ...greeting,
      WF_PARENT_V0: `payload: { names: { type: array, items: { type: string } } }
nodes:
  GREET:
    invoke: WF_GREET_V0
    each: $.payload.names
    payload: { name: $.item }
    next: { SUCCESS: COMPLETED, VIOLATION: DENIED }
`,
    });
    const captions = graph("hello__WF_PARENT_V0").nodes.map(({ name, caption }) => `${name} ${caption}`);
    expect(captions).toContain("GREET each: WF_GREET_V0");
  });

  test("asks one child for each item, chosen by a field of the item", async () => {
    const made = await compiled({
      ...greeting,
      WF_PARENT_V0: `payload:
  people:
    type: array
    items:
      type: object
      properties: { name: { type: string }, kind: { type: string, enum: [come, gone] }, loud: { type: boolean, optional: true } }
nodes:
  EACH:
    invoke: { by: $.item.kind, cases: { come: WF_GREET_V0, gone: WF_PART_V0 } }
    each: $.payload.people
    payload: { name: $.item.name }
    next: { SUCCESS: DONE, VIOLATION: DONE }
  DONE: { exit: completed, outputs: { results: $.results.EACH.results, count: $.results.EACH.items_processed } }
`,
    });
    expect(made.findings).toEqual([]);
    expect(invokingStep(made)).toMatchObject({
      op: "EXECUTE_SEQUENCE",
      invoke: { mode: "sequence", workflows: [0, 2] },
    });
    const people = [
      { name: "Ada", kind: "come" },
      { name: "Bob", kind: "gone" },
    ];
    expect(asked(made, { people })).toEqual({
      children: [
        { workflow: "hello::WF_GREET_V0", payload: { name: "Ada" } },
        { workflow: "hello::WF_PART_V0", payload: { name: "Bob" } },
      ],
    });
  });
});

describe("an external operation", () => {
  const letter = (policy: string): RootFiles => ({
    CS_LETTER_V0: `hosts: [post]
operations:
  SEND:
    semantics: external
    repeatable: true
    inputs: { text: { type: string } }
    outcomes: { SUCCESS: [], BACKEND_ERROR: [] }
`,
    RB_WRITE_V0: `hosts: { CS_LETTER_V0: ${policy} }
`,
    WF_WRITE_V0: `binding: RB_WRITE_V0
payload: { text: { type: string } }
nodes:
  SEND:
    side_effect: CS_LETTER_V0
    op: SEND
    inputs: { text: $.payload.text }
    next: { SUCCESS: COMPLETED }
`,
  });
  const performs: SideEffectHost = {
    ...idleHost,
    externals: new Map([["hello::CS_LETTER_V0", () => Promise.resolve({ outcome: "SUCCESS", outputs: {} })]]),
    contracts: new Map([["hello::CS_LETTER_V0", "e743aeac394cd65e8976470dd4ee1ac1515f9e0bc733cfee91ac4a2dd7b89c09"]]),
  };

  test("has the policy of its binding, and none where none is stated", async () => {
    const stated = await compiled(letter("{ host: post, policy: { unknown: retry, timeout_seconds: 5 } }"), performs);
    expect(stated.findings).toEqual([]);
    const [step] = stated.linked?.program.contracts[0]?.steps ?? [];
    expect(step).toMatchObject({ semantics: "external", host: "post", unknown: "retry", timeout_seconds: 5 });
    const silent = await compiled(letter("post"), performs);
    const [other] = silent.linked?.program.contracts[0]?.steps ?? [];
    expect(Object.keys(other ?? {})).not.toContain("unknown");
  });
});

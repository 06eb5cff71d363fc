import type { Json, JsonObject } from "@pgs/governance";
import type { ContractNodeProgram, Frame, LinkedProgram } from "@pgs/runtime";
import { linkSnapshot } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check } from "../4-check/check.ts";
import { lower } from "../5-lower/lower.ts";
import { readAndBind } from "../front.ts";
import { noMemory } from "../memory/memory.ts";
import { writeRoot } from "../testing/write-root.ts";
import { emit } from "./emit.ts";

const sources: Readonly<Record<string, string>> = {
  "protocol/AC_GUEST_V0.yaml": "artifact: hello::AC_GUEST_V0\ntype: person\nattributes: {}\n",
  "protocol/CT_NAME_V0.yaml": `artifact: hello::CT_NAME_V0
code: name.ts#name
inputs: { text: { type: string }, mark: { type: string, default: "." }, nick: { type: string, optional: true } }
outputs: { name: { type: string, nullable: true } }
outcomes: { SUCCESS: [name], NOT_FOUND: [] }
`,
  "protocol/CT_NAME_TWICE_V0.yaml": `artifact: hello::CT_NAME_TWICE_V0
compose:
  - { step: once, transform: CT_NAME_V0, inputs: { text: $.inputs.text }, outputs: {} }
  - step: again
    transform: CT_NAME_V0
    inputs: { text: $.inputs.text, mark: "?" }
    on: { SUCCESS: exit, NOT_FOUND: exit }
inputs: { text: { type: string } }
outputs: { name: { type: string, nullable: true } }
outcomes: { SUCCESS: [name], NOT_FOUND: [] }
`,
  "protocol/CC_FIND_NAME_V0.yaml": `artifact: hello::CC_FIND_NAME_V0
inputs: { tags: { type: array, items: { type: string }, minItems: 1 }, nick: { type: string, optional: true } }
outputs: { name: { type: string, nullable: true } }
outcomes: { SUCCESS: [name], NOT_FOUND: [] }
pipeline:
  - step: first
    transform: CT_NAME_V0
    inputs: { text: $.inputs.tags.0, nick: $.inputs.nick }
    on: { SUCCESS: exit, NOT_FOUND: continue }
  - step: second
    transform: CT_NAME_V0
    inputs: { text: "$$.inputs", mark: $.inputs.nick }
    on: { SUCCESS: exit, NOT_FOUND: exit }
`,
  "protocol/WF_NAME_V0.yaml": `artifact: hello::WF_NAME_V0
actors: [AC_GUEST_V0]
payload: { tags: { type: array, items: { type: string }, minItems: 1 }, nick: { type: string, optional: true } }
nodes:
  FIND:
    contract: CC_FIND_NAME_V0
    inputs: { tags: $.payload.tags, nick: $.payload.nick }
    next: { SUCCESS: FOUND, NOT_FOUND: DENIED }
  FOUND: { exit: completed, outputs: { name: $.results.FIND.name } }
`,
  "src/name.ts": `export const name = (inputs: { readonly text: string; readonly mark: string }) =>
  inputs.text === "" ? ({ outcome: "NOT_FOUND", outputs: {}, reason: "no text" } as const)
    : ({ outcome: "SUCCESS", outputs: { name: inputs.text + inputs.mark } } as const);
`,
};

const vocabulary = `artifact: hello::VOCAB_OUTCOMES_V0\nof: outcomes\nterms: { SUCCESS: done, NOT_FOUND: none }\n`;
const root = writeRoot({ ...sources, "protocol/VOCAB_OUTCOMES_V0.yaml": vocabulary }, afterAll);
let linked: LinkedProgram;

beforeAll(async () => {
  const bound = readAndBind({ roots: [root] });
  if (bound.value === undefined) throw new Error("nothing was bound");
  expect([...bound.diagnostics, ...check(bound.value).diagnostics]).toEqual([]);
  const emitted = await emit(lower(bound.value), bound.value, noMemory);
  const encoder = new TextEncoder();
  const files = new Map([...(emitted.value?.files ?? [])].map(([name, text]) => [name, encoder.encode(text)]));
  linked = linkSnapshot({ programDigest: "", files });
});

function read(index: number | undefined, frame: Partial<Frame>): Json {
  const whole: Frame = { payload: {}, results: [], context: {}, inputs: {}, steps: [], result: {}, ...frame };
  return JSON.parse(JSON.stringify(linked.readers[index ?? -1]?.(whole) ?? null));
}

function contractNode(): ContractNodeProgram {
  const node = linked.program.workflows[0]?.nodes.find(({ kind }) => kind === "contract");
  if (node?.kind !== "contract") throw new Error("there is no contract node");
  return node;
}

describe("emitted code", () => {
  test("leaves an absent optional source out", () => {
    const { inputs } = contractNode();
    expect(read(inputs, { payload: { tags: ["a"] } })).toEqual({ tags: ["a"] });
    expect(read(inputs, { payload: { tags: ["a"], nick: "b" } })).toEqual({ nick: "b", tags: ["a"] });
  });

  test("fills defaults, reads items and unescapes a dollar", () => {
    const [first, second] = linked.program.contracts[0]?.steps ?? [];
    expect(read(first?.inputs, { inputs: { tags: ["a"] } })).toEqual({ mark: ".", text: "a" });
    expect(read(second?.inputs, { inputs: { tags: ["a"] } })).toEqual({ mark: ".", text: "$.inputs" });
    expect(read(second?.inputs, { inputs: { tags: ["a"], nick: "!" } })).toEqual({ mark: "!", text: "$.inputs" });
  });

  test("gives a contract's output from whichever step assigned it, null included", () => {
    const contract = linked.program.contracts[0];
    const success = contract?.outputs[contract.outcomes.indexOf("SUCCESS")];
    const first: JsonObject = { name: null };
    expect(read(success, { steps: [first, undefined] })).toEqual({ name: null });
    expect(read(success, { steps: [{}, { name: "b" }] })).toEqual({ name: "b" });
    expect(contract?.outputs[contract.outcomes.indexOf("NOT_FOUND")]).toBe(-1);
  });

  test("composes transforms with the routes of a pipeline", () => {
    const twice = linked.vocabulary.artifacts.findIndex((fqdn) => fqdn.endsWith("CT_NAME_TWICE_V0"));
    const index = linked.program.transforms.findIndex(({ artifact }) => artifact === twice);
    expect(linked.transforms[index]?.({ text: "a" })).toEqual({ outcome: "SUCCESS", outputs: { name: "a?" } });
    expect(linked.transforms[index]?.({ text: "" })).toEqual({ outcome: "NOT_FOUND", outputs: {}, reason: "no text" });
  });
});

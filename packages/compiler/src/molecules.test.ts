import type { Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { compileRoot, idleHost } from "./testing/compile-root.ts";
import type { RootFiles } from "./testing/write-root.ts";

const compiled = (files: RootFiles) => compileRoot(files, idleHost);

function call(linked: LinkedProgram | undefined, transform: string, inputs: JsonObject): Json {
  const address = linked?.vocabulary.artifacts.findIndex((name) => name === `hello::${transform}`);
  const index = linked?.program.transforms.findIndex(({ artifact }) => artifact === address) ?? -1;
  const answer = linked?.transforms[index]?.(linked.adopt(inputs) as JsonObject);
  return JSON.parse(JSON.stringify(answer)) as Json;
}

const split: RootFiles = {
  "src/parts.ts": `
export const split = ({ text }: { readonly text: string }) => ({ outcome: "SUCCESS", outputs: { parts: text.split(" ") } }) as const;
export const pick = ({ parts, at }: { readonly parts: readonly string[]; readonly at: number }) =>
  at < parts.length
    ? ({ outcome: "SUCCESS", outputs: { found: at === 0 ? at : parts[at] } } as const)
    : ({ outcome: "NOT_FOUND", outputs: {}, reason: \`there is no part \${at}\` } as const);
`,
  "protocol/CT_SPLIT_V0.yaml": `artifact: hello::CT_SPLIT_V0
code: parts.ts#split
inputs: { text: { type: string } }
outputs: { parts: { type: array, items: { type: string } } }
cases: [{ case: two, inputs: { text: a b }, outcome: SUCCESS, outputs: { parts: [a, b] } }]
`,
  "protocol/CT_PICK_V0.yaml": `artifact: hello::CT_PICK_V0
code: parts.ts#pick
inputs: { parts: { type: array, items: { type: string } }, at: { type: integer, minimum: 0 } }
outputs: { found: { type: any } }
outcomes: { SUCCESS: [found], NOT_FOUND: [] }
cases:
  - { case: second, inputs: { parts: [a, b], at: 1 }, outcome: SUCCESS, outputs: { found: b } }
  - { case: none, inputs: { parts: [a], at: 1 }, outcome: NOT_FOUND }
`,
};
const word: RootFiles = {
  ...split,
  "protocol/CT_WORD_V0.yaml": `artifact: hello::CT_WORD_V0
inputs: { text: { type: string }, at: { type: integer, minimum: 0 } }
compose:
  - step: split
    transform: CT_SPLIT_V0
    inputs: { text: $.inputs.text }
  - step: pick
    transform: CT_PICK_V0
    inputs: { parts: $.results.split.parts, at: $.inputs.at }
    outputs: { word: { from: $.result.found, type: string } }
outputs: { word: { type: string } }
outcomes: { SUCCESS: [word], NOT_FOUND: [], VIOLATION: [] }
cases:
  - { case: second, inputs: { text: a b, at: 1 }, outcome: SUCCESS, outputs: { word: b } }
  - { case: none, inputs: { text: a, at: 7 }, outcome: NOT_FOUND }
  - { case: no_text, inputs: { text: a, at: 0 }, outcome: VIOLATION }
`,
};
const last: RootFiles = {
  ...word,
  "protocol/CT_SECOND_V0.yaml": `artifact: hello::CT_SECOND_V0
inputs: { text: { type: string } }
compose:
  - step: word
    transform: CT_WORD_V0
    inputs: { text: $.inputs.text, at: 1 }
    outputs: { second: $.result.word }
cases:
  - { case: second, inputs: { text: a b }, outcome: SUCCESS, outputs: { second: b } }
  - { case: none, inputs: { text: a }, outcome: NOT_FOUND }
  - { case: three, inputs: { text: a b c }, outcome: SUCCESS, outputs: { second: b } }
`,
  "protocol/WF_SECOND_V0.yaml": `artifact: hello::WF_SECOND_V0
actors: []
payload: { text: { type: string } }
nodes:
  SECOND:
    transform: CT_SECOND_V0
    inputs: { text: $.payload.text }
    next: { SUCCESS: DONE, NOT_FOUND: DENIED, VIOLATION: DENIED }
  DONE: { exit: completed, outputs: { second: $.results.SECOND.second } }
`,
};

describe("a molecule", () => {
  test("is called as its steps say, through another molecule as well", async () => {
    const { findings, linked } = await compiled(last);
    expect(findings).toEqual(["PGS6003 no case shows how `hello::CT_SECOND_V0` comes to VIOLATION"]);
    expect(call(linked, "CT_WORD_V0", { text: "a b", at: 1 })).toEqual({ outcome: "SUCCESS", outputs: { word: "b" } });
    expect(call(linked, "CT_SECOND_V0", { text: "a b" })).toEqual({ outcome: "SUCCESS", outputs: { second: "b" } });
    expect(call(linked, "CT_SECOND_V0", { text: "a" })).toEqual({
      outcome: "NOT_FOUND",
      outputs: {},
      reason: "there is no part 1",
    });
    expect(linked?.program.workflows).toHaveLength(1);
  });

  test("checks what states a type, and says what was wrong with it", async () => {
    const { findings, linked } = await compiled(word);
    expect(findings).toEqual([]);
    expect(call(linked, "CT_WORD_V0", { text: "a b", at: 0 })).toEqual({
      outcome: "VIOLATION",
      outputs: {},
      reason: "`word` must be a string, got number",
    });
  });

  test("is held to its cases", async () => {
    const { findings } = await compiled({
      ...word,
      "protocol/TEST_DATA_WRONG_WORD_V0.yaml": `artifact: hello::TEST_DATA_WRONG_WORD_V0
transform: CT_WORD_V0
cases: [{ case: wrong, inputs: { text: a b, at: 1 }, outcome: SUCCESS, outputs: { word: a } }]
`,
    });
    expect(findings).toEqual([
      'PGS6001 case `wrong` of `hello::CT_WORD_V0` gives SUCCESS {"word":"b"}, and SUCCESS {"word":"a"} is recorded',
    ]);
  });

  test("reads only what is assigned on every path to a step", async () => {
    const wrong = (word["protocol/CT_WORD_V0.yaml"] ?? "").replace(
      "    inputs: { text: $.inputs.text }\n",
      "    inputs: { text: $.results.pick.word }\n",
    );
    const { findings } = await compiled({ ...word, "protocol/CT_WORD_V0.yaml": wrong });
    expect(findings).toEqual([
      "PGS4012 step `split` reads `$.results.pick.word`, which is not there on the way to split",
    ]);
  });
});

import type { Verdicts } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check } from "../4-check/check.ts";
import { readAndBind } from "../front.ts";
import { writeRoot } from "../testing/write-root.ts";
import { verdictsOf } from "./verdicts.ts";

const sources = {
  "protocol/WF_SIGN_V0.yaml": `artifact: hello::WF_SIGN_V0
payload: { text: { type: string } }
nodes:
  SIGN:
    contract: CC_SIGN_V0
    inputs: { text: $.payload.text }
    next: { SUCCESS: SIGNED, VIOLATION: DENIED }
  SIGNED: { exit: completed, outputs: { signature: $.results.SIGN.signature } }
`,
  "protocol/CC_SIGN_V0.yaml": `artifact: hello::CC_SIGN_V0
inputs: { text: { type: string } }
outputs: { signature: { type: string } }
outcomes: { SUCCESS: [signature], VIOLATION: [] }
pipeline:
  - { step: check, transform: CT_CHECK_V0, inputs: { text: $.inputs.text } }
  - { step: sign, transform: CT_SIGN_V0, inputs: { text: $.inputs.text } }
`,
  "protocol/CT_CHECK_V0.yaml": `artifact: hello::CT_CHECK_V0
code: check.ts#check
inputs: { text: { type: string } }
outputs: {}
outcomes: { SUCCESS: [], VIOLATION: [] }
`,
  "protocol/CT_SIGN_V0.yaml": `artifact: hello::CT_SIGN_V0
code: sign.ts#sign
inputs: { text: { type: string } }
outputs: { signature: { type: string } }
`,
  "protocol/VOCAB_OUTCOMES_V0.yaml": `artifact: hello::VOCAB_OUTCOMES_V0
of: outcomes
terms: { SUCCESS: It went well., VIOLATION: A rule was broken. }
`,
  "protocol/AS_CHECKED_V0.yaml": `artifact: hello::AS_CHECKED_V0
summary: Nothing is signed that was not checked.
before: { transform: CT_SIGN_V0, must: { transform: CT_CHECK_V0 } }
`,
};

const root = writeRoot(sources, afterAll);
let verdicts: Verdicts;

beforeAll(() => {
  const { value: protocol, diagnostics } = readAndBind({ roots: [root] });
  expect(diagnostics).toEqual([]);
  if (protocol === undefined) throw new Error("nothing is bound");
  const checked = check(protocol);
  expect(checked.diagnostics).toEqual([]);
  const conformance = { format: 1 as const, transforms: [] };
  const emitted = { files: new Map(), modules: new Map([["hello/src/sign.ts", "sign.ts"]]) };
  verdicts = verdictsOf({ protocol, checked, emitted, conformance, hosts: [], files: 11 });
});

function witnessOf(rule: string): unknown {
  return verdicts.invariants.flatMap(({ rules }) => rules).find((one) => one.rule === rule)?.witness;
}

describe("the verdicts", () => {
  test("count what each rule went over", () => {
    expect(witnessOf("outcome-routed")).toEqual({ workflows: 1, nodes: 5, edges: 4 });
    expect(witnessOf("step-outcome-routed")).toEqual({ contracts: 1, molecules: 0, steps: 2 });
    expect(witnessOf("case-declared")).toEqual({ transforms: 2 });
    expect(witnessOf("key-known")).toEqual({ files: 6 });
    expect(witnessOf("snapshot-file-unchanged")).toEqual({ files: 12 });
    expect(witnessOf("implementation-fits-contract")).toEqual({ modules: 1, transforms: 2 });
  });

  test("have a witness for whatever is proved, and none for what only guards a run", () => {
    const rules = verdicts.invariants.flatMap((invariant) => invariant.rules);
    const isGuard = (phase: string): boolean => phase === "run" || phase === "transport";
    const silent = rules.filter(({ phase, witness }) => isGuard(phase) !== (Object.keys(witness).length === 0));
    expect(silent).toEqual([]);
  });

  test("call guarded what no rule proves", () => {
    const guarded = verdicts.invariants.filter(({ verdict }) => verdict === "guarded");
    expect(guarded.map(({ invariant }) => invariant)).toContain("fb.topology::INVARIANT_NO_SMART_EXECUTION_V0");
    expect(guarded.flatMap(({ rules }) => rules).filter(({ phase }) => phase !== "run")).toEqual([]);
  });

  test("say of an assertion where it speaks of, what sees to it, and how many ways were gone over", () => {
    expect(verdicts.assertions).toEqual([
      {
        assertion: "hello::AS_CHECKED_V0",
        summary: "Nothing is signed that was not checked.",
        form: "before",
        verdict: "proved",
        subjects: [{ workflow: "hello::WF_SIGN_V0", places: ["SIGN/sign"], guards: ["SIGN/check"] }],
        witness: { workflows: 1, points: 15, ways: 3, places: 1, guards: 1 },
      },
    ]);
  });
});

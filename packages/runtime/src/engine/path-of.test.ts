import type { Json } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { type Played, play } from "../kernel/play.ts";
import type { EffectAnswer } from "../kernel/state.ts";
import { refused } from "../kernel/walk.ts";
import { link } from "../testing/small-program.ts";
import { pathOf } from "./path-of.ts";

const kept: EffectAnswer = { outcome: "SUCCESS", outputs: { made: "A" } };

function pathWith(
  answer: EffectAnswer,
  { payload = { text: "a" }, linked = link() }: { readonly payload?: Json; readonly linked?: ReturnType<typeof link> },
): readonly string[] {
  const played = play({
    linked,
    workflow: 0,
    start: {
      kind: "start",
      payload,
      actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
      context: { now: "T0", run_id: "R_1", snapshot: "d", tenant: "default" },
      refusals: [],
    },
    perform: () => answer,
    isRecorded: false,
  });
  return told(pathOf(linked, { workflow: 0, played }));
}

function told(path: ReturnType<typeof pathOf>): readonly string[] {
  return path.map(({ node, artifact, outcome }) => `${node} ${artifact} ${outcome}`);
}

describe("the path of a run", () => {
  test("goes from the admission to the exit", () => {
    expect(pathWith(kept, {})).toEqual([
      "ADMIT d::IN_W_V0 ACK",
      "WORK d::CC_C_V0 SUCCESS",
      "DONE d::WF_W_V0 completed",
    ]);
    expect(pathWith({ outcome: "VIOLATION", outputs: {} }, {})).toEqual([
      "ADMIT d::IN_W_V0 ACK",
      "WORK d::CC_C_V0 VIOLATION",
      "DENIED d::WF_W_V0 denied",
    ]);
    expect(pathWith(kept, { payload: { text: 5 } })).toEqual(["ADMIT d::IN_W_V0 NACK", "REJECTED d::WF_W_V0 rejected"]);
  });

  test("ends with the fault, where there is one", () => {
    expect(pathWith({ outcome: "MAYBE", outputs: {} }, {})).toEqual(["ADMIT d::IN_W_V0 ACK", "WORK d::CS_K_V0 fault"]);
    const linked = link({ forged: ["workflows.0.nodes.1.next", [1]] });
    expect(pathWith(kept, { linked })).toEqual([
      "ADMIT d::IN_W_V0 ACK",
      "WORK d::CC_C_V0 SUCCESS",
      "WORK d::CC_C_V0 fault",
    ]);
  });

  test("says of a node that its preconditions refused that they did", () => {
    const end: Played["end"] = { kind: "fault", fault: { code: "C", message: "m", node: "WORK", artifact: 3 } };
    expect(told(pathOf(link(), { workflow: 0, played: { taken: [0, refused], end } }))).toEqual([
      "ADMIT d::IN_W_V0 ACK",
      "WORK d::CC_C_V0 REFUSED",
      "WORK d::CC_C_V0 fault",
    ]);
  });

  test("is the fault alone where nothing was played", () => {
    const end: Played["end"] = { kind: "fault", fault: { code: "C", message: "m", node: "", artifact: 0 } };
    expect(told(pathOf(link(), { workflow: 0, played: { taken: [], end } }))).toEqual([" d::WF_W_V0 fault"]);
  });
});

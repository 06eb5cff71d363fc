import { readFileSync } from "node:fs";
import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import type { GraphLayout } from "../graph-layout.ts";
import type { PaintedRun } from "../picture/painted-run.ts";
import { graphAscii } from "./graph-ascii.ts";
import { graphDot } from "./graph-dot.ts";
import { graphMermaid } from "./graph-mermaid.ts";

const layout = JSON.parse(readFileSync(new URL("../samples/ask-graph.json", import.meta.url), "utf8")) as GraphLayout;

const denied: PaintedRun = {
  run: "R_1",
  terminal: "denied",
  path: [
    { node: "ADMIT", outcome: "ACK" },
    { node: "CHECK", outcome: "VIOLATION" },
    { node: "AUDIT", outcome: "SUCCESS" },
    { node: "REFUSED", outcome: "denied" },
  ],
  reasons: [],
  outputs: {},
  cause: "CHECK",
};

const box = { x: 0, y: 0, width: 100, height: 40 };
const edge = { points: [], label: { x: 0, y: 0, width: 0, height: 0 } };
const [wf, cc, cs, store] = ["demo::WF_ASK_V0", "demo::CC_AUDIT_V0", "x::CS_LOG_V0", "demo::STRUCTURE_S_V0/AUDIT"];
const map: GraphLayout = {
  format: 1,
  kind: "protocol",
  subject: "",
  title: "What uses what.",
  width: 0,
  height: 0,
  nodes: [
    { ...box, name: wf, kind: "workflow", label: "WF_ASK_V0", caption: "demo" },
    { ...box, name: cc, kind: "contract", label: "CC_AUDIT_V0", caption: "demo" },
    { ...box, name: cs, kind: "side_effect", label: "CS_LOG_V0", caption: "x" },
    { ...box, name: store, kind: "store", label: "AUDIT", caption: "demo" },
  ],
  edges: [
    { ...edge, from: wf, to: cc, outcomes: [] },
    { ...edge, from: cc, to: cs, outcomes: ["APPEND"] },
    { ...edge, from: cs, to: store, outcomes: ["APPEND", "GET_ALL"] },
  ],
};
const used: PaintedRun = { ...denied, uses: [{ from: wf, to: cc }] };

describe("a graph in Mermaid", () => {
  test("is bold where a run went, and says why it did not go elsewhere", () => {
    expect(graphMermaid(layout, denied)).toBe(`flowchart TD
  n0(["1. ADMIT<br/>IN_ASK_V0"])
  n1["2. CHECK<br/>CC_CHECK_V0"]
  n2["3. AUDIT<br/>CC_AUDIT_V0"]
  n3(["GIVEN<br/>completed"])
  n4(["4. REFUSED<br/>denied: NO_TOOL"])
  n5(["REJECTED<br/>rejected"])
  n0 ==>|"ACK"| n1
  n0 -->|"NACK (outcome was ACK)"| n5
  n1 -->|"SUCCESS (outcome was VIOLATION)"| n3
  n1 ==>|"VIOLATION"| n2
  n2 ==>|"SUCCESS"| n4
  classDef reached stroke-width:3px
  class n0,n1,n2,n4 reached
`);
  });

  test("of the protocol reads from left to right", () => {
    expect(graphMermaid(map)).toBe(`flowchart LR
  n0(["WF_ASK_V0<br/>demo"])
  n1["CC_AUDIT_V0<br/>demo"]
  n2["CS_LOG_V0<br/>x"]
  n3[("AUDIT<br/>demo")]
  n0 --> n1
  n1 -->|"APPEND"| n2
  n2 -->|"APPEND, GET_ALL"| n3
`);
  });
});

describe("a graph in DOT", () => {
  test("is bold where a run went", () => {
    expect(graphDot(layout, denied).split("\n")).toEqual(
      expect.arrayContaining([
        'digraph "demo::WF_ASK_V0" {',
        '  "CHECK" [label="2. CHECK\\nCC_CHECK_V0", shape=box, penwidth=3];',
        '  "GIVEN" [label="GIVEN\\ncompleted", shape=box, style="rounded"];',
        '  "ADMIT" -> "REJECTED" [label="NACK (outcome was ACK)"];',
        '  "CHECK" -> "AUDIT" [label="VIOLATION", penwidth=3];',
      ]),
    );
  });
});

describe("a graph in ASCII", () => {
  test("reads downwards, with the path drawn in =", () => {
    expect(graphAscii(layout, denied)).toBe(`demo::WF_ASK_V0
Ask for a tool.
run R_1: denied

  +==================+
  # 1. ADMIT         #
  # IN_ASK_V0        #
  +==================+
    |-- NACK --> REJECTED  (outcome was ACK)
    |
    | [ACK]
    v
  +==================+
  # 2. CHECK         #
  # CC_CHECK_V0      #
  +==================+
    |-- SUCCESS --> GIVEN (completed)  (outcome was VIOLATION)
    |
    | [VIOLATION]
    v
  +==================+
  # 3. AUDIT         #
  # CC_AUDIT_V0      #
  +==================+
    |== SUCCESS ==> REFUSED (denied)

`);
  });

  test("of the protocol is a tree, with a star at what the run used", () => {
    expect(graphAscii(map, used)).toBe(`protocol
What uses what.
run R_1: denied

* demo::WF_ASK_V0
  \`-- * CC_AUDIT_V0
      \`-- CS_LOG_V0  APPEND

stores
  demo  AUDIT
      <- CS_LOG_V0  APPEND, GET_ALL
`);
  });
});

describe("a graph in any notation", () => {
  test("says every word, whatever it holds, and nothing of it is read as notation", () => {
    assert(
      property(string({ unit: "binary", maxLength: 30 }), (word) => {
        const [node] = layout.nodes;
        if (node === undefined) throw new Error("the sample has nodes");
        const named = { ...layout, nodes: [{ ...node, caption: `"]|${word}` }], edges: [] };
        expect(graphMermaid(named)).toMatch(/^flowchart TD\n {2}n0\(\["ADMIT<br\/>[^"<>\n]*"\]\)\n$/);
        expect(graphDot(named)).toMatch(
          /\n {2}"ADMIT" \[label="ADMIT\\n(?:[^"\\\n]|\\.)*", shape=box, style="rounded"\];\n\}\n$/,
        );
        expect(graphAscii(named)).not.toMatch(/[^\n\P{Cc}]/u);
      }),
      { numRuns: 300 },
    );
  });
});

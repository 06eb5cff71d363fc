import type { Fqdn } from "@pgs/governance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { artifactOf } from "../5-lower/artifact.ts";
import { linesOfParts } from "../7-seal/lines-of-parts.ts";
import { readAndBind } from "../front.ts";
import { writeRoot } from "../testing/write-root.ts";
import { contractGraphOf, layoutGraph } from "./layout-graph.ts";
import { mapGraphOf } from "./layout-map.ts";

const sources: Readonly<Record<string, string>> = {
  "protocol/AC_GUEST_V0.yaml": "artifact: hello::AC_GUEST_V0\ntype: person\nattributes: {}\n",
  "protocol/CT_NAME_V0.yaml": `artifact: hello::CT_NAME_V0
code: name.ts#name
inputs: { text: { type: string } }
outputs: { name: { type: string } }
outcomes: { SUCCESS: [name], NOT_FOUND: [] }
`,
  "protocol/CC_FIND_NAME_V0.yaml": `artifact: hello::CC_FIND_NAME_V0
inputs: { text: { type: string } }
outputs: { name: { type: string } }
outcomes: { SUCCESS: [name], NOT_FOUND: [] }
pipeline:
  - step: first
    transform: CT_NAME_V0
    inputs: { text: $.inputs.text }
    on: { SUCCESS: exit, NOT_FOUND: continue }
  - step: second
    transform: CT_NAME_V0
    inputs: { text: $.inputs.text }
    on: { SUCCESS: exit, NOT_FOUND: exit }
`,
  "protocol/WF_NAME_V0.yaml": `artifact: hello::WF_NAME_V0
actors: [AC_GUEST_V0]
payload:
  text: { type: string }
nodes:
  FIND:
    contract: CC_FIND_NAME_V0
    inputs: { text: $.payload.text }
    next: { SUCCESS: FOUND, NOT_FOUND: DENIED }
  FOUND: { exit: completed, outputs: { name: $.results.FIND.name } }
`,
};

const root = writeRoot(sources, afterAll);
let protocol: BoundProtocol;

beforeAll(() => {
  const { value } = readAndBind({ roots: [root] });
  if (value === undefined) throw new Error("nothing was bound");
  protocol = value;
});

describe("what is drawn of sources", () => {
  test("of a contract: its steps, and the outcomes it leaves with", () => {
    const graph = contractGraphOf(artifactOf(protocol, "hello::CC_FIND_NAME_V0" as Fqdn, "CC"));
    expect(graph.nodes.map(({ name, kind, caption }) => [name, kind, caption])).toEqual([
      ["first", "transform", "CT_NAME_V0"],
      ["second", "transform", "CT_NAME_V0"],
      ["SUCCESS", "outcome", "name"],
      ["NOT_FOUND", "outcome", ""],
    ]);
    const layout = layoutGraph(graph);
    expect(layout.kind).toBe("contract");
    expect(layout.edges.map(({ from, to, outcomes }) => `${from} ${outcomes.join()} ${to}`).sort()).toEqual([
      "first NOT_FOUND second",
      "first SUCCESS SUCCESS",
      "second NOT_FOUND NOT_FOUND",
      "second SUCCESS SUCCESS",
    ]);
  });

  test("of the protocol: what its workflows reach", () => {
    const { nodes, links } = mapGraphOf(protocol);
    expect(nodes.map(({ name, column }) => `${column} ${name}`)).toEqual([
      "0 hello::WF_NAME_V0",
      "1 hello::CC_FIND_NAME_V0",
      "2 hello::CT_NAME_V0",
    ]);
    expect(links).toEqual([
      { from: "hello::WF_NAME_V0", to: "hello::CC_FIND_NAME_V0", words: [] },
      { from: "hello::CC_FIND_NAME_V0", to: "hello::CT_NAME_V0", words: [] },
    ]);
  });
});

describe("the lines of an artifact", () => {
  const linesOf = (fqdn: string) => {
    const artifact = protocol.artifacts.get(fqdn as Fqdn);
    return artifact && linesOfParts(artifact);
  };

  test("are those of its steps, its nodes, its fields and its outcomes", () => {
    expect(linesOf("hello::CC_FIND_NAME_V0")).toEqual({
      line: 1,
      parts: {
        first: 6,
        second: 10,
        "inputs/text": 2,
        "outputs/name": 3,
        "outcomes/SUCCESS": 4,
        "outcomes/NOT_FOUND": 4,
      },
    });
    expect(linesOf("hello::WF_NAME_V0")).toMatchObject({ line: 1, parts: { FIND: 6, FOUND: 10 } });
    expect(linesOf("hello::CT_NAME_V0")).toEqual({
      line: 1,
      parts: { "inputs/text": 3, "outputs/name": 4, "outcomes/SUCCESS": 5, "outcomes/NOT_FOUND": 5 },
    });
  });

  test("of an intent that its workflow implies are in the workflow", () => {
    expect(linesOf("hello::IN_NAME_V0")).toMatchObject({ parts: { text: 4 } });
  });
});

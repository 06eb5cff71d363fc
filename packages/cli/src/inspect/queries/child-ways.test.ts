import type { Fqdn } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { makeInk } from "../../terminal/ink.ts";
import { sealProtocol } from "../../testing/run-protocol.ts";
import { workflowText } from "../artifact.ts";
import type { AskedOptions } from "../question.ts";
import { pathsQuestion } from "../questions/paths.ts";
import { artifactOf, readProtocol } from "../sealed-protocol.ts";
import { stepInside } from "./child-ways.ts";
import type { FoundPaths, WorkflowPath } from "./workflow-path.ts";
import { pathsOf } from "./workflow-paths.ts";

const files = {
  "protocol/AC_GUEST_V0.yaml": "artifact: hello::AC_GUEST_V0\ntype: person\n",
  "protocol/WF_KEEP_V0.yaml": `artifact: hello::WF_KEEP_V0
payload: { name: { type: string } }
actors: [AC_GUEST_V0]
stores: { GUEST: registry }
nodes:
  KEEP:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GUEST
    inputs: { key: $.payload.name }
    next: { SUCCESS: KEPT, ALREADY_EXISTS: KEPT, VIOLATION: DENIED }
  KEPT: { exit: completed }
`,
  "protocol/WF_WAVE_V0.yaml": `artifact: hello::WF_WAVE_V0
payload: { name: { type: string } }
actors: [AC_GUEST_V0]
nodes:
  WAVED: { exit: completed }
`,
  "protocol/WF_MEET_V0.yaml": `artifact: hello::WF_MEET_V0
payload: { name: { type: string }, how: { type: string, enum: [aloud, afar] } }
actors: [AC_GUEST_V0]
nodes:
  MEET:
    invoke: { by: $.payload.how, cases: { aloud: WF_KEEP_V0, afar: WF_WAVE_V0 } }
    payload: { name: $.payload.name }
    next: { SUCCESS: COMPLETED, VIOLATION: DENIED }
`,
  "protocol/WF_MEET_ALL_V0.yaml": `artifact: hello::WF_MEET_ALL_V0
payload: { names: { type: array, items: { type: string } } }
actors: [AC_GUEST_V0]
nodes:
  ALL:
    invoke: WF_MEET_V0
    each: $.payload.names
    payload: { name: $.item, how: afar }
    next: { SUCCESS: COMPLETED, VIOLATION: DENIED }
`,
  "protocol/WF_AT_ONCE_V0.yaml": `artifact: hello::WF_AT_ONCE_V0
payload: { names: { type: array, items: { type: string } } }
actors: [AC_GUEST_V0]
nodes:
  ALL:
    side_effect: capability_side_effects::CS_CONCURRENT_WORKFLOWS_V0
    op: EXECUTE_CONCURRENT
    invoke: WF_WAVE_V0
    each: $.payload.names
    payload: { name: $.item }
    next: { SUCCESS: COMPLETED, PARTIAL_FAILURE: DENIED, VIOLATION: DENIED }
`,
  "protocol/CC_TWICE_V0.yaml": `artifact: hello::CC_TWICE_V0
inputs: { name: { type: string } }
outcomes: { SUCCESS: [], VIOLATION: [] }
pipeline:
  - step: first
    invoke: WF_KEEP_V0
    payload: { name: $.inputs.name }
    outputs: { kept: $.result.run }
    on: { SUCCESS: continue, VIOLATION: exit, BACKEND_ERROR: exit VIOLATION }
  - step: then
    invoke: WF_WAVE_V0
    payload: { name: $.inputs.name }
    outputs: { waved: $.result.run }
    on: { SUCCESS: exit, VIOLATION: exit, BACKEND_ERROR: exit VIOLATION }
`,
  "protocol/WF_TWICE_V0.yaml": `artifact: hello::WF_TWICE_V0
payload: { name: { type: string } }
actors: [AC_GUEST_V0]
nodes:
  BOTH:
    contract: CC_TWICE_V0
    inputs: { name: $.payload.name }
    next: { SUCCESS: COMPLETED, VIOLATION: DENIED }
`,
};

const protocol = readProtocol(await sealProtocol(files));
const inside = stepInside(protocol);

function found(code: string, { limit = 100, to }: { readonly limit?: number; readonly to?: string } = {}): FoundPaths {
  const fqdn = `hello::${code}` as Fqdn;
  return pathsOf(workflowText(artifactOf(protocol, fqdn)), { limit, to, inside: inside(fqdn) });
}

/** A path in one line: its nodes, and its children in brackets. */
function told({ steps, exit, class: end }: WorkflowPath): string {
  const words = steps.map(({ node, outcome, children = [] }) => {
    const ways = children.map((child) => `${child.step} ${child.which} ${child.workflow.slice(7)}: ${told(child)}`);
    return `${node} ${[...ways.map((way) => `[${way}] `), outcome].join("")} `;
  });
  return `${words.join("")}${exit === "" ? end : exit}`;
}

const keep = "one WF_KEEP_V0: ADMIT ACK KEEP";

describe("paths through children", () => {
  test("go by every exit of the class that its outcome stands for", () => {
    expect(found("WF_MEET_V0").paths.map(told)).toEqual([
      "ADMIT NACK REJECTED",
      `ADMIT ACK MEET [meet ${keep} BACKEND_ERROR FAILED] BACKEND_ERROR FAILED`,
      "ADMIT ACK MEET [meet one WF_KEEP_V0: faulted] BACKEND_ERROR FAILED",
      "ADMIT ACK MEET [meet one WF_WAVE_V0: faulted] BACKEND_ERROR FAILED",
      `ADMIT ACK MEET [meet ${keep} ALREADY_EXISTS KEPT] SUCCESS COMPLETED`,
      `ADMIT ACK MEET [meet ${keep} SUCCESS KEPT] SUCCESS COMPLETED`,
      "ADMIT ACK MEET [meet one WF_WAVE_V0: ADMIT ACK WAVED] SUCCESS COMPLETED",
      "ADMIT ACK MEET [meet one WF_KEEP_V0: ADMIT NACK REJECTED] VIOLATION DENIED",
      `ADMIT ACK MEET [meet ${keep} VIOLATION DENIED] VIOLATION DENIED`,
      "ADMIT ACK MEET [meet one WF_WAVE_V0: ADMIT NACK REJECTED] VIOLATION DENIED",
    ]);
  });

  test("go through children of children, and say whether it was each of a list or the last", () => {
    const meet = "ADMIT ACK MEET [meet one WF_WAVE_V0: ADMIT ACK WAVED] SUCCESS COMPLETED";
    expect(found("WF_MEET_ALL_V0", { to: "COMPLETED" }).paths.map(told)).toContain(
      `ADMIT ACK ALL [all each WF_MEET_V0: ${meet}] SUCCESS COMPLETED`,
    );
    const denied = found("WF_MEET_ALL_V0", { to: "DENIED" }).paths;
    expect(new Set(denied.flatMap(({ steps }) => steps[1]?.children?.map(({ which }) => which)))).toEqual(
      new Set(["last"]),
    );
    // Of every path of the child: 3 completed, 4 refused, 3 that fail, and that it breaks down.
    expect(found("WF_MEET_ALL_V0").total).toBe(1 + 3 + 4 + 3 + 1);
  });

  test("side by side go by what one or more did, and by no child where there was none", () => {
    expect(found("WF_AT_ONCE_V0").paths.map(told)).toEqual([
      "ADMIT NACK REJECTED",
      "ADMIT ACK ALL [all some WF_WAVE_V0: ADMIT NACK REJECTED] PARTIAL_FAILURE DENIED",
      "ADMIT ACK ALL [all some WF_WAVE_V0: faulted] PARTIAL_FAILURE DENIED",
      "ADMIT ACK ALL [all each WF_WAVE_V0: ADMIT ACK WAVED] SUCCESS COMPLETED",
      "ADMIT ACK ALL VIOLATION DENIED",
    ]);
  });

  test("of a contract that runs several go by each that had run when it was left", () => {
    expect(found("WF_TWICE_V0", { to: "COMPLETED" }).paths.map(told)).toEqual(
      ["ALREADY_EXISTS", "SUCCESS"].map(
        (outcome) =>
          `ADMIT ACK BOTH [first ${keep} ${outcome} KEPT] [then one WF_WAVE_V0: ADMIT ACK WAVED] SUCCESS COMPLETED`,
      ),
    );
    const denied = found("WF_TWICE_V0", { to: "DENIED" });
    // The first is refused (2) or breaks (2); or it completes (2) and the second is refused (1) or breaks (1).
    expect([denied.total, denied.paths.length]).toEqual([8, 8]);
  });

  test("that are cut are counted all the same", () => {
    for (const limit of [1, 3, 7]) {
      const { total, paths } = found("WF_MEET_ALL_V0", { limit });
      expect([total, paths.length]).toEqual([12, limit]);
      expect(paths).toEqual(found("WF_MEET_ALL_V0").paths.slice(0, limit));
    }
  });
});

describe("pgs inspect paths", () => {
  const asked = (code: string, options: AskedOptions): string =>
    pathsQuestion.answer({ protocol, words: [code], options, fileOf: (source) => source }).print(makeInk(false));

  test("tells the children below the path that they are on", () => {
    expect(asked("WF_MEET_ALL_V0", { to: "COMPLETED" })).toBe(`3 paths through hello::WF_MEET_ALL_V0

1  ADMIT ACK → ALL SUCCESS → COMPLETED completed
   in ALL, each WF_MEET_V0: ADMIT ACK → MEET SUCCESS → COMPLETED completed
       in MEET, runs WF_KEEP_V0: ADMIT ACK → KEEP ALREADY_EXISTS → KEPT completed
2  ADMIT ACK → ALL SUCCESS → COMPLETED completed
   in ALL, each WF_MEET_V0: ADMIT ACK → MEET SUCCESS → COMPLETED completed
       in MEET, runs WF_KEEP_V0: ADMIT ACK → KEEP SUCCESS → KEPT completed
3  ADMIT ACK → ALL SUCCESS → COMPLETED completed
   in ALL, each WF_MEET_V0: ADMIT ACK → MEET SUCCESS → COMPLETED completed
       in MEET, runs WF_WAVE_V0: ADMIT ACK → WAVED completed
`);
  });

  test("stops at them where that is asked", () => {
    expect(asked("WF_MEET_ALL_V0", { to: "COMPLETED", children: false })).toBe(`1 path through hello::WF_MEET_ALL_V0

1  ADMIT ACK → ALL SUCCESS → COMPLETED completed
`);
  });
});

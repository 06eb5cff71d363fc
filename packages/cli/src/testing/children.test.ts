import { openMemoryLedger } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";
import { beforeAll, describe, expect, test } from "vitest";
import { linkProtocol, openRuns } from "./run-protocol.ts";

const files = {
  "protocol/STRUCTURE_HELLO_V0.yaml": `artifact: hello::STRUCTURE_HELLO_V0
stores: { GUEST: registry }
`,
  "protocol/AC_GUEST_V0.yaml": `artifact: hello::AC_GUEST_V0
type: person
attributes: { desk: { type: string } }
`,
  "protocol/AC_HOUSE_V0.yaml": `artifact: hello::AC_HOUSE_V0
type: system
`,
  "protocol/WF_GREET_V0.yaml": `artifact: hello::WF_GREET_V0
payload:
  name: { type: string, maxLength: 5 }
  times: { type: integer, default: 1 }
actors: [AC_GUEST_V0, AC_HOUSE_V0]
nodes:
  KEEP:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GUEST
    inputs: { key: $.payload.name }
    next: { SUCCESS: GREETED, ALREADY_EXISTS: KNOWN, VIOLATION: FAILED }
  GREETED: { exit: completed, outputs: { name: $.payload.name, times: $.payload.times } }
  KNOWN: { exit: denied, outputs: { known: $.payload.name } }
`,
  "protocol/WF_WAVE_V0.yaml": `artifact: hello::WF_WAVE_V0
payload: { name: { type: string, maxLength: 5 } }
actors: [AC_GUEST_V0, AC_HOUSE_V0]
nodes:
  WAVED: { exit: completed, outputs: { name: $.payload.name } }
`,
  "protocol/WF_ONE_V0.yaml": `artifact: hello::WF_ONE_V0
payload: { name: { type: string, maxLength: 5 }, how: { type: string, enum: [aloud, afar] } }
actors: [AC_GUEST_V0]
nodes:
  MEET:
    invoke: { by: $.payload.how, cases: { aloud: WF_GREET_V0, afar: WF_WAVE_V0 } }
    payload: { name: $.payload.name }
    as: AC_HOUSE_V0
    next: { SUCCESS: MET, VIOLATION: NOT_MET }
  MET:
    exit: completed
    outputs: { name: $.results.MEET.execution_result.name, times: $.results.MEET.execution_result.times }
  NOT_MET: { exit: denied, reason: NOT_MET }
`,
  "protocol/CC_GREET_ALL_V0.yaml": `artifact: hello::CC_GREET_ALL_V0
inputs: { names: { type: array, items: { type: string, maxLength: 5 } }, times: { type: integer } }
pipeline:
  - step: all
    invoke: WF_GREET_V0
    each: $.inputs.names
    payload: { name: $.item, times: $.inputs.times }
    outputs: { greeted: $.result.items_processed, ends: $.result.results }
`,
  "protocol/WF_ALL_V0.yaml": `artifact: hello::WF_ALL_V0
payload: { names: { type: array, items: { type: string, maxLength: 5 } } }
actors: [AC_GUEST_V0]
nodes:
  ALL:
    contract: CC_GREET_ALL_V0
    inputs: { names: $.payload.names, times: 3 }
    next: { SUCCESS: DONE, VIOLATION: SOME, BACKEND_ERROR: SOME }
  DONE: { exit: completed, outputs: { greeted: $.results.ALL.greeted, ends: $.results.ALL.ends } }
  SOME: { exit: denied, outputs: { greeted: $.results.ALL.greeted, ends: $.results.ALL.ends } }
`,
  "protocol/WF_AT_ONCE_V0.yaml": `artifact: hello::WF_AT_ONCE_V0
payload: { names: { type: array, items: { type: string, maxLength: 5 } } }
actors: [AC_GUEST_V0]
nodes:
  ALL:
    side_effect: capability_side_effects::CS_CONCURRENT_WORKFLOWS_V0
    op: EXECUTE_CONCURRENT
    invoke: WF_GREET_V0
    each: $.payload.names
    payload: { name: $.item, times: 2 }
    next: { SUCCESS: DONE, PARTIAL_FAILURE: DONE, VIOLATION: DENIED }
  DONE: { exit: completed, outputs: { all: $.results.ALL.all_succeeded, ends: $.results.ALL.results } }
`,
};

let runIn: ReturnType<typeof openRuns>;

beforeAll(async () => {
  const linked = await linkProtocol(files);
  runIn = openRuns({ linked, ledger: openMemoryLedger({ maxRecords: 1_000 }) });
}, 60_000);

/** How a run ended, without the names of its children's runs. */
async function ran(workflow: string, payload: Json): Promise<readonly [string, string, Json]> {
  const { terminal, exit, outputs } = await runIn(workflow, payload, { desk: "A" });
  const ends = outputs["ends"] as readonly JsonObject[] | undefined;
  const told = ends === undefined ? {} : { ends: ends.map(withoutRun) };
  return [terminal, exit, { ...outputs, ...told } as Json];
}

function withoutRun(end: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(end).filter(([name]) => name !== "run"));
}

describe("children, as they are declared", () => {
  test("are chosen by a field, and answer by their types", async () => {
    expect(await ran("WF_ONE_V0", { name: "Ada", how: "aloud" })).toEqual([
      "completed",
      "MET",
      { name: "Ada", times: 1 },
    ]);
    expect(await ran("WF_ONE_V0", { name: "Ada", how: "afar" })).toEqual(["completed", "MET", { name: "Ada" }]);
  });

  test("that are denied are a VIOLATION of whoever ran them", async () => {
    expect(await ran("WF_ONE_V0", { name: "Ada", how: "aloud" })).toEqual(["denied", "NOT_MET", {}]);
  });

  test("of a list run one after the other, up to the first that does not complete", async () => {
    const good = (name: string) => ({ terminal: "completed", exit: "GREETED", outputs: { name, times: 3 } });
    expect(await ran("WF_ALL_V0", { names: ["Bob", "Cy"] })).toEqual([
      "completed",
      "DONE",
      { greeted: 2, ends: [good("Bob"), good("Cy")] },
    ]);
    expect(await ran("WF_ALL_V0", { names: ["Dee", "Bob", "Eve"] })).toEqual([
      "denied",
      "SOME",
      { greeted: 1, ends: [good("Dee"), { terminal: "denied", exit: "KNOWN", outputs: { known: "Bob" } }] },
    ]);
    expect(await ran("WF_ALL_V0", { names: [] })).toEqual(["completed", "DONE", { greeted: 0, ends: [] }]);
  });

  test("of a list run side by side, each to its end", async () => {
    const good = (name: string) => ({ terminal: "completed", exit: "GREETED", outputs: { name, times: 2 } });
    expect(await ran("WF_AT_ONCE_V0", { names: ["Eve", "Bob", "Flo"] })).toEqual([
      "completed",
      "DONE",
      {
        all: false,
        ends: [good("Eve"), { terminal: "denied", exit: "KNOWN", outputs: { known: "Bob" } }, good("Flo")],
      },
    ]);
    expect(await ran("WF_AT_ONCE_V0", { names: [] })).toEqual(["denied", "DENIED", {}]);
  });
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealAgain } from "./seal-again.ts";
import { type RunJson, run, temporaryFolder, temporaryWorkspace, writeFiles } from "./temporary-workspace.ts";

/** Writes a note, then does what the payload asks for. */
const faulty = {
  "faulty/protocol/breaking/CT_BREAK_V0.yaml": `artifact: CT_BREAK_V0
code: break.ts#breakAs
inputs: { how: { type: string } }
outputs: { how: { type: string } }
outcomes: { SUCCESS: [how], VIOLATION: [] }
cases:
  - { case: whole, inputs: { how: whole }, outcome: SUCCESS, outputs: { how: whole } }
  - { case: refused, inputs: { how: refused }, outcome: VIOLATION }
`,
  "faulty/protocol/breaking/WF_BREAK_V0.yaml": `artifact: WF_BREAK_V0
payload: { how: { type: string } }
stores: { NOTES: registry }
nodes:
  KEEP:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: NOTES
    inputs: { key: $.payload.how }
    next: { SUCCESS: BREAK, ALREADY_EXISTS: BREAK, VIOLATION: DENIED }
  BREAK:
    transform: CT_BREAK_V0
    inputs: { how: $.payload.how }
    next: { SUCCESS: COMPLETED, VIOLATION: FAILED }
`,
  // `as never` is what an implementation can always do behind the back of its contract.
  "faulty/src/break.ts": `export function breakAs({ how }: { readonly how: string }) {
  if (how === "throw") throw new Error("boom");
  if (how === "refused") return { outcome: "VIOLATION", outputs: {} } as const;
  if (how === "undeclared outcome") return JSON.parse('{"outcome":"EXPIRED","outputs":{}}') as never;
  if (how === "no answer") return JSON.parse("null") as never;
  if (how === "missing output") return JSON.parse('{"outcome":"SUCCESS","outputs":{}}') as never;
  return { outcome: "SUCCESS", outputs: { how } } as const;
}
`,
};

const workflow = "faulty::WF_BREAK_V0";
const scratch = temporaryFolder(afterAll);
const snapshot = join(scratch, "snapshot");
writeFiles(scratch, faulty);
const compiled = pgs(["compile", "faulty", "--out", snapshot], { cwd: scratch });

const notes = (cwd: string): unknown => jsonOf(pgs(["data", "show", "NOTES", "--json"], { cwd })).records;

/** The run, told as it should be: exit 6, a place, no stack, nothing kept but the journal. */
function expectFault(cwd: string, how: string): RunJson {
  const { code, result, err } = run({ cwd, workflow, payload: { how } });
  expect(err).not.toMatch(/\n\s+at /);
  expect({ code, terminal: result.terminal, notes: notes(cwd) }).toEqual({ code: 6, terminal: "faulted", notes: [] });
  expect(result.outputs).toEqual({});
  const { runs } = jsonOf<{ runs: readonly { run: string; terminal: string }[] }>(pgs(["runs", "--json"], { cwd }));
  expect(runs).toMatchObject([{ run: result.run, terminal: "faulted" }]);
  expect(pgs(["examine", result.run], { cwd })).toMatchObject({ code: 0 });
  return result;
}

describe("what nothing declared", () => {
  test("the sample compiles, and what is whole completes", () => {
    expect(compiled).toMatchObject({ code: 0 });
    const cwd = temporaryWorkspace(snapshot);
    expect(run({ cwd, workflow, payload: { how: "whole" } })).toMatchObject({ code: 0 });
    expect(notes(cwd)).toHaveLength(1);
  });

  test("a failed exit rolls back too, and is no fault", () => {
    const cwd = temporaryWorkspace(snapshot);
    const { code, result } = run({ cwd, workflow, payload: { how: "refused" } });
    expect({ code, terminal: result.terminal, notes: notes(cwd) }).toEqual({ code: 6, terminal: "failed", notes: [] });
  });

  test.each(["throw", "undeclared outcome", "no answer", "missing output"])(
    "%s is a fault at its node: exit 6, rolled back, the place named",
    (how) => {
      const { reasons } = expectFault(temporaryWorkspace(snapshot), how);
      expect(reasons).toEqual([expect.objectContaining({ code: expect.stringMatching(/^PGS7/) })]);
      expect(reasons[0]?.at).toMatch(/^BREAK(\/|$)/);
    },
  );

  test("a key whose run faulted may be used again", () => {
    const cwd = temporaryWorkspace(snapshot);
    expect(run({ cwd, workflow, payload: { how: "throw" }, args: ["--key", "k"] }).code).toBe(6);
    expect(run({ cwd, workflow, payload: { how: "whole" }, args: ["--key", "k"] })).toMatchObject({ code: 0 });
  });

  test.each([
    ["an edge to nowhere", -1],
    ["an edge past the last node", 99],
    ["an edge back", 0],
  ])("%s, forged into a program and sealed again, is a fault and never a success", (_, target) => {
    const forged = join(temporaryFolder(afterAll), "snapshot");
    sealAgain({ from: snapshot, to: forged }, (folder) => {
      const file = join(folder, "program.json");
      const program = JSON.parse(readFileSync(file, "utf8"));
      const node = program.workflows[0].nodes.find((each: { name: string }) => each.name === "BREAK");
      node.next = node.next.map(() => target);
      writeFileSync(file, JSON.stringify(program));
    });
    const { reasons } = expectFault(temporaryWorkspace(forged), "whole");
    expect(reasons[0]?.at).toContain("BREAK");
  });
});

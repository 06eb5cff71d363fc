import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { run, temporaryFolder, writeFiles } from "./temporary-workspace.ts";

const notes = {
  "pgs.config.yaml": "roots: [notes]\n",
  "notes/protocol/notes/WF_NOTE_V0.yaml": `artifact: WF_NOTE_V0
payload: { note: { type: string, minLength: 1 } }
stores: { NOTES: registry }
nodes:
  KEEP:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: NOTES
    inputs: { key: $.payload.note }
    next: { SUCCESS: COMPLETED, ALREADY_EXISTS: COMPLETED, VIOLATION: DENIED }
`,
};

/** A workspace with a snapshot and one run; gives that run's folder of traces as well. */
function notedWorkspace(): { readonly cwd: string; readonly traceOf: (kind: string) => string; readonly id: string } {
  const cwd = temporaryFolder(onTestFinished);
  writeFiles(cwd, notes);
  expect(pgs(["compile"], { cwd })).toMatchObject({ code: 0, err: "" });
  const { result, err } = run({ cwd, workflow: "WF_NOTE_V0", payload: { note: "one" } });
  expect({ terminal: result.terminal, err }).toEqual({ terminal: "completed", err: "" });
  return { cwd, id: result.run, traceOf: (kind) => join(cwd, "traces", result.run, `${result.run}.${kind}`) };
}

describe("what is not state", () => {
  test("views and traces that are gone are made again, byte for byte, and said", () => {
    const { cwd, traceOf } = notedWorkspace();
    const view = join(cwd, "data/registry/NOTES.json");
    const before = [view, ...["jsonl", "md", "png"].map(traceOf)].map((file) => [file, readFileSync(file)] as const);
    rmSync(view);
    rmSync(join(cwd, "traces"), { recursive: true });
    const settled = pgs(["resume"], { cwd });
    expect(settled.code).toBe(0);
    expect(settled.out.trimEnd().split("\n")).toHaveLength(5);
    expect(settled.out).toContain("settled data/registry/NOTES.json\n");
    for (const [file, bytes] of before) expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(pgs(["resume"], { cwd }).out).toBe("nothing was left undone\n");
  });

  test("a trace that was changed is found out, by examine and by verify", () => {
    const { cwd, id, traceOf } = notedWorkspace();
    expect(pgs(["verify"], { cwd }).code).toBe(0);
    const changed = readFileSync(traceOf("jsonl"), "utf8").replace('"one"', '"two"');
    writeFileSync(traceOf("jsonl"), changed);
    expect(pgs(["examine", id], { cwd }).code).toBe(4);
    expect(jsonOf(pgs(["examine", traceOf("jsonl"), "--json"], { cwd }))).toMatchObject({ proof: "tampered" });
    expect(pgs(["verify"], { cwd }).code).toBe(4);
  });

  test("a run is examined by the snapshot that was kept, when the sources went on", () => {
    const { cwd, id, traceOf } = notedWorkspace();
    const source = join(cwd, "notes/protocol/notes/WF_NOTE_V0.yaml");
    writeFileSync(
      source,
      `${readFileSync(source, "utf8")}  OTHER: { exit: failed }\n`.replace("VIOLATION: DENIED", "VIOLATION: OTHER"),
    );
    const later = new Date(Date.now() + 60_000);
    utimesSync(source, later, later);
    const stale = run({ cwd, workflow: "WF_NOTE_V0", payload: { note: "two" } });
    expect(stale.err).toBe(
      "pgs: notes/protocol/notes/WF_NOTE_V0.yaml is newer than the snapshot; `pgs compile` seals it\n",
    );
    expect(pgs(["compile"], { cwd }).code).toBe(0);
    rmSync(traceOf("png"));
    const examined = pgs(["examine", id, "--render"], { cwd });
    expect(examined.code).toBe(0);
    expect(examined.out).toContain("intact, anchored");
    expect(readFileSync(traceOf("png")).length).toBeGreaterThan(1000);
  });
});

import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ledger, type LinkedProgram, settleViews } from "@pgs/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { sample } from "./sample-program.ts";

let ledger: Ledger;
let directory: string;
const log = "events/LOG.jsonl";
const at = "2026-01-01T00:00:00.000Z";

beforeEach(() => {
  ledger = openMemoryLedger({ maxRecords: 9999 });
  directory = mkdtempSync(join(tmpdir(), "pgs-views-"));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

function settle(linked: LinkedProgram = sample, maxRows = 1000): readonly string[] {
  return settleViews({ linked, ledger, directory, maxRows });
}

function text(path: string): string {
  return readFileSync(join(directory, path), "utf8");
}

function register(key: string): void {
  ledger.transaction((tx) => tx.store({ id: "d::STRUCTURE_S_V0/KEPT", semantics: "registry" }).insert(key, { key }));
}

function append(n: number): void {
  const store = { id: "d::STRUCTURE_S_V0/LOG", semantics: "events" } as const;
  ledger.transaction((tx) => tx.store(store).append({ event: "d::EV_E_V0", stream: "", run: "R", at, record: { n } }));
}

function lineOf(n: number, sequence: number): string {
  return `{"at":"${at}","event":"d::EV_E_V0","record":{"n":${n}},"run":"R","sequence":${sequence},"stream":""}\n`;
}

describe("the views of a data root", () => {
  test("are none while nothing is held", () => {
    expect(settle()).toEqual([]);
    expect(existsSync(join(directory, "registry"))).toBe(false);
  });

  test("show what the ledger holds, and are not touched when it holds the same", () => {
    register("b");
    register("a");
    append(1);
    expect(settle()).toEqual([log, "registry/KEPT.json"]);
    expect(text("registry/KEPT.json")).toBe('{\n  "a": {"key":"a"},\n  "b": {"key":"b"}\n}\n');
    expect(text(log)).toBe(lineOf(1, 1));
    const before = ["registry/KEPT.json", log, ".views.json"].map((path) => statSync(join(directory, path)));
    append(2);
    expect(settle()).toEqual([log]);
    expect(text(log)).toBe(lineOf(1, 1) + lineOf(2, 2));
    expect(statSync(join(directory, "registry/KEPT.json"))).toEqual(before[0]);
    expect(settle()).toEqual([]);
  });

  test("hold every event once, also when the last call was cut between the lines and the mark", () => {
    append(1);
    settle();
    append(2);
    appendFileSync(join(directory, log), lineOf(2, 2).slice(0, 20));
    settle();
    expect(text(log)).toBe(lineOf(1, 1) + lineOf(2, 2));
    appendFileSync(join(directory, log), "left over\n");
    expect(settle()).toEqual([log]);
    expect(text(log)).toBe(lineOf(1, 1) + lineOf(2, 2));
  });

  test("are written again when a file, its end or the marks are gone", () => {
    append(1);
    append(2);
    settle();
    const whole = text(log);
    rmSync(join(directory, ".views.json"));
    settle();
    expect(text(log)).toBe(whole);
    truncateSync(join(directory, log), 10);
    settle();
    expect(text(log)).toBe(whole);
    rmSync(join(directory, log));
    settle();
    expect(text(log)).toBe(whole);
  });

  test("follow a ledger with more events than one reading takes", () => {
    for (let n = 1; n <= 2500; n += 1) append(n);
    settle();
    const lines = text(log).trimEnd().split("\n");
    expect(lines).toHaveLength(2500);
    expect(`${lines[2499]}\n`).toBe(lineOf(2500, 2500));
  });

  test("leave a keyed store of too many rows to the export", () => {
    for (const key of ["a", "b", "c"]) register(key);
    expect(settle(sample, 2)).toEqual([]);
    expect(settle(sample, Number.POSITIVE_INFINITY)).toEqual(["registry/KEPT.json"]);
  });

  test("keep stores of one name apart", () => {
    const { program, vocabulary } = sample;
    const stores = [
      ...program.stores,
      { structure: 0, name: "LOG", semantics: "events", record: -1, sensitiveRecord: -1 } as const,
    ];
    append(1);
    expect(settle({ ...sample, program: { ...program, stores }, vocabulary })).toEqual([
      "events/d__STRUCTURE_S_V0__LOG.jsonl",
    ]);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPhaseCache } from "./phase-cache.ts";

let folder = "";

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), "pgs-cache-")), "cache");
});

afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

function open(parts: { readonly tool?: string; readonly maxBytes?: number } = {}) {
  return openPhaseCache({ folder, tool: "one", maxBytes: 1 << 20, ...parts });
}

function entries(): readonly string[] {
  return readdirSync(folder).filter((name) => name !== ".gitignore");
}

describe("the cache of phases", () => {
  test("finds what was kept under the same key, phase and compiler, and nothing else", () => {
    open().keep("bundle", "a", "text");
    expect(open().find("bundle", "a")).toBe("text");
    expect(open().find("bundle", "b")).toBeUndefined();
    expect(open().find("cases", "a")).toBeUndefined();
    expect(open({ tool: "two" }).find("bundle", "a")).toBeUndefined();
  });

  test.each([
    ["cut", (text: string) => text.slice(0, -1)],
    ["changed", (text: string) => text.replace("text", "tale")],
    ["emptied", () => ""],
  ])("does not find what was %s", (_, damage) => {
    open().keep("bundle", "a", "text");
    const file = path.join(folder, entries()[0] ?? "");
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    expect(open().find("bundle", "a")).toBeUndefined();
  });

  test("does not find an entry that was put in the place of another", () => {
    open().keep("bundle", "a", "text of a");
    const [ofA = ""] = entries();
    open().keep("bundle", "b", "text of b");
    const ofB = entries().find((name) => name !== ofA) ?? "";
    writeFileSync(path.join(folder, ofA), readFileSync(path.join(folder, ofB)));
    expect(open().find("bundle", "a")).toBeUndefined();
    expect(open().find("bundle", "b")).toBe("text of b");
  });

  test("keeps no more than it may, and what was used last", () => {
    const cache = open({ maxBytes: 5000 });
    for (const key of ["a", "b", "c", "d", "e", "f"]) cache.keep("bundle", key, key.repeat(1000));
    const bytes = entries().reduce((sum, name) => sum + readFileSync(path.join(folder, name)).length, 0);
    expect(bytes).toBeLessThanOrEqual(5000);
    expect(cache.find("bundle", "f")).toBe("f".repeat(1000));
  });

  test("leaves nothing unfinished behind, and is out of version control", () => {
    open().keep("bundle", "a", "text");
    expect(entries()).toHaveLength(1);
    expect(readFileSync(path.join(folder, ".gitignore"), "utf8")).toBe("*\n");
  });

  test("keeps nothing where it cannot write, and does not fail", () => {
    writeFileSync(folder, "a file is in the way");
    open().keep("bundle", "a", "text");
    expect(open().find("bundle", "a")).toBeUndefined();
  });
});

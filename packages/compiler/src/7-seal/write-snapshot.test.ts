import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isReplaceable, writeSnapshot } from "./write-snapshot.ts";

let parent = "";

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "pgs-write-"));
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

function filesOf(version: string): ReadonlyMap<string, string> {
  return new Map(["seal.json", "program.json", "behavior_logic/a.svg"].map((name) => [name, `${version} ${name}`]));
}

function versionsIn(out: string): ReadonlySet<string> {
  const read = [...filesOf("").keys()].map((name) => readFileSync(path.join(out, name), "utf8").split(" ")[0] ?? "");
  return new Set(read);
}

describe("writeSnapshot", () => {
  test("replaces the whole folder and leaves nothing beside it", async () => {
    const out = path.join(parent, "snapshot");
    await writeSnapshot(out, new Map([...filesOf("one"), ["gone.json", "one"]]));
    await writeSnapshot(out, filesOf("two"));
    expect(versionsIn(out)).toEqual(new Set(["two"]));
    expect(readdirSync(out).sort()).toEqual(["behavior_logic", "program.json", "seal.json"]);
    expect(readdirSync(parent)).toEqual(["snapshot"]);
  });

  test("leaves one whole snapshot when many write at the same time", async () => {
    const out = path.join(parent, "snapshot");
    const names = Array.from({ length: 12 }, (_, index) => `v${index}`);
    await Promise.all(names.map((name) => writeSnapshot(out, filesOf(name))));
    expect(versionsIn(out).size).toBe(1);
    expect(readdirSync(parent)).toEqual(["snapshot"]);
  });

  test("removes what an interrupted compilation left an hour ago, and nothing else", async () => {
    const out = path.join(parent, "snapshot");
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const name of [".snapshot.0123456789abcdef.new", ".snapshot.mine", ".other.0123456789abcdef.new"]) {
      mkdirSync(path.join(parent, name));
      utimesSync(path.join(parent, name), old, old);
    }
    mkdirSync(path.join(parent, ".snapshot.fedcba9876543210.new"));
    await writeSnapshot(out, filesOf("one"));
    expect(readdirSync(parent).sort()).toEqual([
      ".other.0123456789abcdef.new",
      ".snapshot.fedcba9876543210.new",
      ".snapshot.mine",
      "snapshot",
    ]);
  });

  test("follows a link to the folder", async () => {
    const real = path.join(parent, "real");
    mkdirSync(real);
    symlinkSync(real, path.join(parent, "link"));
    await writeSnapshot(path.join(parent, "link"), filesOf("one"));
    expect(versionsIn(real)).toEqual(new Set(["one"]));
  });
});

describe("isReplaceable", () => {
  test("spares what is no snapshot", async () => {
    expect(await isReplaceable(path.join(parent, "none"))).toBe(true);
    expect(await isReplaceable(parent)).toBe(true);
    writeFileSync(path.join(parent, "notes.txt"), "");
    expect(await isReplaceable(parent)).toBe(false);
    expect(await isReplaceable(path.join(parent, "notes.txt"))).toBe(false);
    writeFileSync(path.join(parent, "seal.json"), "{}");
    expect(await isReplaceable(parent)).toBe(true);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findNewerSource } from "./find-newer-source.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pgs-newer-"));
  for (const part of ["one/protocol/deep", "one/src/deep", "two/protocol"]) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  for (const file of ["seal.json", "one/protocol/A.yaml", "one/protocol/deep/B.yaml", "one/src/deep/c.ts"]) {
    writeAt(file, 2_000);
  }
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeAt(file: string, seconds: number): void {
  writeFileSync(join(folder, file), "");
  utimesSync(join(folder, file), seconds, seconds);
}

const find = (): string | undefined =>
  findNewerSource(
    ["one", "two", "gone"].map((root) => join(folder, root)),
    join(folder, "seal.json"),
  );

test("nothing is newer than a seal that was made after it", () => {
  writeAt("one/protocol/notes.txt", 3_000);
  writeAt("one/other.yaml", 3_000);
  symlinkSync(join(folder, "one"), join(folder, "two/protocol/around"));
  expect(find()).toBeUndefined();
});

test.each(["one/protocol/A.yaml", "one/protocol/deep/B.yaml", "one/src/deep/c.ts", "two/protocol/NEW.yaml"])(
  "%s is newer when it was written later",
  (file) => {
    writeAt(file, 3_000);
    expect(find()).toBe(join(folder, file));
  },
);

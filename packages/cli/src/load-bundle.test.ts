import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { codeCacheOf, runBundle } from "../bin/load-bundle.cjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pgs-bundle-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a bundle as the build does: one function, and the digest of its text. */
function writeBundle(name: string, body: string): string {
  const file = join(folder, name);
  const text = `(function (exports, require, module, __filename, __dirname) {\n${body}\n})\n`;
  writeFileSync(file, `${text}\n//${createHash("sha256").update(text).digest("hex")}\n`);
  return file;
}

function cacheOf(file: string): Buffer {
  const loaded: Parameters<typeof runBundle>[1] = new Map();
  runBundle(file, loaded);
  const read = loaded.get(file);
  if (read === undefined) throw new Error("the bundle was not read");
  return Buffer.concat([read.script.createCachedData(), Buffer.from(read.digest, "latin1")]);
}

function isRefused(file: string): boolean | undefined {
  const loaded: Parameters<typeof runBundle>[1] = new Map();
  runBundle(file, loaded);
  return loaded.get(file)?.script.cachedDataRejected;
}

describe("a bundle of the command", () => {
  test("runs as a CommonJS module in its place", () => {
    const file = writeBundle(
      "a.cjs",
      'module.exports = { at: [__filename, __dirname], path: require("node:path").sep };',
    );
    expect(runBundle(file)).toEqual({ at: [file, folder], path: "/" });
  });

  test("gives a bundle beside it to all who ask, once", () => {
    writeBundle("count.cjs", "exports.count = 0;");
    writeBundle("b.cjs", 'require("./count.cjs").count += 1;');
    const file = writeBundle(
      "a.cjs",
      'require("./count.cjs").count += 1; require("./b.cjs"); module.exports = require("./count.cjs");',
    );
    expect(runBundle(file)).toEqual({ count: 2 });
  });

  test("takes the code cache of its own text", () => {
    const file = writeBundle("a.cjs", "exports.answer = 1;");
    expect(isRefused(file)).toBeUndefined();
    writeFileSync(codeCacheOf(file), cacheOf(file));
    expect(isRefused(file)).toBe(false);
  });

  test("takes no code cache of another text, even one as long", () => {
    const file = writeBundle("a.cjs", "exports.answer = 1;");
    const cache = cacheOf(file);
    writeBundle("a.cjs", "exports.answer = 2;");
    writeFileSync(codeCacheOf(file), cache);
    expect(isRefused(file)).toBeUndefined();
    expect(runBundle(file)).toEqual({ answer: 2 });
  });
});

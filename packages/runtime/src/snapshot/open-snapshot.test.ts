import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Json } from "@pgs/governance";
import { afterEach, describe, expect, test } from "vitest";
import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import { openSnapshot, verifySnapshot } from "./open-snapshot.ts";
import { programDigestOf, rootDigestOf } from "./seal-digests.ts";

const parent = mkdtempSync(join(tmpdir(), "pgs-snapshot-"));
const directory = join(parent, "protocol_snapshot");
const contents: Readonly<Record<string, string>> = {
  "artifacts.json": "{}",
  "behavior_logic/d__WF_W_V0.graph.json": "{}",
  "bindings.js": "(() => ({ transforms: [], readers: [] }))",
  "program.json": "{}",
  "validators.js": "(() => ({ validators: [] }))",
  "vocabulary.json": "{}",
};

function write(changes: Readonly<Record<string, Json>> = {}): void {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const files = Object.entries(contents).map(([path, text]) => ({ path, sha256: sha256Hex(text), bytes: text.length }));
  const seal = {
    format: 1 as const,
    tool: { name: "pgs", version: "0.1.0" },
    source_digest: "0".repeat(64),
    files,
    program_digest: programDigestOf(files),
    hosts: [],
  };
  const whole = { ...seal, root_digest: rootDigestOf(seal), signatures: [] };
  writeFileSync(join(directory, "seal.json"), canonicalize({ ...whole, ...changes } as unknown as Json));
}

function findings(): readonly string[] {
  return verifySnapshot(directory).map(({ code, message, at }) => `${code} ${at.span.file}: ${message}`);
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(join(directory, path), change(readFileSync(join(directory, path), "utf8")));
}

afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("a snapshot", () => {
  test("opens when it is what its seal says", () => {
    write();
    const opened = openSnapshot(directory);
    expect(opened.ok && [...opened.snapshot.files.keys()]).toEqual(Object.keys(contents));
    expect(findings()).toEqual([]);
  });

  test.each(Object.keys(contents))("is refused when one byte of %s is another", (path) => {
    write();
    edit(path, (text) => text.replace(/[{(]/, "["));
    expect(findings()).toEqual([
      `PGS6055 protocol_snapshot/${path}: \`${path}\` is not as it was sealed: its digest is another one`,
    ]);
  });

  test("is refused when a file is longer", () => {
    write();
    edit("program.json", (text) => `${text}\n`);
    expect(findings()).toEqual([
      "PGS6055 protocol_snapshot/program.json: `program.json` is not as it was sealed: it has 3 bytes instead of 2",
    ]);
  });

  test("is refused when a file is added, and when one is missing", () => {
    write();
    mkdirSync(join(directory, "extra"));
    writeFileSync(join(directory, "extra", "more.js"), "");
    rmSync(join(directory, "artifacts.json"));
    expect(findings()).toEqual([
      "PGS6054 protocol_snapshot/artifacts.json: `artifacts.json` is in the seal but not in the snapshot",
      "PGS6056 protocol_snapshot/extra/more.js: `extra/more.js` is in the snapshot but not in the seal",
    ]);
  });

  test("is refused when a file is a link to the same bytes, or a folder is a link", () => {
    write();
    renameSync(join(directory, "program.json"), join(parent, "moved.json"));
    symlinkSync(join(parent, "moved.json"), join(directory, "program.json"));
    symlinkSync(parent, join(directory, "linked"));
    expect(findings()).toEqual([
      "PGS6057 protocol_snapshot/linked: `linked` is a link, not a plain file",
      "PGS6057 protocol_snapshot/program.json: `program.json` is a link, not a plain file",
    ]);
  });

  test.each<[string, (text: string) => string, string]>([
    ["empty", () => "", "PGS6051 protocol_snapshot/seal.json: `seal.json` is no JSON"],
    ["another value", () => "[]", "PGS6051 protocol_snapshot/seal.json: `seal.json` is no seal"],
    ["with a mark before it", (text) => `\ufeff${text}`, "PGS6051 protocol_snapshot/seal.json: `seal.json` is no JSON"],
    [
      "printed wider",
      (text) => JSON.stringify(JSON.parse(text), null, 1),
      "PGS6052 protocol_snapshot/seal.json: `seal.json` is not in its canonical form",
    ],
    [
      "with a line break",
      (text) => `${text}\n`,
      "PGS6052 protocol_snapshot/seal.json: `seal.json` is not in its canonical form",
    ],
    [
      "with one name more",
      (text) => text.replace("{", '{"a":1,'),
      "PGS6051 protocol_snapshot/seal.json: `seal.json` is no seal",
    ],
    [
      "of another format",
      (text) => text.replace('"format":1', '"format":2'),
      "PGS6053 protocol_snapshot/seal.json: `seal.json` has format 2, and only 1 is known",
    ],
  ])("is refused when its seal is %s", (_, change, finding) => {
    write();
    edit("seal.json", change);
    expect(findings()).toEqual([finding]);
  });

  test("is refused when a digest in the seal is another one", () => {
    write({ root_digest: "1".repeat(64) });
    expect(findings()).toEqual([
      "PGS6059 protocol_snapshot/seal.json: `root_digest` of the seal is not the digest of what it lists",
    ]);
    write({ program_digest: "1".repeat(64) });
    expect(findings()).toContain(
      "PGS6059 protocol_snapshot/seal.json: `program_digest` of the seal is not the digest of what it lists",
    );
  });

  test.each(["../outside.js", "/etc/passwd", "a/../b", "a\\b", "C:/b", "./a", "a//b", "seal.json"])(
    "is refused when its seal lists %s",
    (path) => {
      const files = [{ path, sha256: "0".repeat(64), bytes: 0 }];
      write({ files });
      expect(findings()).toContain(
        `PGS6058 protocol_snapshot/seal.json: \`${path}\` does not name a file inside the snapshot`,
      );
    },
  );

  test("is refused when there is none", () => {
    expect(findings()).toEqual(["PGS6051 protocol_snapshot/seal.json: `seal.json` is missing"]);
  });
});

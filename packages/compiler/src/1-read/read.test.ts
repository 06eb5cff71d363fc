import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { defaultReadLimits, readSources } from "./read.ts";

const made: string[] = [];

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function rootWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = mkdtempSync(join(tmpdir(), "read-"));
  made.push(directory);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), content);
  }
  return directory;
}

function read(files: Readonly<Record<string, string | Uint8Array>>, limits = defaultReadLimits) {
  const { value, diagnostics } = readSources([{ path: "a/root", directory: rootWith(files) }], limits);
  return {
    files: value?.files.map(({ path }) => path),
    refused: value?.refused.map(({ path }) => path),
    found: diagnostics.map(({ code, at }) => `${code} ${at.span.file}`),
  };
}

describe("readSources", () => {
  test("finds what ends in .yaml at any depth and orders it by path", () => {
    const files = {
      "protocol/b/ENTITY_B_V0.yaml": "b",
      "protocol/b-1/ENTITY_C_V0.yaml": "c",
      "protocol/ENTITY_A_V0.yaml": "a",
      "protocol/README.md": "not a source",
      "src/greet.ts": "",
    };
    expect(read(files)).toEqual({
      files: [
        "a/root/protocol/ENTITY_A_V0.yaml",
        "a/root/protocol/b-1/ENTITY_C_V0.yaml",
        "a/root/protocol/b/ENTITY_B_V0.yaml",
      ],
      refused: [],
      found: [],
    });
  });

  test("orders roots by path, whatever order they are named in", () => {
    const one = { path: "one", directory: rootWith({ "protocol/ENTITY_A_V0.yaml": "" }) };
    const two = { path: "two", directory: rootWith({ "protocol/ENTITY_B_V0.yaml": "" }) };
    expect(readSources([two, one], defaultReadLimits)).toEqual(readSources([one, two], defaultReadLimits));
  });

  test("gives paths without a root in front for the current folder", () => {
    const root = { path: ".", directory: rootWith({ "protocol/ENTITY_A_V0.yaml": "" }) };
    expect(readSources([root], defaultReadLimits).value?.files[0]?.path).toBe("protocol/ENTITY_A_V0.yaml");
  });

  test("gives nothing for a root without protocol, or one that is named twice", () => {
    expect(read({ "README.md": "" })).toEqual({ files: undefined, refused: undefined, found: ["PGS0001 a/root"] });
    const directory = rootWith({ "protocol/ENTITY_A_V0.yaml": "" });
    const twice = readSources(
      [
        { path: "a", directory },
        { path: "b", directory },
      ],
      defaultReadLimits,
    );
    expect(twice.diagnostics.map(({ code }) => code)).toEqual(["PGS0002"]);
    expect(twice.value).toBeUndefined();
  });

  test("follows no link, neither of a file nor of a folder nor of protocol itself", () => {
    const elsewhere = rootWith({ "protocol/ENTITY_A_V0.yaml": "" });
    const directory = rootWith({ "protocol/ENTITY_B_V0.yaml": "" });
    symlinkSync(join(elsewhere, "protocol/ENTITY_A_V0.yaml"), join(directory, "protocol/ENTITY_A_V0.yaml"));
    symlinkSync(join(elsewhere, "protocol"), join(directory, "protocol/more"));
    const { value, diagnostics } = readSources([{ path: "r", directory }], defaultReadLimits);
    expect(value?.files.map(({ path }) => path)).toEqual(["r/protocol/ENTITY_B_V0.yaml"]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "PGS0003 `r/protocol/ENTITY_A_V0.yaml` is a symbolic link",
      "PGS0003 `r/protocol/more` is a symbolic link",
    ]);
    const linked = rootWith({});
    symlinkSync(join(elsewhere, "protocol"), join(linked, "protocol"));
    const codes = readSources([{ path: "r", directory: linked }], defaultReadLimits).diagnostics.map(
      ({ code }) => code,
    );
    expect(codes).toEqual(["PGS0001"]);
  });

  test("refuses a file that is too large, no UTF-8, marked, or named for nothing, and says that it was there", () => {
    const files = {
      "protocol/ENTITY_A_V0.yaml": "x".repeat(11),
      "protocol/ENTITY_B_V0.yaml": new Uint8Array([0x61, 0xff]),
      "protocol/ENTITY_C_V0.yaml": "\uFEFFa: 1",
      "protocol/entity.yaml": "",
      "protocol/ENTITY_D_V0.yml": "",
      "protocol/ENTITY_E_V0.YAML": "",
    };
    expect(read(files, { maxFileBytes: 10, maxFiles: 10 })).toEqual({
      files: [],
      refused: [
        "a/root/protocol/ENTITY_A_V0.yaml",
        "a/root/protocol/ENTITY_B_V0.yaml",
        "a/root/protocol/ENTITY_C_V0.yaml",
        "a/root/protocol/entity.yaml",
      ],
      found: [
        "PGS0004 a/root/protocol/ENTITY_A_V0.yaml",
        "PGS0006 a/root/protocol/ENTITY_B_V0.yaml",
        "PGS0008 a/root/protocol/ENTITY_C_V0.yaml",
        "PGS1001 a/root/protocol/ENTITY_D_V0.yml",
        "PGS1001 a/root/protocol/ENTITY_E_V0.YAML",
        "PGS1002 a/root/protocol/entity.yaml",
      ],
    });
  });

  test("opens no pipe, and no folder that is named as a source", () => {
    const directory = rootWith({ "protocol/ENTITY_A_V0.yaml/ENTITY_B_V0.yaml": "b" });
    execFileSync("mkfifo", [join(directory, "protocol/ENTITY_C_V0.yaml")]);
    const { value, diagnostics } = readSources([{ path: "r", directory }], defaultReadLimits);
    expect(value?.files).toEqual([]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "PGS1003 `r/protocol/ENTITY_A_V0.yaml` is a folder, and a source is a file",
      "PGS1003 `r/protocol/ENTITY_C_V0.yaml` is a device, and a source is a file",
    ]);
  });

  test("says which folder lies too deep for the system", () => {
    const directory = rootWith({ "protocol/ENTITY_A_V0.yaml": "" });
    const deep = Array.from({ length: 25 }, () => "d".repeat(100)).join("/");
    const elsewhere = rootWith({ [`${deep}/notes`]: "" });
    mkdirSync(join(directory, "protocol", deep), { recursive: true });
    // In two halves: no call takes the whole path.
    renameSync(join(elsewhere, "d".repeat(100)), join(directory, "protocol", deep, "more"));
    const { value, diagnostics } = readSources([{ path: "r", directory }], defaultReadLimits);
    expect(value?.files.map(({ path }) => path)).toEqual(["r/protocol/ENTITY_A_V0.yaml"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["PGS0007"]);
    execFileSync("rm", ["-rf", directory]);
  });

  test("takes as many files as the limit and not one more", () => {
    const files = { "protocol/ENTITY_A_V0.yaml": "", "protocol/ENTITY_B_V0.yaml": "" };
    expect(read(files, { maxFileBytes: 10, maxFiles: 2 }).files).toHaveLength(2);
    expect(read(files, { maxFileBytes: 10, maxFiles: 1 })).toEqual({
      files: undefined,
      refused: undefined,
      found: ["PGS0005 a/root"],
    });
  });
});

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAndBind } from "@pgs/compiler";
import { afterEach, describe, expect, test } from "vitest";

const made: string[] = [];

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A root with one sound artifact, changed by `change`. */
function rootWith(change: (protocol: string) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "pgs-roots-"));
  made.push(folder);
  const protocol = join(folder, "hello", "protocol");
  mkdirSync(protocol, { recursive: true });
  writeFileSync(join(protocol, "AC_GUEST_V0.yaml"), guest);
  change(protocol);
  return join(folder, "hello");
}

const guest = "artifact: hello::AC_GUEST_V0\ntype: person\n";

function codesOf(...directories: readonly string[]): readonly string[] {
  const { diagnostics } = readAndBind({ roots: directories.map((directory) => ({ path: "hello", directory })) });
  return diagnostics.map(({ code }) => code);
}

describe("roots", () => {
  test("are taken when they are sound", () => {
    expect(codesOf(rootWith(() => undefined))).toEqual([]);
  });

  test("have a folder `protocol` (PGS0001)", () => {
    expect(codesOf(tmpdir())).toEqual(["PGS0001"]);
  });

  test("stand once (PGS0002)", () => {
    const root = rootWith(() => undefined);
    expect(codesOf(root, root)).toEqual(["PGS0002"]);
  });

  test("hold no symbolic link (PGS0003)", () => {
    const root = rootWith((protocol) =>
      symlinkSync(join(protocol, "AC_GUEST_V0.yaml"), join(protocol, "AC_HOST_V0.yaml")),
    );
    expect(codesOf(root)).toEqual(["PGS0003"]);
  });

  test("hold no file beyond a mebibyte (PGS0004)", () => {
    const padding = `# ${"x".repeat(1 << 20)}\n`;
    const root = rootWith((protocol) => writeFileSync(join(protocol, "AC_GUEST_V0.yaml"), `${guest}${padding}`));
    expect(codesOf(root)).toEqual(["PGS0004"]);
  });

  test("hold no more than twenty thousand files (PGS0005)", () => {
    const root = rootWith((protocol) => {
      for (let at = 0; at < 20_000; at += 1) writeFileSync(join(protocol, `AC_${at}_V0.yaml`), "");
    });
    expect(codesOf(root)).toEqual(["PGS0005"]);
  });

  test("hold UTF-8 only (PGS0006)", () => {
    const bytes = Buffer.from(`${guest}summary: caf\u00e9\n`, "latin1");
    const root = rootWith((protocol) => writeFileSync(join(protocol, "AC_GUEST_V0.yaml"), bytes));
    expect(codesOf(root)).toEqual(["PGS0006"]);
  });

  test("hold no byte order mark (PGS0008)", () => {
    const root = rootWith((protocol) => writeFileSync(join(protocol, "AC_GUEST_V0.yaml"), `\uFEFF${guest}`));
    expect(codesOf(root)).toEqual(["PGS0008"]);
  });

  test("hold files only under the names of sources (PGS1003)", () => {
    const root = rootWith((protocol) => {
      mkdirSync(join(protocol, "AC_HOST_V0.yaml"));
      execFileSync("mkfifo", [join(protocol, "AC_PIPE_V0.yaml")]);
    });
    expect(codesOf(root)).toEqual(["PGS1003", "PGS1003"]);
  });

  test.each([
    ["PGS1045", "summary: a\u0000b\n"],
    ["PGS1045", "summary: a\u202eb\n"],
    ["PGS1045", "summary: a\u200bb\n"],
    ["PGS1046", "summary: a\rb\n"],
    ["PGS1047", "summary: cafe\u0301\n"],
  ])("hold texts that are what they look like (%s)", (code, line) => {
    const text = (summary: string) => (protocol: string) =>
      writeFileSync(join(protocol, "AC_GUEST_V0.yaml"), `${guest}${summary}`);
    expect(codesOf(rootWith(text(line)))).toEqual([code]);
    const seen = 'summary: "caf\u00e9 \\u202e \\0 \\r cafe\\u0301 \u{1f469}\u200d\u{1f52c}"\r\n';
    expect(codesOf(rootWith(text(seen)))).toEqual([]);
  });

  test("say their namespace where the folder's name cannot (PGS2005)", () => {
    const folder = mkdtempSync(join(tmpdir(), "pgs-roots-"));
    made.push(folder);
    const root = join(folder, "1st guests");
    mkdirSync(join(root, "protocol"), { recursive: true });
    writeFileSync(join(root, "protocol", "AC_GUEST_V0.yaml"), guest.replace("hello::", ""));
    expect(codesOf(root)).toEqual(["PGS2005"]);
  });
});

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { composeProcess } from "../compose-process.ts";
import { main } from "../main.ts";

const { terminal, ...composition } = composeProcess();

const loose = "type:   person\nartifact: hello::AC_GUEST_V0 # who comes\n";
const canonical = "artifact: hello::AC_GUEST_V0 # who comes\ntype: person\n";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "pgs-fmt-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "hello", "protocol"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "hello", "protocol", name), text);
  return folder;
}

async function fmt(
  currentFolder: string,
  { words, input = "" }: { readonly words: readonly string[]; readonly input?: string },
) {
  const said = { out: "", err: "" };
  const exit = await main(["fmt", ...words], {
    ...composition,
    terminal: {
      ...terminal,
      currentFolder,
      environment: {},
      readInput: () => new TextEncoder().encode(input),
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
    },
  });
  return { exit, ...said };
}

describe("pgs fmt", () => {
  test("writes what is not in canonical form, once, and keeps permissions", async () => {
    const folder = folderWith({ "AC_GUEST_V0.yaml": loose, "AC_HOST_V0.yaml": canonical });
    const file = join(folder, "hello", "protocol", "AC_GUEST_V0.yaml");
    chmodSync(file, 0o600);
    expect(await fmt(folder, { words: ["hello"] })).toEqual({ exit: 0, out: "", err: "1 of 2 files formatted\n" });
    expect(readFileSync(file, "utf8")).toBe(canonical);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await fmt(folder, { words: ["hello"] })).toEqual({ exit: 0, out: "", err: "0 of 2 files formatted\n" });
  });

  test("lists with --check, and writes nothing", async () => {
    const folder = folderWith({ "AC_GUEST_V0.yaml": loose, "AC_HOST_V0.yaml": canonical });
    expect(await fmt(folder, { words: ["hello", "--check"] })).toEqual({
      exit: 1,
      out: "hello/protocol/AC_GUEST_V0.yaml\n",
      err: "1 of 2 files not in canonical form\n",
    });
    expect(readFileSync(join(folder, "hello", "protocol", "AC_GUEST_V0.yaml"), "utf8")).toBe(loose);
  });

  test("leaves alone what is no YAML, and says so", async () => {
    const folder = folderWith({ "AC_GUEST_V0.yaml": "a: {\n" });
    const { exit, out, err } = await fmt(folder, { words: ["hello"] });
    expect({ exit, out }).toEqual({ exit: 1, out: "" });
    expect(err).toContain("--> hello/protocol/AC_GUEST_V0.yaml:1:");
    expect(err).toContain("\n0 of 1 file formatted, 1 file left alone\n");
    expect(readFileSync(join(folder, "hello", "protocol", "AC_GUEST_V0.yaml"), "utf8")).toBe("a: {\n");
  });

  test("takes standard input and gives standard output", async () => {
    expect(await fmt(folderWith({}), { words: ["-"], input: loose })).toEqual({ exit: 0, out: canonical, err: "" });
    expect(await fmt(folderWith({}), { words: ["-", "--check"], input: loose })).toMatchObject({ exit: 1, out: "" });
  });

  test("writes artifacts out in full", async () => {
    const text =
      "artifact: hello::WF_X_V0\npayload: { name: { type: string } }\nnodes: { DONE: { exit: completed } }\n";
    const folder = folderWith({ "WF_X_V0.yaml": text });
    expect(await fmt(folder, { words: ["hello", "--expand", "--out", "full"] })).toMatchObject({
      exit: 0,
      err: "3 artifacts written below full\n",
    });
    const intent =
      "artifact: hello::IN_X_V0\nstatus: active\npayload:\n  name: { type: string }\nactors: []\nprincipal: optional\n";
    expect(readFileSync(join(folder, "full", "hello", "protocol", "IN_X_V0.yaml"), "utf8")).toBe(intent);
  });

  test("says what is not there", async () => {
    expect(await fmt(folderWith({}), { words: ["helo"] })).toMatchObject({
      exit: 2,
      err: "pgs: there is no file or folder `helo`\n",
    });
  });
});

import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Seal } from "@pgs/runtime";
import { linkSnapshot, programDigestOf, rootDigestOf, sha256Hex } from "@pgs/runtime";
import { describe, expect, onTestFinished, test } from "vitest";
import type { SourceRoot } from "./3-bind/bound.ts";
import { compile } from "./compile.ts";
import { hostOfPlatform } from "./testing/compile-root.ts";
import { platform, temporaryFolder, writeRoot } from "./testing/write-root.ts";

const host = hostOfPlatform();

type Files = readonly { readonly file: string; readonly text: string }[];

function rootWith(files: Files): SourceRoot {
  return writeRoot(Object.fromEntries(files.map(({ file, text }) => [file, text])), onTestFinished);
}

const hello: Files = [
  {
    file: "protocol/WF_GREET_V0.yaml",
    text: `artifact: hello::WF_GREET_V0
actors: [AC_GUEST_V0]
stores: { GUESTS: registry }
payload:
  name: { type: string, minLength: 1 }
  nick: { type: string, optional: true }
nodes:
  GREET:
    transform: CT_GREET_V0
    inputs: { name: $.payload.name, nick: $.payload.nick }
    next: { SUCCESS: REMEMBER }
  REMEMBER:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GUESTS
    inputs: { key: $.payload.name }
    next: { SUCCESS: GREETED, ALREADY_EXISTS: GREETED, VIOLATION: DENIED }
  GREETED: { exit: completed, outputs: { greeting: $.results.GREET.greeting } }
`,
  },
  {
    file: "protocol/AC_GUEST_V0.yaml",
    text: "artifact: hello::AC_GUEST_V0\ntype: person\nattributes: {}\n",
  },
  {
    file: "protocol/CT_GREET_V0.yaml",
    text: `artifact: hello::CT_GREET_V0
code: greet.ts#greet
inputs: { name: { type: string }, nick: { type: string, optional: true }, mark: { type: string, default: "!" } }
outputs: { greeting: { type: string } }
cases:
  - { case: plain, inputs: { name: Ada }, outcome: SUCCESS, outputs: { greeting: Hello Ada! } }
`,
  },
  {
    file: "src/greet.ts",
    text: `export function greet(inputs: { readonly name: string; readonly nick?: string; readonly mark: string }) {
  return { outcome: "SUCCESS", outputs: { greeting: \`Hello \${inputs.nick ?? inputs.name}\${inputs.mark}\` } } as const;
}
`,
  },
];

describe("compile", () => {
  test("seals every file it writes, and says what it made", async () => {
    const out = path.join(temporaryFolder(onTestFinished), "snapshot");
    const { diagnostics, snapshot } = await compile({
      roots: [platform, rootWith(hello)],
      out,
      host,
      link: linkSnapshot,
    });
    expect(diagnostics).toEqual([]);
    const text = readFileSync(path.join(out, "seal.json"), "utf8");
    const seal: Seal = JSON.parse(text);
    for (const { path: name, sha256, bytes } of seal.files) {
      const content = readFileSync(path.join(out, name));
      expect([name, sha256Hex(content), content.length]).toEqual([name, sha256, bytes]);
    }
    expect(filesOf(out)).toEqual([...seal.files.map((file) => file.path), "seal.json"].sort());
    expect(seal.program_digest).toBe(programDigestOf(seal.files));
    expect(seal.root_digest).toBe(rootDigestOf(seal));
    expect(seal.hosts.map(({ side_effect, package: name }) => [side_effect, name])).toEqual([
      ["capability_side_effects::CS_REGISTRY_V0", "test-host"],
    ]);
    expect(snapshot).toMatchObject({ rootDigest: seal.root_digest, counts: { workflows: 1, contracts: 2, stores: 1 } });
  });

  test("gives the same bytes in another folder, with files in another order and in another locale", async () => {
    const written = [hello, hello.toReversed()].map((files) => path.dirname(rootWith(files).directory));
    const copy = path.join(temporaryFolder(onTestFinished), "elsewhere", "deeper");
    cpSync(platform.directory, path.join(copy, "capabilities"), { recursive: true, filter: isSource });
    linkModules(path.join(copy, "node_modules"));
    const before = { ...process.env };
    const outs: string[] = [];
    for (const [index, base] of written.entries()) {
      process.env["LC_ALL"] = index === 0 ? "C" : "tr_TR.UTF-8";
      process.env["LANG"] = process.env["LC_ALL"];
      const out = path.join(temporaryFolder(onTestFinished), "snapshot");
      const directory = index === 0 ? platform.directory : path.join(copy, "capabilities");
      const roots = [
        { path: platform.path, directory },
        { path: "hello", directory: path.join(base, "hello") },
      ];
      const { diagnostics } = await compile({
        roots: index === 0 ? roots : roots.toReversed(),
        out,
        host,
        link: linkSnapshot,
      });
      expect(diagnostics).toEqual([]);
      outs.push(out);
    }
    process.env = before;
    const [one = "", two = ""] = outs;
    expect(filesOf(one)).toEqual(filesOf(two));
    for (const name of filesOf(one)) {
      const text = readFileSync(path.join(one, name), "utf8");
      expect(text === readFileSync(path.join(two, name), "utf8") ? name : `${name} differs`).toBe(name);
      expect(text).not.toContain(tmpdir());
    }
  });

  test("gives the same program whatever the order of keys", async () => {
    const turned = hello.map((one) => ({
      ...one,
      text: one.text
        .replace(
          /^  name: .*\n  nick: .*\n/m,
          (lines) => lines.split("\n").toReversed().join("\n").replace("\n", "") + "\n",
        )
        .replace("name: $.payload.name, nick: $.payload.nick", "nick: $.payload.nick, name: $.payload.name")
        .replace("SUCCESS: GREETED, ALREADY_EXISTS: GREETED", "ALREADY_EXISTS: GREETED, SUCCESS: GREETED"),
    }));
    expect(turned).not.toEqual(hello);
    const digests = [hello, turned].map(async (files) => {
      const out = path.join(temporaryFolder(onTestFinished), "snapshot");
      const { snapshot } = await compile({ roots: [platform, rootWith(files)], out, host, link: linkSnapshot });
      return snapshot?.programDigest;
    });
    const [one, two] = await Promise.all(digests);
    expect(one).toBeDefined();
    expect(two).toBe(one);
  });

  test("writes nothing and keeps the old snapshot when there is an error", async () => {
    const out = path.join(temporaryFolder(onTestFinished), "snapshot");
    const good = rootWith(hello);
    const options = { out, host, link: linkSnapshot };
    const first = await compile({ ...options, roots: [platform, good] });
    const bad = hello.map((one) => ({ ...one, text: one.text.replace("greeting: Hello Ada!", "greeting: Good day") }));
    const second = await compile({ ...options, roots: [platform, rootWith(bad)] });
    expect(second.snapshot).toBeUndefined();
    expect(second.diagnostics.map(({ message }) => message)).toEqual([
      'case `plain` of `hello::CT_GREET_V0` gives SUCCESS {"greeting":"Hello Ada!"}, and SUCCESS {"greeting":"Good day"} is recorded',
    ]);
    const seal: Seal = JSON.parse(readFileSync(path.join(out, "seal.json"), "utf8"));
    expect(seal.root_digest).toBe(first.snapshot?.rootDigest);
    expect(readdirSync(path.dirname(out))).toEqual(["snapshot"]);
  });

  test("refuses to replace a folder that is no snapshot", async () => {
    const out = temporaryFolder(onTestFinished);
    writeFileSync(path.join(out, "thesis.txt"), "only copy");
    const { diagnostics } = await compile({ roots: [platform, rootWith(hello)], out, host, link: linkSnapshot });
    expect(diagnostics.map(({ code }) => code)).toEqual(["PGS6006"]);
    expect(readdirSync(out)).toEqual(["thesis.txt"]);
  });
});

function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort();
}

function isSource(file: string): boolean {
  return !/[\\/](?:node_modules|dist)(?:[\\/]|$)/.test(file);
}

function linkModules(target: string): void {
  symlinkSync(fileURLToPath(new URL("../../../node_modules", import.meta.url)), target);
}

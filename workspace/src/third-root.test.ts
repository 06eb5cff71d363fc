import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { jsonOf, pgs, repository } from "./pgs-command.ts";
import { run, temporaryFolder, writeFiles } from "./temporary-workspace.ts";

const hello = {
  "hello/protocol/greeting/CT_GREET_V0.yaml": `artifact: CT_GREET_V0
code: greet.ts#greet
inputs: { name: { type: string } }
outputs: { greeting: { type: string } }
cases:
  - { case: ada, inputs: { name: Ada }, outcome: SUCCESS, outputs: { greeting: "Hello, Ada!" } }
`,
  "hello/protocol/greeting/CC_GREET_V0.yaml": `artifact: CC_GREET_V0
inputs: { name: { type: string } }
outputs: { greeting: { type: string } }
pipeline:
  - { step: greet, transform: CT_GREET_V0, inputs: { name: $.inputs.name } }
`,
  "hello/protocol/greeting/WF_HELLO_V0.yaml": `artifact: WF_HELLO_V0
payload: { name: { type: string, minLength: 1 } }
nodes:
  GREET: { contract: CC_GREET_V0, inputs: { name: $.payload.name }, next: { SUCCESS: GREETED } }
  GREETED: { exit: completed, outputs: { greeting: $.results.GREET.greeting } }
`,
  "hello/src/greet.ts": `export function greet({ name }: { readonly name: string }) {
  return { outcome: "SUCCESS", outputs: { greeting: \`Hello, \${name}!\` } } as const;
}
`,
};

/** Every file that git would keep, with what is in it. */
function houseState(): string {
  return execFileSync("git", ["status", "--porcelain", "--untracked-files=all"], { cwd: repository, encoding: "utf8" });
}

describe("a root of one's own", () => {
  test("three small files and a function compile without a configuration and run, and no package changes", () => {
    const cwd = temporaryFolder(onTestFinished);
    writeFiles(cwd, hello);
    const before = houseState();
    const compiled = pgs(["compile", "hello", "--out", "snapshot"], { cwd });
    expect(compiled).toMatchObject({ code: 0 });
    const greeted = run({
      cwd,
      workflow: "hello::WF_HELLO_V0",
      payload: { name: "Ada" },
      args: ["--snapshot", "snapshot"],
    });
    expect(greeted.code).toBe(0);
    expect(greeted.result).toMatchObject({
      terminal: "completed",
      exit: "GREETED",
      outputs: { greeting: "Hello, Ada!" },
    });
    const refused = run({
      cwd,
      workflow: "hello::WF_HELLO_V0",
      payload: { name: "" },
      args: ["--snapshot", "snapshot"],
    });
    expect(refused.code).toBe(3);
    expect(refused.result.reasons.map(({ at }) => at)).toContain("/name");
    expect(houseState()).toBe(before);
  });

  test("compiled twice, in another folder, in another order, in another locale: the bytes are the same", () => {
    const [one, two] = [temporaryFolder(onTestFinished), join(temporaryFolder(onTestFinished), "deeper", "down")];
    writeFiles(one, hello);
    writeFiles(two, Object.fromEntries(Object.entries(hello).toReversed()));
    expect(pgs(["compile", "hello", "--out", "snapshot"], { cwd: one, env: { LC_ALL: "C", TZ: "UTC" } }).code).toBe(0);
    const env = { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Auckland" };
    expect(pgs(["compile", "hello", "--out", "elsewhere"], { cwd: two, env }).code).toBe(0);
    expect(bytesUnder(join(two, "elsewhere"))).toEqual(bytesUnder(join(one, "snapshot")));
  });

  test("an implementation that gives something else than its contract is refused at the declaration", () => {
    const cwd = temporaryFolder(onTestFinished);
    writeFiles(cwd, { ...hello, "hello/src/greet.ts": hello["hello/src/greet.ts"].replace("greeting:", "greetings:") });
    const answer = pgs(["compile", "hello", "--out", "snapshot", "--format", "unix"], { cwd });
    expect(answer.code).toBe(1);
    expect(answer.out).toContain("CT_GREET_V0.yaml:");
    expect(readdirSync(cwd)).toEqual(["hello"]);
  });

  test("check finds without writing, in every format", () => {
    const cwd = temporaryFolder(onTestFinished);
    const broken = hello["hello/protocol/greeting/WF_HELLO_V0.yaml"].replace("CC_GREET_V0", "CC_GRET_V0");
    writeFiles(cwd, { ...hello, "hello/protocol/greeting/WF_HELLO_V0.yaml": broken });
    const text = pgs(["check", "hello"], { cwd });
    expect(text.code).toBe(1);
    expect(text.out).toContain("did you mean `CC_GREET_V0`?");
    expect(text.out).toContain("hello/protocol/greeting/WF_HELLO_V0.yaml:4:");
    expect(jsonOf(pgs(["check", "hello", "--json"], { cwd }))).toMatchObject({ schemaVersion: 1, errors: 1 });
    expect(jsonOf(pgs(["check", "hello", "--format", "sarif"], { cwd }))).toMatchObject({ version: "2.1.0" });
    expect(pgs(["check", "hello", "--format", "github"], { cwd }).out).toMatch(/^::error file=hello\/protocol/);
    expect(pgs(["check", "hello", "--format", "unix"], { cwd }).out).toMatch(
      /^hello\/protocol\S+:4:\d+: error: .* \[PGS2/,
    );
    expect(readdirSync(cwd)).toEqual(["hello"]);
  });
});

function bytesUnder(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length), readFileSync(path).toString("base64")]));
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { type FixedAnswer, fixedPgs } from "./fixed-pgs.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const personOf = (name: string) => ({
  first_name: `First-${name}`,
  last_name: `Last-${name}`,
  email_registration: `${name}@example.org`,
});

function run(cwd: string, code: string, payload: JsonObject): Promise<FixedAnswer> {
  const words = [
    "run",
    "--wf",
    `blockchain::${code}`,
    "--payload",
    "-",
    "--trace",
    "none",
    "--key",
    createHash("sha256").update(JSON.stringify(payload)).digest("hex"),
  ];
  return fixedPgs(words, { cwd, input: JSON.stringify(payload) });
}

const register = (cwd: string, name: string) =>
  run(cwd, "WF_REGISTER_ACTOR_UNVERIFIED_V0", { actor_record: personOf(name) });

function linesOf(cwd: string, file: string): readonly JsonObject[] {
  const text = readFileSync(join(cwd, file), "utf8");
  const lines = text.trimEnd().split("\n");
  const seal = JSON.parse(lines.at(-1) ?? "") as JsonObject;
  const before = text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1);
  expect(seal).toEqual({
    kind: "seal",
    lines: lines.length - 1,
    sha256: createHash("sha256").update(before).digest("hex"),
  });
  return lines.map((line) => JSON.parse(line) as JsonObject);
}

describe("pgs data export --all", () => {
  test("writes everything that can be read, sealed, and what is personal only where it is asked for", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    for (const name of ["ada", "grace"]) await register(cwd, name);
    expect((await fixedPgs(["data", "export", "--all", "all.jsonl"], { cwd })).code).toBe(0);
    const lines = linesOf(cwd, "all.jsonl");
    expect(lines[0]).toMatchObject({ kind: "export", tenant: "default", of: "all", reveal: false });
    const counted = (kind: string) => lines.filter((line) => line["kind"] === kind).length;
    expect(["run", "journal", "record", "event", "personal"].map(counted)).toEqual([2, 2, 4, 2, 0]);
    expect(readFileSync(join(cwd, "all.jsonl"), "utf8")).not.toContain("@example.org");
    expect(statSync(join(cwd, "all.jsonl")).mode & 0o777).toBe(0o600);
    expect((await fixedPgs(["data", "export", "--all", "all.jsonl"], { cwd })).code).toBe(2);
    await fixedPgs(["data", "export", "--all", "more.jsonl", "--reveal"], { cwd });
    expect(linesOf(cwd, "more.jsonl").filter(({ kind }) => kind === "personal")).toHaveLength(4);
    expect(readFileSync(join(cwd, "more.jsonl"), "utf8")).toContain("ada@example.org");
  });
});

describe("pgs data export --person", () => {
  const ask = (cwd: string, file: string) => {
    const input = JSON.stringify({ email: personOf("ada").email_registration });
    return fixedPgs(["data", "export", "--person", "-", "--to", file], { cwd, input });
  };

  test("tells what is held of that person, of nobody else, and nothing once it is erased", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    for (const name of ["ada", "grace"]) await register(cwd, name);
    expect((await ask(cwd, "ada.jsonl")).code).toBe(0);
    const text = readFileSync(join(cwd, "ada.jsonl"), "utf8");
    expect(text).not.toContain("grace");
    const held = linesOf(cwd, "ada.jsonl").filter(({ kind }) => kind === "personal");
    expect(held.map(({ withheld }) => withheld)).toEqual([0, 0]);
    const whole = ["First-ada", "Last-ada", "ada@example.org"];
    expect(held.map(({ values }) => Object.values(values as JsonObject).sort())).toEqual([whole, whole]);
    await fixedPgs(["data", "erase", "--person", "-"], { cwd, input: JSON.stringify(personOf("ada")) });
    await ask(cwd, "nothing.jsonl");
    expect(linesOf(cwd, "nothing.jsonl").map(({ kind }) => kind)).toEqual(["export", "seal"]);
  });

  test("wants to know where it goes, and leaves nothing of a refused one", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    await register(cwd, "ada");
    expect((await fixedPgs(["data", "export", "--person", '{"a": "b"}'], { cwd })).code).toBe(2);
    expect((await fixedPgs(["data", "export", "--person", "{}", "--to", "a.jsonl"], { cwd })).code).toBe(2);
    expect(existsSync(join(cwd, "a.jsonl"))).toBe(false);
  });
});

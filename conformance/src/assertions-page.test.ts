import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkGraph, readAndBind } from "@pgs/compiler";
import { describe, expect, test } from "vitest";
import { platform } from "./situation.ts";

interface Sample {
  readonly file: string;
  readonly text: string;
  /** What the page says the compiler finds; empty: nothing. */
  readonly refusal: string;
}

const page = readFileSync(fileURLToPath(new URL("../../docs/assertions.md", import.meta.url)), "utf8");
const samples = [...page.matchAll(/^```yaml file=(\S+)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)\n```)?/gm)].map(
  ([, file = "", text = "", refusal = ""]): Sample => ({ file, text, refusal }),
);
const house = samples.filter(({ file }) => !file.startsWith("AS_"));
const assertions = samples.filter(({ file }) => file.startsWith("AS_"));

function findings(...added: readonly Sample[]): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), "pgs-assertions-"));
  try {
    mkdirSync(join(directory, "protocol"));
    for (const { file, text } of [...house, ...added]) writeFileSync(join(directory, "protocol", file), text);
    const { value, diagnostics } = readAndBind({ roots: [platform, { path: "house", directory }] });
    const found = [...diagnostics, ...(value === undefined ? [] : checkGraph(value).diagnostics)];
    return found.map(({ severity, code, message }) => `${severity}[${code}]: ${message}`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

describe("the page of assertions", () => {
  test("has a house, and for every form one assertion that holds of it and one that does not", () => {
    expect(house.length).toBe(7);
    expect(findings(...assertions.filter(({ refusal }) => refusal === ""))).toEqual([]);
    expect(assertions.filter(({ refusal }) => refusal === "").length).toBe(7);
  });

  test.each(assertions.filter(({ refusal }) => refusal !== "").map((sample) => [sample.file, sample] as const))(
    "shows what is said of %s",
    (_, sample) => {
      expect(findings(sample)).toEqual([sample.refusal]);
    },
  );
});

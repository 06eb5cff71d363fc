import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { linkSnapshot, type SideEffectHost } from "@pgs/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { check, compile } from "../compile.ts";
import { openPhaseCache, type PhaseCache } from "./phase-cache.ts";

const packages = fileURLToPath(new URL("../../..", import.meta.url));
const host: SideEffectHost = { package: "test-host", version: "1.0.0", sideEffects: new Map(), contracts: new Map() };
let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pgs-memory-")));
  cpSync(path.join(packages, "capabilities/protocol"), path.join(folder, "platform/protocol"), { recursive: true });
  cpSync(path.join(packages, "capabilities/src"), path.join(folder, "platform/src"), { recursive: true });
  cpSync(path.join(packages, "../node_modules/@noble"), path.join(folder, "node_modules/@noble"), { recursive: true });
  cpSync(path.join(packages, "../node_modules/@scure"), path.join(folder, "node_modules/@scure"), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Counts what was found and what had to be made. */
function watched(): { readonly cache: PhaseCache; readonly found: string[]; readonly made: string[] } {
  const inner = openPhaseCache({ folder: path.join(folder, "cache"), tool: "test", maxBytes: 1 << 26 });
  const found: string[] = [];
  const made: string[] = [];
  const cache: PhaseCache = {
    find: (phase, key) => {
      const text = inner.find(phase, key);
      if (text !== undefined) found.push(phase);
      return text;
    },
    keep: (phase, key, text) => {
      made.push(phase);
      inner.keep(phase, key, text);
    },
  };
  return { cache, found, made };
}

const phases = ["bundle", "cases", "contract-types", "implementations", "validators"];
const roots = () => [{ path: "platform", directory: path.join(folder, "platform") }];

async function bytesOf(cache?: PhaseCache): Promise<ReadonlyMap<string, string>> {
  const out = path.join(folder, "sealed");
  const compiled = await compile({ roots: roots(), out, host, link: linkSnapshot, ...(cache && { cache }) });
  expect(compiled.diagnostics).toEqual([]);
  const names = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
  return new Map(names.sort().map((name) => [name, readFileSync(path.join(out, name), "utf8")]));
}

function edit(file: string, from: string, to: string): void {
  const place = path.join(folder, "platform", file);
  const text = readFileSync(place, "utf8");
  expect(text).toContain(from);
  writeFileSync(place, text.replace(from, to));
}

describe("compiling with a cache", () => {
  test("seals the same bytes as without one, whether it is empty, full or damaged", async () => {
    const plain = await bytesOf();
    const cold = watched();
    expect(await bytesOf(cold.cache)).toEqual(plain);
    expect([...cold.made].sort()).toEqual(phases);
    const warm = watched();
    expect(await bytesOf(warm.cache)).toEqual(plain);
    expect([...warm.found].sort()).toEqual(phases);
    for (const name of readdirSync(path.join(folder, "cache"))) {
      writeFileSync(path.join(folder, "cache", name), "damaged");
    }
    const damaged = watched();
    expect(await bytesOf(damaged.cache)).toEqual(plain);
    expect(damaged.found).toEqual([]);
  }, 60_000);

  test("two at once leave whole entries", async () => {
    const [one, two] = [watched(), watched()];
    await Promise.all([one, two].map(({ cache }) => check({ roots: roots(), cache })));
    const after = watched();
    await check({ roots: roots(), cache: after.cache });
    expect(after.found).toEqual(["implementations"]);
  }, 60_000);

  test("proves code again when it, a contract, or a package that it may import has changed", async () => {
    await check({ roots: roots(), cache: watched().cache });
    const declared = "protocol/transforms/CT_PURE_COMPARE_EQUAL_V0.yaml";
    const edits = [
      () => edit("src/transforms/compare-equal.ts", "export ", "\nexport "),
      () => edit(declared, "the same.", "equal."),
      () => edit(declared, "outputs:", "  third: { type: string, default: x }\noutputs:"),
      () => writeFileSync(path.join(folder, "node_modules/@noble/hashes/sha2.d.ts"), "export {};\n", { flag: "a" }),
    ];
    const again: string[][] = [];
    for (const change of edits) {
      change();
      const { cache, made } = watched();
      await check({ roots: roots(), cache });
      again.push(made);
    }
    expect(again).toEqual([["implementations"], [], ["implementations"], ["implementations"]]);
  }, 60_000);

  test("finds what is wrong each time", async () => {
    edit("src/transforms/compare-equal.ts", "SUCCESS", "SUCCES");
    const codes: (readonly string[])[] = [];
    for (let round = 0; round < 2; round += 1) {
      const { diagnostics } = await check({ roots: roots(), cache: watched().cache });
      codes.push(diagnostics.map(({ code }) => code));
    }
    expect(codes[0]).not.toEqual([]);
    expect(codes[1]).toEqual(codes[0]);
  }, 60_000);
});

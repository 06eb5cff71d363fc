import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Plugin } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { runBundle } from "../bin/load-bundle.cjs";
import { buildLayers } from "../layered-bundles.mjs";

/** Every module says that it was evaluated. */
const modules = {
  "start.mjs":
    'import "./all.mjs"; export const run = (name) => name === "run" ? import("./run.mjs") : import("./rest.mjs");',
  "run.mjs": 'import "./all.mjs"; import { add } from "./both.mjs"; export const ran = () => add("run");',
  "rest.mjs":
    'import { add } from "./both.mjs"; import "./run.mjs"; import "./own.mjs"; export const ran = () => add("rest");',
  "both.mjs": "const words = []; export const add = (word) => [...words, words.push(word)];",
  "all.mjs": "",
  "own.mjs": "",
};

type Loaded = NonNullable<Parameters<typeof runBundle>[1]>;

async function buildProgram(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "pgs-layers-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(modules)) {
    writeFileSync(join(folder, name), `${text}\n(globalThis.evaluated ??= []).push(${JSON.stringify(name)});`);
  }
  const layers = ["start", "run", "rest"].map((bundle) => ({ bundle, modules: [join(folder, `${bundle}.mjs`)] }));
  const lazily: Plugin = {
    name: "lazily",
    setup: ({ onResolve }) => {
      onResolve({ filter: /./ }, ({ path, kind }) =>
        kind === "dynamic-import" ? { path: path.replace(".mjs", ".cjs"), external: true } : undefined,
      );
    },
  };
  await buildLayers({
    layers,
    options: { absWorkingDir: folder, outdir: ".", bundle: true, platform: "node", plugins: [lazily] },
    file: {
      format: "cjs",
      outExtension: { ".js": ".cjs" },
      supported: { "dynamic-import": false },
      banner: { js: "(function (exports, require, module) {" },
      footer: { js: "})" },
    },
  });
  return folder;
}

test("a program in layers evaluates each module once, and reads no layer that is not asked for", async () => {
  const folder = await buildProgram();
  const loaded: Loaded = new Map();
  const { run } = runBundle(join(folder, "start.cjs"), loaded) as {
    readonly run: (name: string) => Promise<{ readonly ran: () => readonly unknown[] }>;
  };
  const read = (): readonly string[] => [...loaded.keys()].map((file) => basename(file));
  expect(read()).toEqual(["start.cjs"]);
  const first = await run("run");
  expect(first.ran()).toEqual([1]);
  expect(read()).toEqual(["start.cjs", "run.cjs"]);
  const second = await run("rest");
  expect(second.ran()).toEqual(["run", 2]);
  expect(read()).toEqual(["start.cjs", "run.cjs", "rest.cjs"]);
  expect((globalThis as { readonly evaluated?: readonly string[] }).evaluated).toEqual([
    "all.mjs",
    "start.mjs",
    "both.mjs",
    "run.mjs",
    "own.mjs",
    "rest.mjs",
  ]);
});

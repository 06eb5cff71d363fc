import path from "node:path";
import type { SourceRoot } from "../../3-bind/bound.ts";
import type { Lowered, MoleculeCode, TransformCode } from "../../5-lower/lowered.ts";
import type { Memory } from "../../memory/memory.ts";
import { bindingsPrelude } from "./bindings-prelude.ts";
import type { Bundle } from "./bundle-script.ts";
import { type BundleRequest, bundleScript } from "./bundle-script.ts";
import { wrapScript } from "./wrap-script.ts";

/** Prints `bindings.js`: every transform in FQDN order, every reader by its index. `modules` are what went into it. */
export async function bindingsScript(
  code: Lowered["code"],
  roots: readonly SourceRoot[],
  memory: Memory,
): Promise<Bundle> {
  const entry = code.transforms.map(importLine).join("");
  const bundle = await bundleOnce({ entry, resolveFrom: firstDirectory(roots), name: "bundled", roots }, memory);
  const transforms = code.transforms.map((transform, index) =>
    transform.kind === "atom" ? `  bundled.t${index},` : `  ${moleculeText(transform)},`,
  );
  const readers = code.readers.map((reader) => `  ${reader},`);
  const body = [
    entry === "" ? "" : bundle.code,
    bindingsPrelude,
    ["const transforms = [", ...transforms, "];"].join("\n"),
    ["const readers = [", ...readers, "];"].join("\n"),
  ];
  return { ...bundle, code: wrapScript({ body, result: "{ transforms, readers, useValidators }" }) };
}

async function bundleOnce(request: BundleRequest, memory: Memory): Promise<Bundle> {
  let failures: Bundle["failures"] = [];
  const { code, modules } = await memory.once({
    phase: "bundle",
    // Where the roots lie is no part of the code, but of what `modules` says.
    key: () => [request.entry, request.resolveFrom, request.roots.map(({ path, directory }) => [path, directory])],
    code: true,
    make: async () => {
      const made = await bundleScript(request);
      failures = made.failures;
      return { code: made.code, modules: [...made.modules] };
    },
    isKept: () => failures.length === 0,
  });
  return { code, modules: new Map(modules), failures };
}

function importLine(transform: TransformCode, index: number): string {
  if (transform.kind === "molecule") return "";
  const file = path.join(transform.root.directory, "src", transform.module);
  return `export { ${transform.name} as t${index} } from ${JSON.stringify(file)};\n`;
}

function moleculeText({ steps, outcomes }: MoleculeCode): string {
  const stepTexts = steps.map(({ name, transform, inputs, checks, on }) => {
    const routes = on.map(
      ({ outcome, target, outputs }) =>
        `{ outcome: ${JSON.stringify(outcome)}, target: ${target}, outputs: ${outputs || "nothing"} }`,
    );
    const checked = checks.map(
      ({ output, validator }) => `{ output: ${JSON.stringify(output)}, validator: ${validator} }`,
    );
    return `{ name: ${JSON.stringify(name)}, transform: ${transform}, inputs: ${inputs}, checks: [${checked.join(", ")}], on: [${routes.join(", ")}] }`;
  });
  const exits = outcomes.map(
    ({ name, outputs }) => `{ name: ${JSON.stringify(name)}, outputs: ${outputs || "nothing"} }`,
  );
  return `molecule({ steps: [${stepTexts.join(", ")}], outcomes: [${exits.join(", ")}] })`;
}

function firstDirectory(roots: readonly SourceRoot[]): string {
  return roots[0]?.directory ?? path.resolve(".");
}

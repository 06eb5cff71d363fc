import { joinScriptParts } from "@pgs/runtime";
import type { SourceRoot } from "../../3-bind/bound.ts";
import type { Lowered, MoleculeCode, TransformCode } from "../../5-lower/lowered.ts";
import type { Memory } from "../../memory/memory.ts";
import { bindingsPrelude } from "./bindings-prelude.ts";
import { type BundledAtoms, bundleAtoms } from "./bundle-atoms.ts";
import type { Bundle } from "./bundle-script.ts";
import { fastPathsText } from "./fast-paths.ts";
import { wrapScript } from "./wrap-script.ts";

/**
 * Prints `bindings.js`: every transform in FQDN order, every reader and fast path by its index. Its first part has
 * molecules, readers and fast paths, each other one a group of atoms. `modules` are what went into it.
 */
export async function bindingsScript(
  code: Lowered["code"],
  roots: readonly SourceRoot[],
  memory: Memory,
): Promise<Omit<Bundle, "imports">> {
  const { groups, parts, modules, failures } = await bundleOnce(code.transforms, { roots, memory });
  return { code: joinScriptParts([headOfBindings(code, groups), ...parts]), modules, failures };
}

async function bundleOnce(
  transforms: readonly TransformCode[],
  { roots, memory }: { readonly roots: readonly SourceRoot[]; readonly memory: Memory },
): Promise<BundledAtoms> {
  let failures: Bundle["failures"] = [];
  const { modules, ...bundled } = await memory.once({
    phase: "bundle",
    // Where the roots lie is no part of the code, but of what `modules` says.
    key: () => [
      transforms.map((transform) =>
        transform.kind === "atom" ? [transform.root.path, transform.module, transform.name] : [],
      ),
      roots.map(({ path, directory }) => [path, directory]),
    ],
    code: true,
    make: async () => {
      const made = await bundleAtoms(transforms, roots);
      failures = made.failures;
      return { groups: made.groups, parts: made.parts, modules: [...made.modules] };
    },
    isKept: () => failures.length === 0,
  });
  return { ...bundled, modules: new Map(modules), failures };
}

/** The first part, without which no other one is of use. */
export function headOfBindings(
  { transforms, readers, program }: Lowered["code"],
  groups: BundledAtoms["groups"],
): string {
  const partOf = new Map(groups.flatMap((group, at) => group.map((index) => [index, at + 1] as const)));
  const needs = transforms.map((_, index) => needsOf(index, { transforms, partOf }));
  const listed = transforms.map(
    (transform) => `  ${transform.kind === "atom" ? "undefined" : moleculeText(transform)},`,
  );
  const body = [
    bindingsPrelude,
    ["const transforms = [", ...listed, "];"].join("\n"),
    ...readers.map((reader, index) => `const r${index} = ${reader};`),
    `const readers = [${readers.map((_, index) => `r${index}`).join(", ")}];`,
    ...fastPathsText(program),
    `const needs = { transforms: ${JSON.stringify(needs.map(({ parts }) => parts))} };`,
    `const checks = ${JSON.stringify(needs.map(({ validators }) => validators))};`,
  ];
  return wrapScript({
    body,
    result: "{ transforms, readers, readsWhole: true, fastPaths, needs, checks, take, useValidators }",
  });
}

interface Needs {
  readonly parts: readonly number[];
  readonly validators: readonly number[];
}

/** What must be there before a transform is called: the parts with its atoms, and what its molecules check with. */
function needsOf(
  index: number,
  {
    transforms,
    partOf,
  }: { readonly transforms: readonly TransformCode[]; readonly partOf: ReadonlyMap<number, number> },
): Needs {
  const reached = new Set([index]);
  const validators = new Set<number>();
  for (const at of reached) {
    const transform = transforms[at];
    if (transform?.kind !== "molecule") continue;
    for (const step of transform.steps) {
      reached.add(step.transform);
      for (const { validator } of step.checks) validators.add(validator);
    }
  }
  const parts = new Set([...reached].flatMap((at) => partOf.get(at) ?? []));
  return { parts: [...parts].sort((a, b) => a - b), validators: [...validators].sort((a, b) => a - b) };
}

/** A composed transform as JavaScript, in the words of the prelude. */
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

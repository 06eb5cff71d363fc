import { realpathSync } from "node:fs";
import path from "node:path";
import type { SourceRoot } from "../../3-bind/bound.ts";
import type { AtomCode, TransformCode } from "../../5-lower/lowered.ts";
import { type Bundle, bundleScript } from "./bundle-script.ts";
import { moduleNamer } from "./module-name.ts";
import { wrapScript } from "./wrap-script.ts";

/** The code of all atoms, as parts of a script. */
export interface BundledAtoms {
  /** The indexes of the transforms in each part. */
  readonly groups: readonly (readonly number[])[];
  /** What each group is called by: an object of functions by their index. */
  readonly parts: readonly string[];
  readonly modules: Bundle["modules"];
  readonly failures: Bundle["failures"];
}

/**
 * Bundles atoms, those together that need the same packages, or the same modules of one, so that who calls one that
 * needs none never compiles those of the others. A package that several groups need is in each. The order of parts
 * depends on names only.
 */
export async function bundleAtoms(
  transforms: readonly TransformCode[],
  roots: readonly SourceRoot[],
): Promise<BundledAtoms> {
  const atoms = transforms.flatMap((atom, index) => (atom.kind === "atom" ? [{ index, atom }] : []));
  const whole = await bundleGroup(atoms, roots);
  const { modules, failures } = whole;
  if (failures.length > 0) return { groups: [], parts: [], modules, failures };
  const groups = groupAtoms(atoms, { imports: whole.imports, roots });
  const bundles = groups.length === 1 ? [whole] : await Promise.all(groups.map((group) => bundleGroup(group, roots)));
  const parts = groups.map((group, at) => partOf(group, bundles[at]?.code ?? ""));
  return { groups: groups.map((group) => group.map(({ index }) => index)), parts, modules, failures };
}

type AtomGroup = readonly { readonly index: number; readonly atom: AtomCode }[];

function bundleGroup(group: AtomGroup, roots: readonly SourceRoot[]): Promise<Bundle> {
  const lines = group.map(
    ({ index, atom }) => `export { ${atom.name} as t${index} } from ${JSON.stringify(fileOf(atom))};\n`,
  );
  const resolveFrom = roots[0]?.directory ?? path.resolve(".");
  return bundleScript({ entry: lines.join(""), resolveFrom, name: "bundled", roots });
}

function groupAtoms(
  atoms: AtomGroup,
  { imports, roots }: { readonly imports: Bundle["imports"]; readonly roots: readonly SourceRoot[] },
): readonly AtomGroup[] {
  const nameOf = moduleNamer(roots);
  const groups = new Map<string, { index: number; atom: AtomCode }[]>();
  for (const member of atoms) {
    const { namespace, name } = nameOf(realpathSync(fileOf(member.atom)));
    const needed = neededBy(`${namespace}:${name}`, imports).join(" ");
    const group = groups.get(needed);
    if (group === undefined) groups.set(needed, [member]);
    else group.push(member);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** The packages that a module needs; where it is one, which may be a shelf of many things, the modules of it. */
function neededBy(module: string, imports: Bundle["imports"]): readonly string[] {
  const reached = new Set([module]);
  for (const name of reached) for (const imported of imports.get(name) ?? []) reached.add(imported);
  const modules = [...reached].filter((name) => name.startsWith("npm:")).sort();
  const packages = new Set(modules.flatMap((name) => /^npm:(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? []));
  return packages.size === 1 ? modules : [...packages];
}

function partOf(group: AtomGroup, code: string): string {
  const members = group.map(({ index }) => `${index}: bundled.t${index}`);
  return wrapScript({ body: [code], result: `{ ${members.join(", ")} }` });
}

function fileOf({ root, module }: AtomCode): string {
  return path.join(root.directory, "src", module);
}

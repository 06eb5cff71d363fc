import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, Fqdn, Span } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { BoundTransform, SourceRoot } from "../../3-bind/bound.ts";

/** An atom with the file that has its code. */
export interface Implementation {
  readonly fqdn: Fqdn;
  /** The place of `code:`. */
  readonly at: Span;
  readonly root: SourceRoot;
  readonly name: string;
  /** Absolute, links resolved. */
  readonly file: string;
  /** As diagnostics print it. */
  readonly path: string;
}

/** Finds the module of every atom. A module that is not there, or not under its root's `src/`, is reported. */
export function findImplementations(transforms: readonly BoundTransform[]): {
  readonly implementations: readonly Implementation[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const implementations: Implementation[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { fqdn, body, source } of transforms) {
    if (body.kind !== "atom") continue;
    const { root } = source;
    const folder = path.join(root.directory, "src");
    const file = path.join(folder, body.module);
    if (!existsSync(file) || !realpathSync(file).startsWith(realpathSync(folder) + path.sep)) {
      diagnostics.push(rules.implementationModuleExists({ ct: fqdn, module: `src/${body.module}` }, { at: body.at }));
      continue;
    }
    const printed = root.path === "" || root.path === "." ? `src/${body.module}` : `${root.path}/src/${body.module}`;
    implementations.push({ fqdn, at: body.at, root, name: body.name, file: realpathSync(file), path: printed });
  }
  return { implementations, diagnostics };
}

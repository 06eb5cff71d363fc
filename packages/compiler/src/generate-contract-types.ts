import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BoundProtocol, SourceRoot } from "./3-bind/bound.ts";
import { contractTypesText } from "./6-emit/contract-types/contract-types-text.ts";
import { readAndBind } from "./front.ts";

/**
 * Writes `src/generated/contracts.ts` of every root that implements transforms, or with `isCheck` only says which are
 * not as the protocol has them. Gives lines for people and whether all is well. Touches no file that is right.
 */
export async function generateContractTypes(request: {
  readonly repository: string;
  readonly isCheck: boolean;
}): Promise<{ readonly lines: readonly string[]; readonly isWell: boolean }> {
  const roots = rootsOf(request.repository);
  const bound = readAndBind({ roots });
  const errors = bound.diagnostics.filter(({ severity }) => severity === "error");
  if (bound.value === undefined || errors.length > 0) {
    const lines = errors.map(({ code, message, at }) => `${at.span.file}: ${code} ${message}`);
    return { lines: [...lines, "contract types are not generated: run `pgs check`"], isWell: false };
  }
  const lines: string[] = [];
  for (const root of roots) {
    if (!hasAtoms(bound.value, root)) continue;
    const file = path.join(root.directory, "src", "generated", "contracts.ts");
    const text = await contractTypesText(bound.value, root.path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    const printed = `${root.path}/src/generated/contracts.ts`;
    lines.push(request.isCheck ? `${printed} is not what the protocol declares` : `${printed} written`);
    if (request.isCheck) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { lines, isWell: !request.isCheck || lines.length === 0 };
}

/** A root whose transforms are all molecules has no code to check. */
function hasAtoms(protocol: BoundProtocol, { path }: SourceRoot): boolean {
  return [...protocol.artifacts.values()].some(
    (artifact) => artifact.kind === "CT" && artifact.body.kind === "atom" && artifact.source.root.path === path,
  );
}

/** The platform and every domain. */
function rootsOf(repository: string): readonly SourceRoot[] {
  const domains = readdirSync(path.join(repository, "domains")).map((name) => `domains/${name}`);
  return ["packages/capabilities", ...domains.sort()]
    .map((name) => ({ path: name, directory: path.join(repository, name) }))
    .filter(({ directory }) => existsSync(path.join(directory, "protocol")));
}

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sideEffectHost } from "@pgs/capabilities";
import { checkGraph, compile, readAndBind, type SourceFile, type SourceRoot } from "@pgs/compiler";
import { type Diagnostic, mergeCauses, type RulePage } from "@pgs/governance";
import { linkSnapshot, type SideEffectHost } from "@pgs/runtime";
import { platform } from "./situation.ts";

/** What a compiler says about a root, and what it bound of it. */
export interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
  /** Names of the artifacts, derived ones included. */
  readonly bound: readonly string[];
}

/** Compiles a root as far as the rule's phase needs: no further, because later phases need implementations. */
export async function findDiagnostics(root: SourceRoot, { phase }: Pick<RulePage, "phase">): Promise<Found> {
  const roots = [platform, root];
  const { value, diagnostics } = readAndBind({ roots });
  const found = mergeCauses([...diagnostics, ...(value === undefined ? [] : checkGraph(value).diagnostics)]);
  const sources = value?.sources ?? [];
  const artifacts = [...(value?.artifacts.values() ?? [])];
  const bound = artifacts.filter(({ source }) => source.root.path === root.path).map(({ fqdn }) => fqdn);
  const needsCode = phase === "emit" || phase === "seal";
  if (!needsCode || found.length > 0) return { diagnostics: found, sources, bound };
  const folder = mkdtempSync(join(tmpdir(), "pgs-conformance-"));
  try {
    const compiled = await compile({
      roots: [platformWithoutCode(join(folder, "platform")), root],
      out: join(folder, "snapshot"),
      host,
      link: linkSnapshot,
    });
    return { diagnostics: compiled.diagnostics, sources: compiled.sources, bound };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ofPlatform = sideEffectHost("1.0.0");
const fails = () => ({ outcome: "BACKEND_ERROR", outputs: {} });

/**
 * The platform's protocol as far as no code stands behind it. No case of a rule that needs code uses the platform's
 * transforms, and to bundle them and to run their cases takes longer than everything else.
 */
function platformWithoutCode(directory: string): SourceRoot {
  for (const name of ["side_effects", "vocabulary"]) {
    cpSync(join(platform.directory, "protocol", name), join(directory, "protocol", name), { recursive: true });
  }
  return { path: platform.path, directory };
}

/** Says that it performs two birds as well, and of one of them not how; sealing performs none. */
const host: SideEffectHost = {
  ...ofPlatform,
  package: "conformance",
  sideEffects: new Map([...ofPlatform.sideEffects, ["hello::CS_DOVE_V0", fails], ["hello::CS_HERON_V0", fails]]),
  contracts: new Map([
    ...ofPlatform.contracts,
    ["hello::CS_DOVE_V0", "af26399230884f6b3063e2173bc991a1aab950ca40cbc50a8a5e5ac2e2d4309f"],
  ]),
};

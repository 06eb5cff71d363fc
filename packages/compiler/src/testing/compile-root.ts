import { readFileSync } from "node:fs";
import path from "node:path";
import { canonicalize, type LinkedProgram, linkSnapshot, type SideEffectHost, sha256Hex } from "@pgs/runtime";
import { onTestFinished } from "vitest";
import { compile } from "../compile.ts";
import { readAndBind } from "../front.ts";
import { platform, platformWithoutCode, type RootFiles, temporaryFolder, writeRoot } from "./write-root.ts";

/** What came of compiling a root; `linked` is undefined when there is a finding. */
export interface CompiledRoot {
  readonly findings: readonly string[];
  readonly linked: LinkedProgram | undefined;
  /** Where the snapshot is. */
  readonly out: string;
}

/** Performs nothing. */
export const idleHost: SideEffectHost = {
  package: "test-host",
  version: "1.0.0",
  sideEffects: new Map(),
  contracts: new Map(),
};

/** Compiles a root with the platform's side effects, and links what was sealed. */
export async function compileRoot(files: RootFiles, host: SideEffectHost): Promise<CompiledRoot> {
  const out = path.join(temporaryFolder(onTestFinished), "snapshot");
  const roots = [platformWithoutCode(onTestFinished), writeRoot(files, onTestFinished)];
  const made = await compile({ roots, out, host, link: linkSnapshot });
  const findings = made.diagnostics.map(({ code, message }) => `${code} ${message}`);
  if (made.snapshot === undefined) return { findings, linked: undefined, out };
  const names = ["program.json", "vocabulary.json", "bindings.js", "validators.js"];
  const bytes = new Map(names.map((name) => [name, new Uint8Array(readFileSync(path.join(out, name)))]));
  return { findings, linked: linkSnapshot({ programDigest: made.snapshot.programDigest, files: bytes }), out };
}

/** Says that it performs every side effect of the platform as it is declared. */
export function hostOfPlatform(): SideEffectHost {
  const { value, diagnostics } = readAndBind({ roots: [platform] });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const declared = [...value.artifacts.values()].filter(({ kind }) => kind === "CS");
  return {
    ...idleHost,
    sideEffects: new Map(declared.map(({ fqdn }) => [fqdn, () => ({ outcome: "SUCCESS", outputs: {} })])),
    contracts: new Map(declared.map(({ fqdn, full }) => [fqdn, sha256Hex(canonicalize(full))])),
  };
}

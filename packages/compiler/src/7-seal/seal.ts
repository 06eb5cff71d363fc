import path from "node:path";
import type { Diagnostic } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { LinkableSnapshot, LinkedProgram, SideEffectHost } from "@pgs/runtime";
import { evidenceFile, programDigestOf, programFiles, routesFile, verdictsFile } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";
import type { Checked } from "../4-check/check.ts";
import { lowerRoutes } from "../5-lower/lower-routes.ts";
import type { Lowered } from "../5-lower/lowered.ts";
import type { Emitted } from "../6-emit/emit.ts";
import { fileText } from "../6-emit/file-text.ts";
import type { Memory } from "../memory/memory.ts";
import type { Phase } from "../phase.ts";
import { evidenceOf } from "./evidence.ts";
import { hostRequirements } from "./host-requirements.ts";
import { makeSeal, sealedFiles } from "./make-seal.ts";
import { runCasesOnce } from "./run-cases-once.ts";
import { digestOfSources, sourceDigests } from "./source-digests.ts";
import { verdictsOf } from "./verdicts.ts";
import { isReplaceable, writeSnapshot } from "./write-snapshot.ts";

/** What sealing needs of the outside: who performs side effects, how code is linked, where the snapshot goes. */
export interface SealPorts {
  readonly host: SideEffectHost;
  readonly link: (snapshot: LinkableSnapshot) => LinkedProgram;
  /** Absolute. */
  readonly out: string;
}

export interface SealedSnapshot {
  readonly directory: string;
  readonly programDigest: string;
  readonly rootDigest: string;
  readonly counts: SnapshotCounts;
}

export interface SnapshotCounts {
  readonly artifacts: number;
  readonly workflows: number;
  readonly contracts: number;
  readonly transforms: number;
  readonly stores: number;
  readonly cases: number;
  readonly files: number;
  readonly bytes: number;
}

/** Runs the conformance cases on the very code to be sealed, and writes the snapshot. With any error nothing is written. */
export async function seal(
  made: {
    readonly protocol: BoundProtocol;
    readonly checked: Checked;
    readonly lowered: Lowered;
    readonly emitted: Emitted;
    readonly memory: Memory;
  },
  ports: SealPorts,
): Promise<Phase<SealedSnapshot>> {
  const { protocol, lowered, emitted, memory } = made;
  const linked = linkEmitted(made, ports);
  if (linked.value === undefined) return { value: undefined, diagnostics: linked.diagnostics };
  const cases = await runCasesOnce({ protocol, lowered, linked: linked.value, memory });
  const required = hostRequirements({ protocol, lowered, host: ports.host });
  const diagnostics = [...cases.diagnostics, ...required.diagnostics, ...(await placeFindings(ports.out))];
  if (diagnostics.some(({ severity }) => severity === "error")) return { value: undefined, diagnostics };

  const sources = sourceDigests(protocol, emitted.modules);
  const files = new Map([
    ...emitted.files,
    ["artifacts.json", artifactsText(protocol)],
    ["conformance.json", fileText(cases.conformance)],
    [routesFile, fileText(lowerRoutes(protocol))],
    [evidenceFile, fileText(evidenceOf({ protocol, lowered, sources }))],
  ]);
  files.set(
    verdictsFile,
    fileText(verdictsOf({ ...made, conformance: cases.conformance, files: files.size, ...required })),
  );
  const sealed = makeSeal({ files, sourceDigest: digestOfSources(sources), hosts: required.hosts });
  await writeSnapshot(ports.out, new Map([...files, ["seal.json", fileText(sealed)]]));
  const value = {
    directory: ports.out,
    programDigest: sealed.program_digest,
    rootDigest: sealed.root_digest,
    counts: {
      artifacts: protocol.artifacts.size,
      workflows: lowered.program.workflows.length,
      contracts: lowered.program.contracts.length,
      transforms: lowered.program.transforms.length,
      stores: lowered.program.stores.length,
      cases: cases.conformance.transforms.reduce((sum, transform) => sum + transform.cases.length, 0),
      files: sealed.files.length + 1,
      bytes: sealed.files.reduce((sum, { bytes }) => sum + bytes, 0),
    },
  };
  return { value, diagnostics };
}

function linkEmitted(
  { protocol, emitted }: { readonly protocol: BoundProtocol; readonly emitted: Emitted },
  { link }: SealPorts,
): Phase<LinkedProgram> {
  const texts = new Map(programFiles.map((name) => [name, emitted.files.get(name) ?? ""]));
  const encoder = new TextEncoder();
  const files = new Map([...texts].map(([name, text]) => [name, encoder.encode(text)]));
  try {
    const value = link({ programDigest: programDigestOf(sealedFiles(texts)), files, isWhole: true });
    return { value, diagnostics: [] };
  } catch (failure) {
    // What is thrown comes from another realm, where no error is one of ours.
    const { message } = failure as { readonly message?: unknown };
    const [first] = [...protocol.artifacts.values()].filter(({ kind }) => kind === "CT");
    const at = first?.at ?? { file: "", start: 0, end: 0 };
    return { value: undefined, diagnostics: [rules.codeLinks({ reason: String(message) }, { at })] };
  }
}

async function placeFindings(out: string): Promise<readonly Diagnostic[]> {
  if (await isReplaceable(out)) return [];
  const folder = path.basename(out);
  return [rules.snapshotFolderReplaceable({ folder }, { at: { file: folder, start: 0, end: 0 } })];
}

function artifactsText(protocol: BoundProtocol): string {
  const artifacts = Object.fromEntries([...protocol.artifacts].map(([fqdn, { full }]) => [fqdn, full]));
  return fileText({ format: 1, artifacts });
}

import type { Fqdn, JsonObject } from "@pgs/governance";
import {
  type Evidence,
  evidenceFile,
  type Program,
  type Seal,
  type Verdicts,
  type VerifiedSnapshot,
  type Vocabulary,
  verdictsFile,
} from "@pgs/runtime";
import type { Artifact } from "./artifact.ts";

/** What a sealed snapshot says of the protocol: data alone, nothing of it was evaluated. */
export interface SealedProtocol {
  readonly seal: Seal;
  /** Every artifact whole, by FQDN in code-unit order. */
  readonly artifacts: ReadonlyMap<Fqdn, Artifact>;
  readonly evidence: Evidence;
  readonly program: Program;
  readonly vocabulary: Vocabulary;
  readonly conformance: Conformance;
  /** Empty where the snapshot was sealed before there were any. */
  readonly verdicts: Verdicts;
}

/** `conformance.json`, as far as it is asked about. */
interface Conformance {
  readonly transforms: readonly { readonly transform: Fqdn; readonly cases: readonly JsonObject[] }[];
}

/** Reads the tables of a snapshot that was verified before. */
export function readProtocol({ seal, files }: VerifiedSnapshot): SealedProtocol {
  const read = <T>(path: string): T => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`the snapshot has no ${path}`);
    return JSON.parse(Buffer.from(bytes).toString("utf8")) as T;
  };
  const { artifacts } = read<{ readonly artifacts: Readonly<Record<Fqdn, Artifact>> }>("artifacts.json");
  const names = (Object.keys(artifacts) as Fqdn[]).sort();
  return {
    seal,
    artifacts: new Map(names.map((fqdn) => [fqdn, artifacts[fqdn] as Artifact])),
    evidence: read<Evidence>(evidenceFile),
    program: read<Program>("program.json"),
    vocabulary: read<Vocabulary>("vocabulary.json"),
    conformance: read<Conformance>("conformance.json"),
    verdicts: files.has(verdictsFile) ? read<Verdicts>(verdictsFile) : { format: 1, invariants: [], assertions: [] },
  };
}

/** The artifact of a name that is known to be there. */
export function artifactOf(protocol: SealedProtocol, fqdn: Fqdn): Artifact {
  const found = protocol.artifacts.get(fqdn);
  if (found === undefined) throw new Error(`the snapshot has no artifact ${fqdn}`);
  return found;
}

/** `file:line` of an artifact, or of a part of it where that has a line of its own. */
export function placeOf(protocol: SealedProtocol, fqdn: Fqdn, part?: string): string {
  const known = protocol.evidence.artifacts[fqdn];
  if (known === undefined) return "";
  return `${known.source}:${(part === undefined ? undefined : known.parts[part]) ?? known.line}`;
}

/** The FQDN at an address of the program; empty: none. */
export function nameAt({ vocabulary }: SealedProtocol, address: number): Fqdn {
  return vocabulary.artifacts[address] ?? ("" as Fqdn);
}

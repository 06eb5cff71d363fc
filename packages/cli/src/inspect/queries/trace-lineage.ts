import { type Fqdn, kindOf } from "@pgs/governance";
import { canonicalize, sha256Hex } from "@pgs/runtime";
import { textUnder } from "../artifact.ts";
import { artifactOf, placeOf, type SealedProtocol } from "../sealed-protocol.ts";

/** Where an artifact comes from and what became of it. */
export interface Lineage {
  /** `file:line`. */
  readonly declared: string;
  readonly source: TracedSource;
  /** The module with its code, where it has one. */
  readonly implementation?: TracedSource;
  /** Hex SHA-256 over RFC 8785 of the whole artifact. */
  readonly artifact_digest: string;
  /** Index in the vocabulary; -1: the program does not need it. */
  readonly address: number;
  /** Where in `program.json` it is executed, e.g. `workflows/0`. */
  readonly program: readonly string[];
  readonly source_digest: string;
  readonly program_digest: string;
  readonly root_digest: string;
}

export interface TracedSource {
  readonly path: string;
  readonly sha256: string;
}

/** Follows an artifact from its source to its addresses in the program, with every digest on the way. */
export function lineageOf(protocol: SealedProtocol, fqdn: Fqdn): Lineage {
  const artifact = artifactOf(protocol, fqdn);
  const { source = "", address = -1, program = [] } = protocol.evidence.artifacts[fqdn] ?? {};
  const implementation =
    kindOf(fqdn) === "CT" ? implementationOf(textUnder(artifact, "code"), { source, protocol }) : undefined;
  const { source_digest, program_digest, root_digest } = protocol.seal;
  return {
    declared: placeOf(protocol, fqdn),
    source: { path: source, sha256: digestOf(source, protocol) },
    ...(implementation === undefined ? {} : { implementation }),
    artifact_digest: sha256Hex(canonicalize(artifact)),
    address,
    program,
    source_digest,
    program_digest,
    root_digest,
  };
}

/** `code: greet.ts#greet` is a module of the `src` beside the `protocol` that the source is of. */
function implementationOf(
  code: string,
  { source, protocol }: { readonly source: string; readonly protocol: SealedProtocol },
): TracedSource | undefined {
  const [module = ""] = code.split("#", 1);
  if (module === "") return undefined;
  const root = source.slice(0, source.lastIndexOf("/protocol/"));
  const path = `${root}/src/${module}`;
  return { path, sha256: digestOf(path, protocol) };
}

function digestOf(path: string, { evidence }: SealedProtocol): string {
  return evidence.sources.find((source) => source.path === path)?.sha256 ?? "";
}

import { type Fqdn, type Kind, kindOf, namespaceOf } from "@pgs/governance";
import { stepTexts, textUnder } from "../artifact.ts";
import { kindWords } from "../kind-words.ts";
import type { SealedProtocol } from "../sealed-protocol.ts";

export interface ArtifactCounts {
  readonly artifacts: number;
  readonly by_kind: readonly { readonly kind: Kind; readonly count: number }[];
  readonly by_namespace: readonly { readonly namespace: string; readonly count: number }[];
  readonly by_subdomain: readonly { readonly namespace: string; readonly subdomain: string; readonly count: number }[];
  /** Those that are not active. */
  readonly by_status: readonly { readonly status: string; readonly count: number }[];
  /** What the artifacts are made of, and what the program has of them. */
  readonly parts: Readonly<Record<PartKind, number>>;
}

type PartKind = "nodes" | "steps" | "stores" | "cases" | "specialised_contracts" | "sources" | "files" | "bytes";

/** Counts what is in a snapshot. */
export function countArtifacts(protocol: SealedProtocol): ArtifactCounts {
  const names = [...protocol.artifacts.keys()];
  const kinds = tally(names.map(kindOf));
  const subdomains = tally(
    [...protocol.artifacts].map(([fqdn, artifact]) => `${namespaceOf(fqdn)} ${textUnder(artifact, "subdomain")}`),
  );
  return {
    artifacts: names.length,
    by_kind: kindWords.flatMap(([kind]) => {
      const count = kinds.get(kind);
      return count === undefined ? [] : [{ kind, count }];
    }),
    by_namespace: [...tally(names.map(namespaceOf))].map(([namespace, count]) => ({ namespace, count })),
    by_subdomain: [...subdomains].map(([key, count]) => {
      const [namespace = "", subdomain = ""] = key.split(" ");
      return { namespace, subdomain, count };
    }),
    by_status: [...tally([...protocol.artifacts.values()].map(({ status }) => status))].map(([status, count]) => ({
      status,
      count,
    })),
    parts: partsOf(protocol, names),
  };
}

function partsOf(protocol: SealedProtocol, names: readonly Fqdn[]): ArtifactCounts["parts"] {
  const { program, conformance, evidence, seal } = protocol;
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const steps = names.map((fqdn) => {
    const artifact = protocol.artifacts.get(fqdn);
    return artifact === undefined ? 0 : stepTexts(artifact).length;
  });
  return {
    nodes: sum(program.workflows.map(({ nodes }) => nodes.length)),
    steps: sum(steps),
    stores: program.stores.length,
    cases: sum(conformance.transforms.map(({ cases }) => cases.length)),
    specialised_contracts: program.contracts.length,
    sources: evidence.sources.length,
    files: seal.files.length + 1,
    bytes: sum(seal.files.map(({ bytes }) => bytes)),
  };
}

/** How often each occurs, by code unit. */
function tally<T extends string>(words: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const word of [...words].sort()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

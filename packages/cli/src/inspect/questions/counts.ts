import type { Ink } from "../../terminal/ink.ts";
import { kindNoun } from "../kind-words.ts";
import { type ArtifactCounts, countArtifacts } from "../queries/count-artifacts.ts";
import type { Question } from "../question.ts";
import { columns } from "../text/columns.ts";

export const countsQuestion: Question = {
  name: "counts",
  parameters: "",
  description: "how many there are of what",
  examples: ["pgs inspect counts", "pgs inspect counts --json", "pgs inspect counts --snapshot protocol_snapshot"],
  answer: ({ protocol }) => {
    const counts = countArtifacts(protocol);
    return { json: counts, print: (ink) => printCounts(counts, ink) };
  },
};

function printCounts(counts: ArtifactCounts, ink: Ink): string {
  const { parts } = counts;
  const blocks: readonly (readonly [string, readonly (readonly [string, number])[]])[] = [
    ["Artifacts", counts.by_kind.map(({ kind, count }) => [kindNoun(kind, count), count])],
    [
      "Domains",
      counts.by_subdomain.map(({ namespace, subdomain, count }) => [`${namespace} ${subdomain}`.trimEnd(), count]),
    ],
    ["Status", counts.by_status.map(({ status, count }) => [status, count])],
    [
      "Parts",
      [
        ["nodes of workflows", parts.nodes],
        ["steps of contracts and transforms", parts.steps],
        ["stores", parts.stores],
        ["conformance cases", parts.cases],
        ["contracts as specialised for their workflows", parts.specialised_contracts],
      ],
    ],
    [
      "Snapshot",
      [
        ["sources", parts.sources],
        ["files", parts.files],
        ["bytes", parts.bytes],
      ],
    ],
  ];
  const wide = Math.max(...blocks.flatMap(([, rows]) => rows.map(([, count]) => String(count).length)));
  const cells = (rows: readonly (readonly [string, number])[]) =>
    columns(
      rows.map(([noun, count]) => [String(count).padStart(wide), noun]),
      { indent: 2 },
    );
  return `${blocks.map(([title, rows]) => [ink.bold(title), ...cells(rows)].join("\n")).join("\n\n")}\n`;
}

import type { Fqdn } from "@pgs/governance";
import type { Ink } from "../../terminal/ink.ts";
import { findArtifact } from "../find-artifact.ts";
import { type Lineage, lineageOf } from "../queries/trace-lineage.ts";
import type { Question } from "../question.ts";
import { columns } from "../text/columns.ts";

export const lineageQuestion: Question = {
  name: "lineage",
  parameters: "<artifact>",
  description: "from its source to its place in the program, with digests",
  examples: [
    "pgs inspect lineage WF_HELLO_V0",
    "pgs inspect lineage CT_GREET_V0",
    "pgs inspect lineage CC_GREET_V0 --json",
  ],
  answer: (asked) => {
    const artifact = findArtifact(asked);
    const lineage = lineageOf(asked.protocol, artifact);
    return { json: { artifact, ...lineage }, print: (ink) => printLineage({ artifact, lineage }, ink) };
  },
};

function printLineage({ artifact, lineage }: { readonly artifact: Fqdn; readonly lineage: Lineage }, ink: Ink): string {
  const { declared, source, implementation, address, program } = lineage;
  const digest = (text: string) => ({ text: text.slice(0, 16), paint: ink.dim });
  const places = program.length > 0 ? `, executed as ${program.join(", ")}` : "";
  const where = address === -1 ? "no part of the program" : `address ${address}${places}`;
  const code = implementation === undefined ? [] : [["code", digest(implementation.sha256), implementation.path]];
  const rows = [
    ["source", digest(source.sha256), declared],
    ...code,
    ["artifact", digest(lineage.artifact_digest), artifact],
    ["program", digest(lineage.program_digest), where],
    [
      "snapshot",
      digest(lineage.root_digest),
      { text: "digests are cut to 16 digits; --json has them whole", paint: ink.dim },
    ],
  ];
  return `${columns(rows).join("\n")}\n`;
}

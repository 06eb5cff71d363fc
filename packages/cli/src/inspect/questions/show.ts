import { kindOf } from "@pgs/governance";
import type { Ink } from "../../terminal/ink.ts";
import { type Artifact, workflowText } from "../artifact.ts";
import { findArtifact } from "../find-artifact.ts";
import { nodesInOrder } from "../nodes-in-order.ts";
import { marksOf } from "../queries/sensitive-places.ts";
import type { Asked, Question } from "../question.ts";
import { artifactOf, placeOf } from "../sealed-protocol.ts";
import { yamlLines } from "../text/yaml-lines.ts";

export const showQuestion: Question = {
  name: "show",
  parameters: "<artifact>",
  description: "an artifact in full, and where it is declared",
  examples: [
    "pgs inspect show WF_HELLO_V0",
    "pgs inspect show capability_side_effects::CS_REGISTRY_V0",
    "pgs inspect show CT_PURE_GENERATE_ID_V0 --json",
  ],
  answer: (asked: Asked) => {
    const { protocol } = asked;
    const fqdn = findArtifact(asked);
    const artifact = artifactOf(protocol, fqdn);
    const declared = placeOf(protocol, fqdn);
    return {
      json: { artifact: fqdn, declared, marks: marksOf(protocol, fqdn), declaration: artifact },
      print: (ink) => printArtifact(artifact, { declared, ink }),
    };
  },
};

function printArtifact(
  artifact: Artifact,
  { declared, ink }: { readonly declared: string; readonly ink: Ink },
): string {
  const ordered =
    kindOf(artifact.artifact) === "WF" ? { ...artifact, nodes: nodesInOrder(workflowText(artifact)) } : artifact;
  const lines = yamlLines(ordered, { key: ink.blue, mark: ink.yellow, words: ink.dim });
  return `${[ink.dim(`# ${declared}`), ...lines].join("\n")}\n`;
}

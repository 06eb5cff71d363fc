import type { Fqdn } from "@pgs/governance";
import { counted } from "../../terminal/counted.ts";
import type { Ink } from "../../terminal/ink.ts";
import { findArtifact, shortNames } from "../find-artifact.ts";
import { type Reference, referencesTo } from "../queries/references.ts";
import type { Question } from "../question.ts";
import { printReferences } from "../text/print-references.ts";

export const refsQuestion: Question = {
  name: "refs",
  parameters: "<artifact>",
  description: "who refers to it, and where",
  examples: [
    "pgs inspect refs CC_GREET_V0",
    "pgs inspect refs capability_side_effects::CS_REGISTRY_V0",
    "pgs inspect refs CT_PURE_GENERATE_ID_V0 --json",
  ],
  answer: (asked) => {
    const artifact = findArtifact(asked);
    const references = referencesTo(asked.protocol, artifact);
    const short = shortNames(asked.protocol);
    return {
      json: { artifact, referenced_by: references },
      print: (ink) => printRefs({ artifact, references }, { ink, short }),
    };
  },
};

function printRefs(
  { artifact, references }: { readonly artifact: Fqdn; readonly references: readonly Reference[] },
  style: { readonly ink: Ink; readonly short: (fqdn: Fqdn) => string },
): string {
  const refer = references.length === 1 ? "refers" : "refer";
  const head =
    references.length === 0
      ? `nothing refers to ${artifact}`
      : `${counted(references.length, "artifact")} ${refer} to ${artifact}`;
  return `${[head, ...printReferences(references, style)].join("\n")}\n`;
}

import { counted } from "../../terminal/counted.ts";
import { findArtifact, shortNames } from "../find-artifact.ts";
import { impactOf } from "../queries/reached.ts";
import type { Question } from "../question.ts";
import { printReached } from "../text/print-reached.ts";

export const impactQuestion: Question = {
  name: "impact",
  parameters: "<artifact>",
  description: "what a change of it may touch, up to workflows and routes",
  examples: [
    "pgs inspect impact CT_PURE_GENERATE_ID_V0",
    "pgs inspect impact ENTITY_PERSON_V0",
    "pgs inspect impact capability_side_effects::CS_REGISTRY_V0 --json",
  ],
  answer: (asked) => {
    const artifact = findArtifact(asked);
    const reached = impactOf(asked.protocol, artifact);
    const short = shortNames(asked.protocol);
    const touched = reached.length === 0 ? "nothing else" : counted(reached.length, "artifact");
    const head = `a change of ${artifact} may touch ${touched}`;
    return {
      json: { artifact, touches: reached },
      print: (ink) => `${[head, ...printReached(reached, { ink, short })].join("\n")}\n`,
    };
  },
};

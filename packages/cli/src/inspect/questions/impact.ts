import type { Fqdn } from "@pgs/governance";
import { counted } from "../../terminal/counted.ts";
import { findArtifact, shortNames } from "../find-artifact.ts";
import { assertionsAtStake, impactOf } from "../queries/reached.ts";
import type { Question } from "../question.ts";
import { columns } from "../text/columns.ts";
import { printReached } from "../text/print-reached.ts";

export const impactQuestion: Question = {
  name: "impact",
  parameters: "<artifact>",
  description: "what a change of it may touch, up to workflows, routes and assertions",
  examples: [
    "pgs inspect impact CT_PURE_GENERATE_ID_V0",
    "pgs inspect impact ENTITY_PERSON_V0",
    "pgs inspect impact capability_side_effects::CS_REGISTRY_V0 --json",
  ],
  answer: (asked) => {
    const artifact = findArtifact(asked);
    const reached = impactOf(asked.protocol, artifact);
    const stake = assertionsAtStake(asked.protocol, [artifact, ...reached.map((one) => one.artifact)]);
    const short = shortNames(asked.protocol);
    const touched = reached.length === 0 ? "nothing else" : counted(reached.length, "artifact");
    const head = `a change of ${artifact} may touch ${touched}`;
    return {
      json: { artifact, touches: reached, proved_again: stake },
      print: (ink) => {
        const rows = stake.map(({ assertion, workflows }) => {
          const names = workflows.map((workflow) => short(workflow as Fqdn));
          return [short(assertion as Fqdn), ink.dim(`of ${names.join(", ")}`)];
        });
        const proofs = rows.length === 0 ? [] : ["", ink.bold("to be proved again"), ...columns(rows, { indent: 2 })];
        return `${[head, ...printReached(reached, { ink, short }), ...proofs].join("\n")}\n`;
      },
    };
  },
};

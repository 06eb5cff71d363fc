import { type Fqdn, kindOf } from "@pgs/governance";
import type { HostRequirement, Seal } from "@pgs/runtime";
import { textUnder, workflowText } from "../artifact.ts";
import type { SealedProtocol } from "../sealed-protocol.ts";
import { type ArtifactCounts, countArtifacts } from "./count-artifacts.ts";
import { exitsOf } from "./workflow-exits.ts";

/** What a snapshot is, at a glance. */
export interface Survey {
  readonly tool: Seal["tool"];
  readonly program_digest: string;
  readonly root_digest: string;
  readonly source_digest: string;
  readonly signatures: number;
  readonly counts: ArtifactCounts;
  readonly workflows: readonly SurveyedWorkflow[];
  readonly hosts: readonly HostRequirement[];
}

export interface SurveyedWorkflow {
  readonly workflow: Fqdn;
  readonly summary: string;
  readonly status: string;
  readonly exits: readonly { readonly exit: string; readonly class: string }[];
}

/** Says what is in a snapshot: how much of what, the workflows and how they end, the digests, the hosts it needs. */
export function survey(protocol: SealedProtocol): Survey {
  const { tool, program_digest, root_digest, source_digest, signatures, hosts } = protocol.seal;
  const workflows = [...protocol.artifacts].filter(([fqdn]) => kindOf(fqdn) === "WF");
  return {
    tool,
    program_digest,
    root_digest,
    source_digest,
    signatures: signatures.length,
    counts: countArtifacts(protocol),
    workflows: workflows.map(([workflow, artifact]) => ({
      workflow,
      summary: textUnder(artifact, "summary"),
      status: artifact.status,
      exits: exitsOf(workflowText(artifact)).map(({ exit, class: end }) => ({ exit, class: end })),
    })),
    hosts,
  };
}

import type { SideEffectHost } from "@pgs/runtime";
import { usageFailure } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** Loads the side effects with what the configuration says of them. A key that is none is a `CommandFailure`. */
export async function loadHost(
  { approvers, mail }: Workspace,
  { loadHost: load, terminal }: Composition,
): Promise<SideEffectHost> {
  const { checkApproverKey } = await import("@pgs/capabilities");
  const trusted = approvers.map(({ attributes = {}, ...approver }, index) => {
    const finding = checkApproverKey(approver.public_key);
    if (finding === undefined) return { ...approver, attributes };
    const { code, message, help } = finding;
    throw usageFailure(`approver ${index + 1} of pgs.config.yaml: ${code}: ${message}`, help);
  });
  const { environment } = terminal;
  return load({ approvers: trusted, environment, ...(mail === undefined ? {} : { mail }) });
}

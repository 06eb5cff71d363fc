import { join } from "node:path";
import type { Ledger, Vault } from "@pgs/runtime";
import { CommandFailure, exitCodes } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import type { Place } from "./place.ts";
import { shownPath } from "./trace-place.ts";

/** Where the key of the tenant is: beside the databases, never in one. */
export function keyFileOf({ workspace, data }: Place): string {
  return join(workspace.dataRoot, "keys", `${data.tenant}.key`);
}

/** Opens what keeps the sensitive values of the tenant; its key lies under `keys/` in the data root. */
export async function openVault(
  place: Place,
  { ledger, composition }: { readonly ledger: Ledger; readonly composition: Composition },
): Promise<Vault> {
  const { terminal } = composition;
  const { tenant } = place.data;
  const file = keyFileOf(place);
  const opened = await composition.openVault({ tenant, file }, ledger);
  const shown = shownPath(file, terminal.currentFolder);
  if (!opened.ok) {
    const { code, message, help } = opened.finding;
    throw new CommandFailure({
      exit: exitCodes.verification,
      message: `${code}: ${message.replaceAll(file, shown)}`,
      help,
    });
  }
  if (opened.isExposed) terminal.err(`pgs: warning: others may read ${shown}; \`chmod 600\` keeps it to its owner\n`);
  return opened.vault;
}

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { shownPath } from "../trace-place.ts";
import type { Ailment, Checkup, Patient } from "./checkup.ts";

const keyBytes = 32;

/** Whether the tenant's key is there, nobody else's to read, and the one that the ledger was made with. */
export async function checkKey({ place, composition, ledger }: Patient): Promise<Checkup> {
  const { makeVault } = await import("@pgs/capabilities");
  const { tenant } = place.data;
  const file = join(place.workspace.dataRoot, "keys", `${tenant}.key`);
  const shown = shownPath(file, composition.terminal.currentFolder);
  const pinned = ledger?.read.keyCheck();
  const told = (seen: string, ...findings: readonly Ailment[]): Checkup => ({ check: "key", seen, findings });
  const back = "bring back the key file from where you keep it; without it nothing sealed can be read";
  if (!existsSync(file)) {
    if (pinned === undefined) return told("none yet; the first run makes one");
    return told("none", { problem: `${shown} is not there, and the data was made with it`, help: back });
  }
  const bytes = readFileSync(file);
  const isExposed = (statSync(file).mode & 0o077) !== 0;
  const exposed = { problem: `others may read ${shown}`, help: `\`chmod 600 ${shown}\` keeps it to its owner` };
  const findings: Ailment[] = isExposed ? [exposed] : [];
  if (bytes.length !== keyBytes) {
    findings.push({ problem: `${shown} has ${bytes.length} bytes, and a key has ${keyBytes}`, help: back });
  } else if (pinned !== undefined && makeVault(bytes).commit(`pgs key of ${tenant}`) !== pinned) {
    findings.push({ problem: `${shown} is not the key that the data was made with`, help: back });
  }
  return told(`${shown}${pinned === undefined ? "" : ", pinned"}`, ...findings);
}

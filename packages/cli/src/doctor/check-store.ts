import { counted } from "../terminal/counted.ts";
import { shownPath } from "../trace-place.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";
import type { Checkup, Patient } from "./checkup.ts";

/** Whether the ledger's file opens, is of a format that is known, and is whole from its pages to the chain of its journal. */
export async function checkStore({ place, composition }: Omit<Patient, "ledger">): Promise<Checkup> {
  const { ledgerFile } = place.data;
  if (!hasLedger(place.data)) return { check: "store", seen: "none yet; the first run makes one", findings: [] };
  const { check } = await composition.loadUpkeep();
  const { format, rows, findings } = check(ledgerFile);
  const shown = shownPath(ledgerFile, composition.terminal.currentFolder);
  const help = "`pgs data restore` brings back an archive; keep the file beside it until you know what happened";
  return {
    check: "store",
    seen: `${shown}, format ${format}, ${counted(rows, "row")} of journal`,
    findings: findings.map((problem) => ({ problem, help })),
  };
}

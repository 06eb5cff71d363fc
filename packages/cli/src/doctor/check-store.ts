import { counted } from "../terminal/counted.ts";
import { shownPath } from "../trace-place.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";
import type { Ailment, Checkup, Patient } from "./checkup.ts";

/** Whether the ledger's file opens, is of a format that is known, and is whole from its pages to the chain of its journal. */
export async function checkStore({ place, composition }: Omit<Patient, "ledger">): Promise<Checkup> {
  const { ledgerFile } = place.data;
  if (!hasLedger(place.data)) return { check: "store", seen: "none yet; the first run makes one", findings: [] };
  const { check } = await composition.loadUpkeep();
  const { format, rows, findings, migratesTo } = check(ledgerFile);
  const shown = shownPath(ledgerFile, composition.terminal.currentFolder);
  const help = "`pgs data restore` brings back an archive; keep the file beside it until you know what happened";
  const older = migratesTo === undefined ? [] : [migrationTo(migratesTo)];
  return {
    check: "store",
    seen: `${shown}, format ${format}, ${counted(rows, "row")} of journal`,
    findings: [...findings.map((problem) => ({ problem, help })), ...older],
  };
}

function migrationTo(format: number): Ailment {
  return {
    problem: `an older version made it; whatever opens it brings it to format ${format}, in place`,
    help: "copy the data root to be able to go back, then `pgs runs` brings it up to date",
  };
}

import {
  findPlace,
  type OpenedProgram,
  openLedger,
  openShelf,
  openVault,
  settleData,
  settleTraces,
} from "@pgs/cli/data-root";
import { viewRows } from "@pgs/runtime";
import { openPoints } from "../interference/points.ts";
import { countedComposition } from "./composition.ts";

/** Writes the views and traces that a process has left unwritten, as `pgs resume` does when nothing is to go on. */
export async function settleFolder(folder: string, program: OpenedProgram): Promise<void> {
  const points = openPoints(0, () => undefined);
  const composition = countedComposition({ folder, now: "", points, opened: [] });
  const place = await findPlace({}, composition);
  const ledger = await openLedger(place, composition);
  try {
    const vault = await openVault(place, { ledger, composition });
    settleData({ linked: program.linked, ledger, place, maxRows: viewRows });
    await settleTraces(ledger, { place, shelf: openShelf(place.workspace, program), vault, choice: "data" });
  } finally {
    ledger.close();
  }
}

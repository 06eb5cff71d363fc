import { existsSync } from "node:fs";
import type { Checkup, Patient } from "./checkup.ts";

/** Whether the disk keeps what it says it has: writes and deletes a small file beside the ledger. */
export async function checkDurability({ place }: Pick<Patient, "place">): Promise<Checkup> {
  const { folder, ledgerFile } = place.data;
  if (!existsSync(folder)) return { check: "flush", seen: "there is no data yet", findings: [] };
  const { probeDurability } = await import("@pgs/capabilities");
  const { appendMs, fileSystem, findings } = probeDurability(ledgerFile);
  return {
    check: "flush",
    seen: `${fileSystem}, ${appendMs.toFixed(2)} ms for what is to survive; nobody can measure what the disk's own cache does`,
    findings: findings.map((problem) => ({ problem, help: "keep the data on a local disk that honours a flush" })),
  };
}

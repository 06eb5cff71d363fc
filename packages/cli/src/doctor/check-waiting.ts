import { awaitedRows } from "../awaiting.ts";
import { counted } from "../terminal/counted.ts";
import type { Ailment, Checkup, Patient } from "./checkup.ts";

/** What runs wait for, and whether somebody or something should have gone on with it. */
export function checkWaiting({ composition, ledger }: Patient): Checkup {
  const now = composition.clock.now();
  const counts = { waiting: 0, overdue: 0, undone: 0 };
  const unknown: string[] = [];
  for (const { id, kind, state, due } of ledger === undefined ? [] : awaitedRows(ledger)) {
    counts.waiting += 1;
    if (state === "unknown") unknown.push(id);
    else if (due !== "" && due <= now) counts.overdue += 1;
    else if (kind === "effect" && state === "planned") counts.undone += 1;
  }
  const [first] = unknown;
  const findings: Ailment[] = [];
  if (first !== undefined) {
    const problem = `of ${counted(unknown.length, "effect")} nobody knows whether it was performed`;
    findings.push({ problem, help: `\`pgs pending ${first}\` says which, and how it is settled` });
  }
  const late = counts.overdue + counts.undone;
  if (late > 0) {
    const problem = `${counted(late, "run")} could go on: its time has come, or a process was lost`;
    findings.push({ problem, help: "`pgs resume` goes on with them; a server does so by itself" });
  }
  return { check: "waiting", seen: counts.waiting === 0 ? "nothing" : counted(counts.waiting, "run"), findings };
}

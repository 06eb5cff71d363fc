import type { Checkup, Patient } from "./checkup.ts";

/** What two machines that keep time may differ by. */
const toleratedMs = 60_000;

/** Whether the clock is behind what was recorded last: ends and expiries would be judged by a wrong time. */
export function checkClock({ composition, ledger }: Patient): Checkup {
  const now = composition.clock.now();
  const [newest] = ledger?.read.runs(1) ?? [];
  const isBehind = newest !== undefined && Date.parse(newest.at) - Date.parse(now) > toleratedMs;
  const problem = `it is ${now}, and the newest run was recorded at ${newest?.at ?? ""}`;
  const help = "set the clock, or find out who ran it with `--now`; until then what waits expires too late";
  return { check: "clock", seen: now, findings: isBehind ? [{ problem, help }] : [] };
}

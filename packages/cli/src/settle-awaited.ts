import type { Json } from "@pgs/governance";
import { parentOf, type RunResult } from "@pgs/runtime";
import { exitCodeOf } from "@pgs/transport";
import { type Awaiting, findAwaited, refusal, unawaited } from "./awaiting.ts";
import { exitCodes } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import { openEngine } from "./open-engine.ts";
import { openVault } from "./open-vault.ts";
import { openLedger, type Place } from "./place.ts";
import { printRun, type RunReport } from "./print-run.ts";
import { openShelf } from "./program-shelf.ts";
import { type Settling, settleRun } from "./settle-run.ts";
import { inkOf } from "./terminal/ink.ts";
import { hasLedger } from "./workspace/tenant-folder.ts";
import type { TraceChoice } from "./write-trace.ts";

/** Where something awaited is settled, and how what follows is told. */
export interface SettlingAt {
  readonly place: Place;
  readonly composition: Composition;
  readonly choice: TraceChoice;
  readonly isJson: boolean;
}

/**
 * Settles what a run awaits by what `offer` makes of it, and tells where the run stands then. `offer` gives undefined
 * where there is nothing to send. A refused offer is a `CommandFailure`, and the run goes on waiting.
 */
export async function settleAwaited(
  word: string,
  at: SettlingAt & { readonly offer: (awaiting: Awaiting) => Json | undefined },
): Promise<number> {
  const { place, composition, choice, isJson, offer } = at;
  const { terminal } = composition;
  if (!hasLedger(place.data)) throw unawaited(word);
  const ledger = await openLedger(place, composition);
  try {
    const vault = await openVault(place, { ledger, composition });
    const shelf = openShelf(place.workspace);
    const awaiting = findAwaited(word, { read: ledger.read, shelf, vault });
    const offered = offer(awaiting);
    if (offered === undefined) return exitCodes.ok;
    const { program } = awaiting;
    const engine = await openEngine({ place, composition, ledger, vault, program, shelf });
    const settled = await engine.settle(awaiting.row.id, offered);
    await engine.close();
    if (!settled.ok) throw refusal(settled.reason);
    const report = await settleWithParents(settled.result, {
      choice,
      place,
      program,
      shelf,
      ledger,
      vault,
      composition,
    });
    if (isJson) terminal.out(`${JSON.stringify(report.result)}\n`);
    else terminal.out(printRun(report, inkOf(terminal)));
    // What was offered is taken: that the run ends denied is what somebody wanted.
    const exit = exitCodeOf(report.result.terminal);
    return exit === exitCodes.failed ? exit : exitCodes.ok;
  } finally {
    ledger.close();
  }
}

/** Brings the files of a run up to date, and of those that wait for it. */
export async function settleWithParents(result: RunResult, settling: Settling): Promise<RunReport> {
  const report = await settleRun(result, settling);
  const { read } = settling.ledger;
  for (let run = result.run; ; ) {
    const parent = read.run(parentOf(read.run(run)?.key ?? ""));
    if (parent === undefined) return report;
    run = parent.run;
    await settleRun({ ...result, run, workflow: parent.workflow }, settling);
  }
}

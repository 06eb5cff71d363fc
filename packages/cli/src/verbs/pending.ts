import { type Ledger, parentOf } from "@pgs/runtime";
import { type Awaiting, awaitedRows, findAwaited, readAwaited } from "../awaiting.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { openVault } from "../open-vault.ts";
import { parseCount } from "../parse-count.ts";
import { addPlaceOptions, findPlace, type PlaceOptions, readLedger } from "../place.ts";
import { pendingJson, printPending } from "../print-pending.ts";
import { openShelf } from "../program-shelf.ts";
import { inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

interface PendingOptions extends PlaceOptions {
  readonly limit: number;
}

/** `pgs pending`: what runs wait for, and how it is settled. Changes nothing. */
export const addPendingVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("pending")
      .argument("[id]", "one of them, or the run that waits for it or for its children")
      .option("--limit <count>", "how many", parseCount, 20),
  )
    .addHelpText("after", examples(["pgs pending", "pgs pending AW_0123456789abcdef", "pgs pending --json"]))
    .action(async (word: string | undefined, options: PendingOptions) => {
      invocation.exit = await listPending(word, { options, composition: invocation.composition });
    });
};

async function listPending(
  word: string | undefined,
  { options, composition }: { readonly options: PendingOptions; readonly composition: Composition },
): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const none = { found: [] as readonly Awaiting[], more: 0 };
  const { found, more } = await readLedger({ place, composition, otherwise: none }, async (ledger) => {
    const vault = await openVault(place, { ledger, composition });
    const from = { read: ledger.read, shelf: openShelf(place.workspace), vault };
    const named = word === undefined ? undefined : findAwaited(word, from);
    if (named !== undefined && named.row.kind !== "children") return { found: [named], more: 0 };
    const first: Awaiting[] = [];
    let others = 0;
    for (const row of awaitedRows(ledger)) {
      // Children end by themselves: what they wait for stands in the list.
      if (row.kind === "children") continue;
      if (named !== undefined && !isBegunBy(named.row.run, row.run, ledger)) continue;
      const awaiting = first.length < options.limit ? readAwaited(row, from) : undefined;
      if (awaiting === undefined) others += 1;
      else first.push(awaiting);
    }
    return { found: [...(named === undefined ? [] : [named]), ...first.sort(byDue)], more: others };
  });
  if (options.json === true) {
    const waiting = found.map(pendingJson);
    terminal.out(`${JSON.stringify({ schemaVersion: 1, tenant: place.data.tenant, waiting, more })}\n`);
    return 0;
  }
  const how = { now: composition.clock.now(), ink: inkOf(terminal) };
  terminal.out(found.map((awaiting) => printPending(awaiting, how)).join("\n"));
  if (found.length === 0) terminal.err("nothing is awaited\n");
  if (more > 0) terminal.err(`and ${more} more; \`--limit\` shows them\n`);
  return 0;
}

/** Whether a run began another one, or one of those that began it. */
function isBegunBy(ancestor: string, run: string, { read }: Pick<Ledger, "read">): boolean {
  const parent = parentOf(read.run(run)?.key ?? "");
  return parent !== "" && (parent === ancestor || isBegunBy(ancestor, parent, { read }));
}

/** What time ends first comes first. */
function byDue({ row: one }: Awaiting, { row: other }: Awaiting): number {
  if (one.due === other.due) return one.id < other.id ? -1 : 1;
  if (one.due === "" || other.due === "") return one.due === "" ? 1 : -1;
  return one.due < other.due ? -1 : 1;
}

import { existsSync } from "node:fs";
import { type Ledger, type RunRow, type Vault, viewRows } from "@pgs/runtime";
import { Option } from "commander";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { openVault } from "../open-vault.ts";
import { addPlaceOptions, findPlace, openLedger, type Place, type PlaceOptions } from "../place.ts";
import { openShelf, type ProgramShelf } from "../program-shelf.ts";
import { layoutOf, sourcesOf, traceOrErased } from "../run-trace.ts";
import { settleData } from "../settle-data.ts";
import { shownPath, traceKinds, tracePlaceOf } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";
import { type TraceChoice, traceChoices, writeTrace } from "../write-trace.ts";

interface ResumeOptions extends PlaceOptions {
  readonly trace: TraceChoice;
}

/** How far back traces are looked for: commands that run at the same time may all have been cut off. */
const newest = 100;

/** `pgs resume`: settles whatever a crash left undone. */
export const addResumeVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("resume")
      .description("make the views and the newest traces again that a crash left unwritten")
      .addOption(new Option("--trace <files>", "what is written of a trace").choices(traceChoices).default("all")),
  )
    .addHelpText("after", examples(["pgs resume", "pgs resume --trace data", "pgs resume --json"]))
    .action(async (options: ResumeOptions) => {
      invocation.exit = await resume(options, invocation.composition);
    });
};

async function resume(options: ResumeOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const written = hasLedger(place.data) ? await settle(options, { place, composition }) : [];
  const files = written.map((file) => shownPath(file, terminal.currentFolder));
  if (options.json === true) terminal.out(`${JSON.stringify({ schemaVersion: 1, settled: files })}\n`);
  else if (files.length === 0) terminal.out("nothing was left undone\n");
  else terminal.out(`${files.map((file) => `settled ${file}\n`).join("")}`);
  return 0;
}

async function settle(
  options: ResumeOptions,
  at: { readonly place: Place; readonly composition: Composition },
): Promise<readonly string[]> {
  const ledger = await openLedger(at.place, at.composition);
  try {
    const { place } = at;
    const shelf = openShelf(place.workspace);
    const vault = await openVault(place, { ledger, composition: at.composition });
    const views = settleNewest(ledger, { place, shelf });
    return [...views, ...(await settleTraces(ledger, { place, shelf, vault, choice: options.trace }))];
  } finally {
    ledger.close();
  }
}

/** The program of the newest run knows the stores that a crash can have left behind. */
function settleNewest(ledger: Ledger, at: { readonly place: Place; readonly shelf: ProgramShelf }): readonly string[] {
  const [row] = ledger.read.runs(1);
  const program = row && at.shelf.programOf(ledger.read.journalOf(row.run));
  if (program === undefined) return [];
  return settleData({ linked: program.linked, ledger, place: at.place, maxRows: viewRows });
}

async function settleTraces(
  ledger: Ledger,
  how: {
    readonly place: Place;
    readonly shelf: ProgramShelf;
    readonly vault: Vault;
    readonly choice: TraceChoice;
  },
): Promise<readonly string[]> {
  const { shelf, vault } = how;
  const written: string[] = [];
  const settleTrace = async ({ run, workflow }: RunRow): Promise<void> => {
    const place = tracePlaceOf(how.place, run);
    const made = traceOrErased(run, { read: ledger.read, shelf, vault });
    if (made === undefined || made === "erased") return;
    const { files } = made.program.snapshot;
    const { text, headHash: anchor } = made.sealed;
    const before = new Set(traceKinds.map(place.fileOf).filter((file) => existsSync(file)));
    const subject = { place, text, anchor, layout: layoutOf(workflow, files), sources: sourcesOf(files) };
    written.push(...(await writeTrace(how.choice, subject)).filter((file) => !before.has(file)));
  };
  for (const row of ledger.read.runs(newest)) await settleTrace(row);
  return written;
}

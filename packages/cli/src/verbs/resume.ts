import { codeOf, type Fqdn } from "@pgs/governance";
import { type Ledger, type RunResult, viewRows } from "@pgs/runtime";
import { Option } from "commander";
import { usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { openEngine } from "../open-engine.ts";
import type { OpenedProgram } from "../open-program.ts";
import { openVault } from "../open-vault.ts";
import { addPlaceOptions, findPlace, openLedger, type Place, type PlaceOptions } from "../place.ts";
import { paintTerminal } from "../print-terminal.ts";
import { openShelf, type ProgramShelf } from "../program-shelf.ts";
import { readJson } from "../read-words.ts";
import { settleAwaited, settleWithParents } from "../settle-awaited.ts";
import { settleData } from "../settle-data.ts";
import { settleTraces } from "../settle-traces.ts";
import { inkOf } from "../terminal/ink.ts";
import { shownPath } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";
import { type TraceChoice, traceChoices } from "../write-trace.ts";

interface ResumeOptions extends PlaceOptions {
  readonly performed?: string;
  readonly retry?: true;
  readonly trace: TraceChoice;
}

/** How far back a program is looked for. */
const newest = 100;

/** `pgs resume`: goes on with what need not wait for anybody, and settles whatever a crash left undone. */
export const addResumeVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("resume")
      .argument("[id]", "an effect of which nobody knows whether it was performed, as `pgs pending` lists it")
      .option("--performed <json>", "it was: its outcome and outputs, as `pgs pending` prints them")
      .option("--retry", "it was not: perform it again")
      .addOption(new Option("--trace <files>", "what is written of a trace").choices(traceChoices).default("all")),
  )
    .addHelpText("after", examples(["pgs resume", "pgs resume --json", "pgs resume AW_0123456789abcdef --retry"]))
    .action(async (id: string | undefined, options: ResumeOptions) => {
      invocation.exit = await resume(id, options, invocation.composition);
    });
};

async function resume(id: string | undefined, options: ResumeOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const { performed, retry, trace: choice } = options;
  if (id !== undefined || performed !== undefined || retry === true) {
    if (id === undefined || (performed === undefined) === (retry !== true)) {
      throw usageFailure("say of which effect, and either `--performed <json>` or `--retry`", "see `pgs pending`");
    }
    const offer = () =>
      performed === undefined
        ? { retry: true }
        : { performed: readJson(performed, { option: "--performed", place, composition }) };
    return settleAwaited(id, { place, composition, choice, isJson: options.json === true, offer });
  }
  const none: Resumed = { moved: [], written: [] };
  const { moved, written } = hasLedger(place.data) ? await settle(options, { place, composition }) : none;
  const files = written.map((file) => shownPath(file, terminal.currentFolder));
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ schemaVersion: 1, resumed: moved, settled: files })}\n`);
  } else if (files.length + moved.length === 0) terminal.out("nothing was left undone\n");
  else {
    const ink = inkOf(terminal);
    const went = moved.map(({ run, workflow, terminal: end }) => {
      return `went on ${run}  ${codeOf(workflow as Fqdn)}  ${paintTerminal(end, ink)}\n`;
    });
    terminal.out(`${went.join("")}${files.map((file) => `settled ${file}\n`).join("")}`);
  }
  return 0;
}

interface Resumed {
  readonly moved: readonly RunResult[];
  readonly written: readonly string[];
}

async function settle(
  options: ResumeOptions,
  at: { readonly place: Place; readonly composition: Composition },
): Promise<Resumed> {
  const ledger = await openLedger(at.place, at.composition);
  try {
    const { place, composition } = at;
    const shelf = openShelf(place.workspace);
    const vault = await openVault(place, { ledger, composition });
    const program = newestProgram(ledger, shelf);
    if (program === undefined) return { moved: [], written: [] };
    const engine = await openEngine({ place, composition, ledger, vault, program, shelf });
    const moved = await engine.recover();
    await engine.close();
    const settling = { choice: options.trace, place, program, shelf, ledger, vault, composition };
    for (const result of moved) await settleWithParents(result, settling);
    const views = settleData({ linked: program.linked, ledger, place, maxRows: viewRows });
    return {
      moved,
      written: [...views, ...(await settleTraces(ledger, { place, shelf, vault, choice: options.trace }))],
    };
  } finally {
    ledger.close();
  }
}

/** The program of the newest run that is still journaled knows the stores that a crash can have left behind. */
function newestProgram({ read }: Ledger, shelf: ProgramShelf): OpenedProgram | undefined {
  for (const { run } of read.runs(newest)) {
    const rows = read.journalOf(run);
    if (rows.length > 0) return shelf.programOf(rows);
  }
  return undefined;
}

import { rmSync } from "node:fs";
import { type Erasure, erasePerson, viewRows } from "@pgs/runtime";
import { CommandFailure, exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { eraseTenant } from "../erase-tenant.ts";
import { examples } from "../examples.ts";
import { tryOpenProgram } from "../open-program.ts";
import { openVault } from "../open-vault.ts";
import { addPlaceOptions, findPlace, openLedger, type Place, type PlaceOptions } from "../place.ts";
import { readPerson } from "../read-person.ts";
import { settleData } from "../settle-data.ts";
import { counted } from "../terminal/counted.ts";
import { tracePlaceOf } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";

interface EraseOptions extends PlaceOptions {
  readonly person?: string;
  readonly tenantData?: true;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** `pgs data erase`: makes what is kept of a person unreadable for good, or removes a tenant. */
export const addDataEraseVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("erase")
      .description("make what is kept of a person unreadable for good, or remove a tenant")
      .option("--person <values>", "values that stand together wherever it is kept: a file, - or JSON")
      .option("--tenant-data", "everything of the tenant: database, key, views, traces")
      .option("--dry-run", "only say what would be done")
      .option("--yes", "really remove the tenant"),
  )
    .addHelpText(
      "after",
      examples([
        'pgs data erase --person \'{"email_registration": "ada@example.org"}\' --dry-run',
        "pgs data erase --person - < person.json",
        "pgs data erase --tenant acme --tenant-data --yes",
      ]),
    )
    .action(async (options: EraseOptions) => {
      invocation.exit = await erase(options, invocation.composition);
    });
};

async function erase(options: EraseOptions, composition: Composition): Promise<number> {
  const { person, tenantData } = options;
  if ((person === undefined) === (tenantData === undefined)) {
    throw usageFailure("say what to erase: `--person` or `--tenant-data`", "see `pgs data erase --help`");
  }
  const place = await findPlace(options, composition);
  if (!hasLedger(place.data)) throw usageFailure(`there is nothing of the tenant \`${place.data.tenant}\``);
  const isTried = options.dryRun === true;
  if (person === undefined) {
    const removed = await eraseTenant({ place, composition, isTried, isSure: options.yes === true });
    const told = { schemaVersion: 1, tenant: place.data.tenant, dryRun: isTried, removed };
    const lines = removed.map((path) => `${isTried ? "would remove" : "removed"} ${path}\n`).join("");
    composition.terminal.out(options.json === true ? `${JSON.stringify(told)}\n` : lines);
    return exitCodes.ok;
  }
  return erasePersonAt(place, { person, options, composition, isTried });
}

interface Asked {
  readonly person: string;
  readonly options: EraseOptions;
  readonly composition: Composition;
  readonly isTried: boolean;
}

async function erasePersonAt(place: Place, { person: word, options, composition, isTried }: Asked): Promise<number> {
  const { terminal, clock } = composition;
  const person = readPerson(word, terminal);
  const ledger = await openLedger(place, composition);
  let erasure: Erasure;
  try {
    const vault = await openVault(place, { ledger, composition });
    const asked = { ledger, vault, person, now: clock.now() };
    erasure = erasePerson({ ...asked, dryRun: true });
    if (!isTried) {
      refuseWaiting(erasure);
      // Before the salts: whoever is interrupted and asks again still finds these runs.
      removeTraces(place, erasure);
      erasure = erasePerson({ ...asked, dryRun: false });
      refuseWaiting(erasure);
    }
    const linked = tryOpenProgram(place.workspace)?.linked;
    if (!isTried && linked !== undefined) settleData({ linked, ledger, place, maxRows: viewRows });
  } finally {
    ledger.close();
  }
  const left = isTried ? "" : await cleanUp(place, { erasure, composition });
  const isScrubbed = left === "";
  const { waiting, runs, records, facts, keys, unsalted } = erasure;
  const told = { schemaVersion: 1, tenant: place.data.tenant, dryRun: isTried, runs, records, facts, keys, unsalted };
  if (options.json === true) terminal.out(`${JSON.stringify({ ...told, waiting, scrubbed: isScrubbed })}\n`);
  else terminal.out(tellErasure(erasure, isTried));
  if (!isScrubbed) terminal.err(`pgs: warning: ${left}; ask again when that is over\n`);
  return unsalted === 0 && isScrubbed ? exitCodes.ok : exitCodes.findings;
}

function refuseWaiting({ waiting }: Erasure): void {
  if (waiting.length === 0) return;
  throw new CommandFailure({
    exit: exitCodes.refused,
    message: `nothing was erased: ${counted(waiting.length, "run")} of the person still waits: ${waiting.slice(0, 5).join(", ")}`,
    help: "let them end first: `pgs pending` says what they wait for",
  });
}

/** Removes files that tell of what is gone, and bytes of what was dropped. Says what could not be done; empty: it was. */
async function cleanUp(
  place: Place,
  { erasure, composition }: { readonly erasure: Erasure; readonly composition: Composition },
): Promise<string> {
  removeTraces(place, erasure);
  const { scrub } = await composition.loadUpkeep();
  try {
    scrub(place.data.ledgerFile);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function removeTraces(place: Place, { runs }: Erasure): void {
  for (const run of runs) rmSync(tracePlaceOf(place, run).folder, { recursive: true, force: true });
}

function tellErasure({ runs, records, facts, unsalted }: Erasure, isTried: boolean): string {
  if (runs.length === 0 && facts === 0) return "nothing that can be read holds these values\n";
  const kept = `${counted(runs.length, "run")}, ${counted(records, "record")} and ${counted(facts, "fact")}`;
  const lines = [
    isTried ? `would erase what ${kept} hold` : `erased what ${kept} held; the journal still verifies`,
    "stays: that the runs were, when and how they ended; ids made by hashing; commitments under the tenant's key",
    ...(unsalted === 0
      ? []
      : [`cannot be erased: ${counted(unsalted, "value")} from before format 3; prune them, or erase the tenant`]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

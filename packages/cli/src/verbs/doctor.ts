import type { Ledger } from "@pgs/runtime";
import { CommandFailure, exitCodes } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { checkClock } from "../doctor/check-clock.ts";
import { checkConfig } from "../doctor/check-config.ts";
import { checkDisk } from "../doctor/check-disk.ts";
import { checkDurability } from "../doctor/check-durability.ts";
import { checkKey } from "../doctor/check-key.ts";
import { checkNode } from "../doctor/check-node.ts";
import { checkSnapshot } from "../doctor/check-snapshot.ts";
import { checkStore } from "../doctor/check-store.ts";
import { checkWaiting } from "../doctor/check-waiting.ts";
import type { Ailment, Checkup } from "../doctor/checkup.ts";
import { examples } from "../examples.ts";
import { addPlaceOptions, findPlace, openLedger, type Place, type PlaceOptions } from "../place.ts";
import { type Ink, inkOf } from "../terminal/ink.ts";
import { shownPath } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";

interface DoctorOptions extends PlaceOptions {
  readonly probe?: true;
}

/** `pgs doctor`: what is wrong around the protocol, and how each is mended. Changes nothing. */
export const addDoctorVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("doctor")
      .option("--snapshot <folder>", "the snapshot (default: the configuration's)")
      .option("--probe", "measure as well whether the disk keeps what it says: writes a small file and deletes it"),
  )
    .addHelpText(
      "after",
      `\nExit codes: 0 all is well; 1 something is not.
${examples(["pgs doctor", "pgs doctor --probe", "pgs doctor --tenant acme --json"])}`,
    )
    .action(async (options: DoctorOptions) => {
      invocation.exit = await examine(options, invocation.composition);
    });
};

async function examine(options: DoctorOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const node = checkNode(process.version);
  const found = await readPlace(options, composition);
  const checkups = [node, ...(found.ok ? await lookOver(found.place, options, composition) : [found.config])];
  const isWell = checkups.every(({ findings }) => findings.length === 0);
  if (options.json === true) terminal.out(`${JSON.stringify({ schemaVersion: 1, well: isWell, checks: checkups })}\n`);
  else terminal.out(checkups.map((checkup) => printCheckup(checkup, inkOf(terminal))).join(""));
  return isWell ? exitCodes.ok : exitCodes.findings;
}

type FoundPlace = { readonly ok: true; readonly place: Place } | { readonly ok: false; readonly config: Checkup };

/** A configuration that cannot be used is a finding here, and no reason to stop without a word of the rest. */
async function readPlace(options: DoctorOptions, composition: Composition): Promise<FoundPlace> {
  try {
    return { ok: true, place: await findPlace(options, composition) };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const { message, help = "mend pgs.config.yaml", report } = error.failure;
    const told = (report?.diagnostics ?? []).map((each): Ailment => {
      return { problem: `${each.code}: ${each.message}`, help: each.help ?? `\`pgs explain ${each.code}\`` };
    });
    const findings = told.length === 0 ? [{ problem: message, help }] : told;
    return { ok: false, config: { check: "config", seen: "cannot be used", findings } };
  }
}

/** In this order: what everything else stands on comes first. */
async function lookOver(place: Place, { probe }: DoctorOptions, composition: Composition): Promise<readonly Checkup[]> {
  const { configFile } = place.workspace;
  const shown =
    configFile === "" ? "none; the defaults hold" : shownPath(configFile, composition.terminal.currentFolder);
  const store = await checkStore({ place, composition });
  const ledger = await openSound(store, { place, composition });
  try {
    const patient = { place, composition, ledger };
    const config = await checkConfig(patient, shown);
    // An approver whose key is none keeps the side effects from being loaded.
    const snapshot = config.findings.length === 0 ? [await checkSnapshot(patient)] : [];
    const data = [await checkKey(patient), store, checkWaiting(patient), checkDisk(patient), checkClock(patient)];
    return [config, ...snapshot, ...data, ...(probe === true ? [await checkDurability(patient)] : [])];
  } finally {
    ledger?.close();
  }
}

/** What is not sound is not opened: whoever opens a ledger may bring it up to date. */
async function openSound(
  { findings }: Checkup,
  { place, composition }: { readonly place: Place; readonly composition: Composition },
): Promise<Ledger | undefined> {
  return findings.length === 0 && hasLedger(place.data) ? openLedger(place, composition) : undefined;
}

function printCheckup({ check, seen, findings }: Checkup, ink: Ink): string {
  const mark = findings.length === 0 ? ink.green("✓") : ink.red("✗");
  const lines = findings.map(
    ({ problem, help }) => `             ${ink.red(problem)}\n             ${ink.dim(help)}\n`,
  );
  return `${mark} ${ink.bold(check.padEnd(9))}  ${seen}\n${lines.join("")}`;
}

import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { CommandFailure, exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { keyFileOf } from "../open-vault.ts";
import { placeOf } from "../place.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type ArchivedLedger, readManifest } from "./manifest.ts";

/** What came back, and which tenants need a key that is not here. */
export interface Restored {
  readonly ledgers: readonly ArchivedLedger[];
  readonly withoutKey: readonly string[];
}

/**
 * Brings an archive back into a data root. Every byte of it is verified and every ledger checked before the first file is
 * written, and nothing is written over what is there. Views and traces are made again by `pgs resume`.
 */
export async function restoreArchive(asked: {
  readonly workspace: Workspace;
  readonly folder: string;
  /** Empty: all that are in it. */
  readonly tenant: string;
  readonly composition: Composition;
}): Promise<Restored> {
  const { workspace, folder, tenant, composition } = asked;
  const manifest = readManifest(folder);
  const ledgers = manifest.ledgers.filter((each) => tenant === "" || each.tenant === tenant);
  if (ledgers.length === 0) throw usageFailure(`the archive holds nothing of the tenant \`${tenant}\``);
  const { check } = await composition.loadUpkeep();
  for (const ledger of ledgers) demandWhole(ledger, check(join(folder, ledger.path)));
  for (const { tenant: each } of ledgers) demandFree(placeOf(workspace, each), folder);
  copySnapshots(folder, workspace.dataRoot);
  for (const { tenant: each, path } of ledgers) {
    const place = placeOf(workspace, each);
    const key = join(folder, "keys", `${each}.key`);
    if (existsSync(key) && !existsSync(keyFileOf(place))) copyWhole(key, keyFileOf(place));
    copyWhole(join(folder, path), place.data.ledgerFile);
  }
  const withoutKey = ledgers
    .map((each) => each.tenant)
    .filter((each) => !existsSync(keyFileOf(placeOf(workspace, each))));
  return { ledgers, withoutKey };
}

function demandWhole(
  { path, head }: ArchivedLedger,
  found: { readonly head: { readonly hash: string }; readonly findings: readonly string[] },
): void {
  const [finding = found.head.hash === head ? undefined : "its last row is another one"] = found.findings;
  if (finding === undefined) return;
  const message = `\`${path}\` of the archive is not whole: ${finding}; nothing was restored`;
  throw new CommandFailure({ exit: exitCodes.verification, message });
}

function demandFree(place: ReturnType<typeof placeOf>, folder: string): void {
  const { tenant } = place.data;
  if (hasLedger(place.data)) {
    throw new CommandFailure({
      exit: exitCodes.refused,
      message: `there is data of \`${tenant}\` already; nothing was restored`,
      help: "`--data-root` names another folder, `--tenant` restores one tenant alone",
    });
  }
  const [ours, theirs] = [keyFileOf(place), join(folder, "keys", `${tenant}.key`)];
  if (!existsSync(ours) || !existsSync(theirs) || readFileSync(ours).equals(readFileSync(theirs))) return;
  throw new CommandFailure({
    exit: exitCodes.refused,
    message: `there is another key of \`${tenant}\` already; nothing was restored`,
  });
}

/** One that is there is the same: its name is its digest. */
function copySnapshots(folder: string, dataRoot: string): void {
  const from = join(folder, "snapshots");
  if (!existsSync(from)) return;
  for (const name of readdirSync(from)) {
    const to = join(dataRoot, "snapshots", name);
    if (!existsSync(to)) copyWhole(join(from, name), to);
  }
}

function copyWhole(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, `${to}.partial`, { recursive: true });
  if (statSync(from).isDirectory()) {
    renameSync(`${to}.partial`, to);
    return;
  }
  if (to.endsWith(".key")) chmodSync(`${to}.partial`, 0o600);
  // A link never replaces what somebody else has made meanwhile, a rename would.
  linkSync(`${to}.partial`, to);
  rmSync(`${to}.partial`);
}

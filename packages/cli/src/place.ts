import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Ledger } from "@pgs/runtime";
import type { Command } from "commander";
import { usageFailure } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import { findWorkspace } from "./workspace/find-workspace.ts";
import { workspaceOf } from "./workspace/limits-of.ts";
import { defaultTenant, findTenantFolder, hasLedger, type TenantFolder } from "./workspace/tenant-folder.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** The options of every verb that works with a workspace and its data. */
export interface PlaceOptions {
  readonly workspace?: string;
  readonly dataRoot?: string;
  readonly tenant?: string;
  readonly snapshot?: string;
  readonly json?: true;
}

/** Where a command works: a workspace and one tenant's data. */
export interface Place {
  readonly workspace: Workspace;
  readonly data: TenantFolder;
}

export function addPlaceOptions(command: Command): Command {
  return command
    .option("--workspace <folder>", "the folder with pgs.config.yaml (default: found upwards)")
    .option("--data-root <folder>", "where the data is (default: the configuration's)")
    .option("--tenant <name>", `whose data (default: ${defaultTenant})`)
    .option("--json", "print one JSON object");
}

/** Finds the place that the options name; relative paths of options are relative to the current folder. */
export async function findPlace(options: PlaceOptions, composition: Composition): Promise<Place> {
  const { currentFolder } = composition.terminal;
  const found = await findWorkspace({ currentFolder, named: options.workspace });
  const over = (folder: string | undefined, otherwise: string): string =>
    folder === undefined ? otherwise : resolve(currentFolder, folder);
  const workspace = {
    ...found,
    snapshot: over(options.snapshot, found.snapshot),
    dataRoot: over(options.dataRoot, found.dataRoot),
  };
  return placeOf(workspace, options.tenant ?? defaultTenant);
}

/** Where one tenant is in a workspace, and under which limits. */
export function placeOf(workspace: Workspace, tenant: string): Place {
  return { workspace: workspaceOf(workspace, tenant), data: findTenantFolder(workspace.dataRoot, tenant) };
}

/** Opens the ledger, making its folder where there is none yet. Whoever calls closes it. */
export async function openLedger(place: Place, composition: Composition): Promise<Ledger> {
  mkdirSync(place.data.folder, { recursive: true });
  try {
    return await composition.openLedger(place.data.ledgerFile, place.workspace.limits.storeRecords);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw usageFailure(`the data cannot be opened: ${why}`, "`--data-root` names another folder");
  }
}

/** Lets `work` read the ledger; where there is none yet, gives `otherwise` and makes none. */
export async function readLedger<T>(
  at: { readonly place: Place; readonly composition: Composition; readonly otherwise: T },
  work: (ledger: Ledger) => T | Promise<T>,
): Promise<T> {
  if (!hasLedger(at.place.data)) return at.otherwise;
  const ledger = await openLedger(at.place, at.composition);
  try {
    return await work(ledger);
  } finally {
    ledger.close();
  }
}

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure, exitCodes, usageFailure } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import { keyFileOf } from "./open-vault.ts";
import type { Place } from "./place.ts";
import { shownPath } from "./trace-place.ts";
import { unneededSnapshots } from "./unneeded-snapshots.ts";
import { defaultTenant } from "./workspace/tenant-folder.ts";

/**
 * Removes everything of a tenant: its key first, so that nothing can be read from what an interruption leaves. Gives the
 * paths of what goes. Refuses while another process has the database open. Of the kept snapshots those go that no run of
 * another tenant needs.
 */
export async function eraseTenant(asked: {
  readonly place: Place;
  readonly composition: Composition;
  readonly isTried: boolean;
  readonly isSure: boolean;
}): Promise<readonly string[]> {
  const { place, composition, isTried, isSure } = asked;
  const { tenant, ledgerFile } = place.data;
  const { isFree } = await composition.loadUpkeep();
  if (!isFree(ledgerFile)) {
    throw new CommandFailure({
      exit: exitCodes.refused,
      message: `the data of \`${tenant}\` is open in another process`,
      help: "stop what serves or runs it, and ask again",
    });
  }
  if (!isTried && !isSure) {
    throw usageFailure(`nothing brings back what is removed of \`${tenant}\``, "say `--yes`, or look with `--dry-run`");
  }
  const snapshots = await unneededSnapshots({ workspace: place.workspace, composition, except: tenant });
  const paths = [...pathsOf(place).filter((path) => existsSync(path)), ...snapshots];
  if (!isTried) for (const path of paths) rmSync(path, { recursive: true, force: true });
  return paths.map((path) => shownPath(path, composition.terminal.currentFolder));
}

function pathsOf(place: Place): readonly string[] {
  const { tenant, folder } = place.data;
  const { traces } = place.workspace;
  const key = keyFileOf(place);
  if (tenant !== defaultTenant) return [key, folder, join(traces, tenant)];
  // The data root holds the others as well.
  const own = ["pgs.db", "pgs.db-wal", "pgs.db-shm", ".views.json", "registry", "events", "state"];
  const runs = existsSync(traces) ? readdirSync(traces).filter((name) => /^R_[0-9a-f]{32}$/.test(name)) : [];
  return [key, ...own.map((name) => join(folder, name)), ...runs.map((run) => join(traces, run))];
}

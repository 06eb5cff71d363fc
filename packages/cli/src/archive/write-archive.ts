import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { keyFileOf } from "../open-vault.ts";
import { placeOf } from "../place.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type ArchivedLedger, digestFiles, type Manifest, manifestName } from "./manifest.ts";

/**
 * Writes an archive of tenants while others work with them: each ledger as it was at one instant and checked, the kept
 * snapshots, and the keys where they are asked for. It has its name once it is whole; never over what is there.
 */
export async function writeArchive(asked: {
  readonly workspace: Workspace;
  readonly tenants: readonly string[];
  readonly folder: string;
  readonly withKeys: boolean;
  readonly composition: Composition;
}): Promise<Manifest> {
  const { workspace, tenants, folder, withKeys, composition } = asked;
  if (existsSync(folder)) throw usageFailure(`\`${folder}\` is there already`, "an archive never replaces anything");
  const { backup } = await composition.loadUpkeep();
  const draft = `${folder}.partial`;
  rmSync(draft, { recursive: true, force: true });
  try {
    const at = composition.clock.now();
    const ledgers: ArchivedLedger[] = [];
    for (const tenant of tenants) {
      const place = placeOf(workspace, tenant);
      if (!hasLedger(place.data)) throw usageFailure(`there is nothing of the tenant \`${tenant}\``);
      const path = `ledgers/${tenant}.db`;
      mkdirSync(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
      const { rows, head } = backup(place.data.ledgerFile, join(draft, path));
      ledgers.push({ tenant, path, rows, head: head.hash });
      const key = keyFileOf(place);
      if (withKeys && existsSync(key)) copy(key, join(draft, `keys/${tenant}.key`));
    }
    const snapshots = join(workspace.dataRoot, "snapshots");
    if (existsSync(snapshots)) copy(snapshots, join(draft, "snapshots"));
    const manifest: Manifest = { format: 1, at, ledgers, keys: withKeys, files: digestFiles(draft) };
    writeFileSync(join(draft, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    renameSync(draft, folder);
    return manifest;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith(".partial") });
}

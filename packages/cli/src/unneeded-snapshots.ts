import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type LedgerReader, openSnapshot } from "@pgs/runtime";
import type { Composition } from "./composition.ts";
import { journalRows } from "./journal-rows.ts";
import { placeOf, readLedger } from "./place.ts";
import { defaultTenant, findTenantFolder, hasLedger } from "./workspace/tenant-folder.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** The tenants that have anything under a data root, the default one first. */
export function tenantsIn(dataRoot: string): readonly string[] {
  const folder = join(dataRoot, "tenants");
  const others = existsSync(folder) ? readdirSync(folder).sort() : [];
  return [defaultTenant, ...others].filter((tenant) => hasLedger(findTenantFolder(dataRoot, tenant)));
}

/** The folders of kept snapshots that no run of any tenant was made by, `except` left out; never the workspace's own. */
export async function unneededSnapshots(of: {
  readonly workspace: Workspace;
  readonly composition: Composition;
  /** A tenant whose runs do not count; empty: all count. */
  readonly except: string;
}): Promise<readonly string[]> {
  const { workspace, composition, except } = of;
  const folder = join(workspace.dataRoot, "snapshots");
  if (!existsSync(folder)) return [];
  const current = openSnapshot(workspace.snapshot);
  const needed = new Set(current.ok ? [current.snapshot.programDigest] : []);
  for (const tenant of tenantsIn(workspace.dataRoot).filter((each) => each !== except)) {
    const place = placeOf(workspace, tenant);
    const programs = await readLedger({ place, composition, otherwise: [] }, ({ read }) => [...programsOf(read)]);
    for (const program of programs) needed.add(program);
  }
  return readdirSync(folder)
    .filter((name) => !needed.has(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The programs that what is journaled was made by. */
function programsOf(read: LedgerReader): ReadonlySet<string> {
  const programs = new Set<string>();
  for (const { body } of journalRows(read)) {
    const { header, program_digest: own = header?.program_digest } = JSON.parse(body) as {
      readonly header?: { readonly program_digest: string };
      readonly program_digest?: string;
    };
    if (own !== undefined) programs.add(own);
  }
  return programs;
}

import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/** How long an abandoned folder of another compilation is left alone. */
const abandonedAfterMs = 60 * 60 * 1000;

/**
 * Puts a snapshot in place of the one at `out`, whole or not at all: written and synced beside it, then renamed.
 * Of two at the same time the later one stays, and both are whole. Follows `out` when it is a link.
 */
export async function writeSnapshot(out: string, files: ReadonlyMap<string, string>): Promise<void> {
  const target = await realpath(out).catch(() => path.resolve(out));
  const parent = path.dirname(target);
  await mkdir(parent, { recursive: true });
  const prefix = path.join(parent, `.${path.basename(target)}.`);
  const unique = randomBytes(8).toString("hex");
  const fresh = `${prefix}${unique}.new`;
  try {
    await writeFolder(fresh, files);
    await replace({ target, fresh, retired: `${prefix}${unique}.old` });
    await sync(parent, "r");
    await removeAbandoned(prefix);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Says whether a snapshot may be written at `out`: there is nothing, an empty folder, or a snapshot. */
export async function isReplaceable(out: string): Promise<boolean> {
  const found = await stat(out).catch(() => undefined);
  if (found === undefined) return true;
  if (!found.isDirectory()) return false;
  const names = await readdir(out);
  return names.length === 0 || names.includes("seal.json");
}

async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const names = [...files.keys()].map((name) => path.join(folder, name));
  const folders = [...new Set([folder, ...names.map((name) => path.dirname(name))])];
  for (const made of folders) mkdirSync(made, { recursive: true });
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text, { flag: "wx", mode: 0o644 });
  // All are written before any is synced: the first sync then takes most others along, and thousands cost a second.
  await syncAll(names, "r+");
  await syncAll(folders, "r");
}

async function syncAll(paths: readonly string[], flags: "r" | "r+"): Promise<void> {
  const rest = paths.values();
  const syncRest = async (): Promise<void> => {
    for (const next of rest) await sync(next, flags);
  };
  await Promise.all(Array.from({ length: 16 }, syncRest));
}

/** A folder cannot be renamed over a full one, so the old one steps aside; whoever comes in between is the next old one. */
async function replace(folders: {
  readonly target: string;
  readonly fresh: string;
  readonly retired: string;
}): Promise<void> {
  const { target, fresh, retired } = folders;
  for (let attempt = 0; ; attempt += 1) {
    const aside = `${retired}${attempt}`;
    const isAside = await rename(target, aside).then(() => true, ignoreMissing);
    try {
      await rename(fresh, target);
      return;
    } catch (failure) {
      if (attempt >= 100 || !isCode(failure, ["ENOTEMPTY", "EEXIST"])) {
        if (isAside) await rename(aside, target).catch(() => undefined);
        throw failure;
      }
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }
}

async function removeAbandoned(prefix: string): Promise<void> {
  const parent = path.dirname(prefix);
  const pattern = /^[0-9a-f]{16}\.(?:new|old\d*)$/;
  for (const name of await readdir(parent)) {
    const file = path.join(parent, name);
    if (!file.startsWith(prefix) || !pattern.test(file.slice(prefix.length))) continue;
    const found = await lstat(file).catch(() => undefined);
    const isAbandoned = found !== undefined && Date.now() - found.mtimeMs > abandonedAfterMs;
    if (isAbandoned) await rm(file, { recursive: true, force: true });
  }
}

async function sync(file: string, flags: "r" | "r+"): Promise<void> {
  const handle = await open(file, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(failure: unknown): boolean {
  if (isCode(failure, ["ENOENT"])) return false;
  throw failure;
}

function isCode(failure: unknown, codes: readonly string[]): boolean {
  return failure instanceof Error && "code" in failure && codes.includes(String(failure.code));
}

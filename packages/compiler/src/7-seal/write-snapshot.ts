import { randomBytes } from "node:crypto";
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
    await syncFolder(parent);
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
  const folders = new Set([folder]);
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    folders.add(path.dirname(file));
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, "wx", 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
  for (const made of folders) await syncFolder(made);
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

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
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

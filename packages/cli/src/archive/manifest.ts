import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { usageFailure } from "../command-failure.ts";

/** What an archive holds. Paths are below its folder, with `/`. */
export interface Manifest {
  readonly format: 1;
  readonly at: string;
  readonly ledgers: readonly ArchivedLedger[];
  readonly keys: boolean;
  /** Every other file of the archive, by path. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

export interface ArchivedLedger {
  readonly tenant: string;
  readonly path: string;
  /** Rows of the journal, and the hash of the last one. */
  readonly rows: number;
  readonly head: string;
}

export const manifestName = "manifest.json";

/** Gives the digests of every file below a folder but the manifest. Anything that is no plain file is refused. */
export function digestFiles(folder: string): Manifest["files"] {
  const files = pathsBelow(folder, "").filter((path) => path !== manifestName);
  return Object.fromEntries(
    files.sort().map((path) => {
      const bytes = readFileSync(join(folder, path));
      return [path, { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length }];
    }),
  );
}

function pathsBelow(folder: string, path: string): readonly string[] {
  return readdirSync(join(folder, path)).flatMap((name) => {
    const inner = path === "" ? name : `${path}/${name}`;
    const found = lstatSync(join(folder, inner));
    if (found.isDirectory()) return pathsBelow(folder, inner);
    if (found.isFile()) return [inner];
    throw usageFailure(`\`${inner}\` in the archive is no file`);
  });
}

/** Reads the manifest of an archive and sees that every file in it is as it was written, and none is too many. */
export function readManifest(folder: string): Manifest {
  const manifest = parse(folder);
  const found = digestFiles(folder);
  for (const path of new Set([...Object.keys(manifest.files), ...Object.keys(found)])) {
    if (found[path]?.sha256 !== manifest.files[path]?.sha256) {
      const what = found[path] === undefined ? "is missing" : "is not as it was written";
      throw usageFailure(`\`${path}\` of the archive ${what}; nothing was restored`);
    }
  }
  return manifest;
}

function parse(folder: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, manifestName), "utf8")) as Manifest;
    if (manifest.format === 1) return manifest;
  } catch {
    // Said below: there is no archive that we know.
  }
  throw usageFailure(`\`${folder}\` is no archive`, "`pgs data backup` makes one");
}

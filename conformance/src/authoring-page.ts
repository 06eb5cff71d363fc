import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceRoot } from "@pgs/compiler";

/** The page that teaches authors the language. */
export const authoringPage = readFileSync(fileURLToPath(new URL("../../docs/authoring.md", import.meta.url)), "utf8");

/** The files of the root that grows over the page, by their place in it, in the order of the page. */
export const libraryFiles: ReadonlyMap<string, string> = new Map(
  [...authoringPage.matchAll(/^```(?:yaml|ts) file=(\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, file = "", text = ""]) => [file, text] as const,
  ),
);

/** Writes files as the root `library`, and hands it to `use`. Afterwards it is gone. */
export async function withLibrary<T>(
  files: ReadonlyMap<string, string>,
  use: (root: SourceRoot) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "pgs-newcomer-"));
  const directory = join(folder, "library");
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    }
    return await use({ path: "library", directory });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

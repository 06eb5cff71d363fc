import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourceRoot } from "../3-bind/bound.ts";

/** The root of the platform protocol. */
export const platform: SourceRoot = {
  path: "@pgs/capabilities",
  directory: fileURLToPath(new URL("../../../capabilities", import.meta.url)),
};

/**
 * The platform's protocol as far as no code stands behind it: to bundle its transforms and to run their cases takes
 * longer than everything else.
 */
export function platformWithoutCode(whenOver: WhenOver): SourceRoot {
  const directory = temporaryFolder(whenOver);
  for (const name of ["side_effects", "vocabulary"]) {
    cpSync(path.join(platform.directory, "protocol", name), path.join(directory, "protocol", name), {
      recursive: true,
    });
  }
  return { ...platform, directory };
}

/** Texts by path below a root. */
export type RootFiles = Readonly<Record<string, string>>;

/** `onTestFinished` or `afterAll`: when what was made is to go. */
type WhenOver = (work: () => void) => void;

/** Writes the root `hello`, in a folder of its own. */
export function writeRoot(files: RootFiles, whenOver: WhenOver): SourceRoot {
  const directory = path.join(temporaryFolder(whenOver), "hello");
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { path: "hello", directory };
}

export function temporaryFolder(whenOver: WhenOver): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "pgs-compiler-")));
  whenOver(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Artifacts of the root `hello` by code, each without its first line, as files. */
export function artifactFiles(artifacts: RootFiles): RootFiles {
  return Object.fromEntries(
    Object.entries(artifacts).map(([code, text]) => [`protocol/${code}.yaml`, `artifact: hello::${code}\n${text}`]),
  );
}

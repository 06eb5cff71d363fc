import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { SourceRoot } from "../3-bind/bound.ts";

/** The root of the platform protocol. */
export const platform: SourceRoot = {
  path: "@pgs/capabilities",
  directory: fileURLToPath(new URL("../../../capabilities", import.meta.url)),
};

/** Texts by path below a root. */
export type RootFiles = Readonly<Record<string, string>>;

/** Writes the root `hello`, in a folder of its own that is gone when the test is over. */
export function writeRoot(files: RootFiles): SourceRoot {
  const directory = path.join(temporaryFolder(), "hello");
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { path: "hello", directory };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "pgs-compiler-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Artifacts of the root `hello` by code, each without its first line, as files. */
export function artifactFiles(artifacts: RootFiles): RootFiles {
  return Object.fromEntries(
    Object.entries(artifacts).map(([code, text]) => [`protocol/${code}.yaml`, `artifact: hello::${code}\n${text}`]),
  );
}

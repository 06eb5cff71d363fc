import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository's root, with a trailing `/`. */
export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Every file git tracks or would track, relative, in code-unit order; deleted ones left out. */
export function trackedFiles(): readonly string[] {
  const listing = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: repository,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const names = new Set(listing.split("\0").filter((name) => name !== "" && existsSync(repository + name)));
  return [...names].sort();
}

/** TypeScript and JavaScript that people write: generated files left out. */
export function writtenSources(): readonly string[] {
  return trackedFiles().filter(
    (file) => /\.(ts|mts|mjs)$/.test(file) && !/\/generated\/|^conformance\/(bad|good|replay)\//.test(file),
  );
}

export function textOf(file: string): string {
  return readFileSync(repository + file, "utf8");
}

/** What a file imports, statically or not, types included. Comments are left out first. */
export function importsOf(file: string): readonly string[] {
  const code = withoutComments(textOf(file));
  const found = code.matchAll(/(?:\bfrom|\bimport|\bimport\s*\()\s*["']([^"'\n]+)["']/g);
  return [...found].map((match) => match[1] ?? "");
}

export function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`\\])\/\/[^\n]*/g, "$1");
}

/** `file: what`, for each file in which `find` finds something; an empty list is a kept rule. */
export function offences(files: readonly string[], find: (file: string) => readonly string[]): readonly string[] {
  return files.flatMap((file) => find(file).map((what) => `${file}: ${what}`));
}

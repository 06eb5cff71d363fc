import { execFile } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

/** One error of TypeScript. `file` is a name as handed in, or absolute; `details` are its indented lines, outermost first. */
export interface TypeScriptFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  readonly details: readonly string[];
}

/**
 * Type-checks files, by name, in a folder of their own that is removed afterwards, with the `tsc` of the `typescript`
 * package. Throws when it does not run. Gives only findings in `files` and in what they import, installed packages
 * left out. Reads no tsconfig of a root: what is legal does not depend on who compiles.
 */
export async function runTypeScript(files: Readonly<Record<string, string>>): Promise<readonly TypeScriptFinding[]> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), "pgs-types-")));
  try {
    const all = { ...files, "tsconfig.json": JSON.stringify({ compilerOptions, files: Object.keys(files) }) };
    await Promise.all(Object.entries(all).map(([name, text]) => writeFile(path.join(folder, name), text)));
    return readFindings(await tsc(folder), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const compilerOptions = {
  allowImportingTsExtensions: true,
  exactOptionalPropertyTypes: true,
  lib: ["es2023"],
  module: "esnext",
  moduleResolution: "bundler",
  noEmit: true,
  noErrorTruncation: true,
  skipLibCheck: true,
  strict: true,
  target: "es2023",
  types: [],
};

/** Gives what `tsc` prints. Findings make it leave with 1 or 2; anything else is not an answer. */
function tsc(folder: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve("typescript/package.json");
  const { bin }: { bin: { tsc: string } } = require("typescript/package.json");
  const command = path.join(path.dirname(manifest), bin.tsc);
  return new Promise((resolve, reject) => {
    const args = [command, "--project", folder, "--pretty", "false"];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }, (failure, stdout, stderr) => {
      if (failure === null || (stderr === "" && (failure.code === 1 || failure.code === 2))) resolve(stdout);
      else reject(new Error(`the type checker failed: ${stderr || failure.message}`));
    });
  });
}

const header = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

function readFindings(output: string, folder: string): readonly TypeScriptFinding[] {
  const findings: (TypeScriptFinding & { readonly details: string[] })[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [, file = "", row = "", column = "", code = "", message = ""] = header.exec(line) ?? [];
    if (code !== "") {
      const absolute = path.resolve(folder, file);
      const name = path.dirname(absolute) === folder ? path.basename(absolute) : absolute;
      const place = { file: name, line: Number(row), column: Number(column) };
      findings.push({ ...place, code, message, details: [] });
    } else if (/^\s/.test(line)) findings.at(-1)?.details.push(line.trim());
    else if (line.startsWith("error TS")) throw new Error(`the type checker refused its input: ${line}`);
  }
  return findings.filter(({ file }) => !file.includes(`${path.sep}node_modules${path.sep}`));
}

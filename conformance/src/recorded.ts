import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const isUpdate = process.env["PGS_UPDATE"] === "1";

if (isUpdate && process.env["CI"] === "true") throw new Error("PGS_UPDATE=1 rewrites expectations; CI never does");

/** What a file records. With `PGS_UPDATE=1` it is made to record what was attempted; CI refuses that flag. */
export function recorded(path: string, attempted: string): string | undefined {
  if (isUpdate) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, attempted);
  }
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Finds the platform protocol: beside the bundle when the command is installed, else in the package that owns it. */
export function findPlatformRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, "platform"), join(here, "..", "..", "capabilities")];
  return candidates.find((folder) => existsSync(join(folder, "protocol"))) ?? join(here, "..", "..", "capabilities");
}

import { fileURLToPath } from "node:url";
import type { OpenedProgram } from "@pgs/cli/data-root";
import { linkSnapshot, openSnapshot } from "@pgs/runtime";

/** Where `set-up.ts` leaves what all tests use. */
export const made = fileURLToPath(new URL(import.meta.url.endsWith(".mjs") ? "." : "../../dist", import.meta.url));

/** Opens a snapshot that was made for the tests; verifying and linking it takes longer than a whole phase. */
export function openMade(name: "domains" | "shelf"): OpenedProgram {
  const opened = openSnapshot(`${made}/${name}/snapshot`);
  if (!opened.ok) throw new Error(opened.findings.map(({ message }) => message).join("; "));
  return { snapshot: opened.snapshot, linked: linkSnapshot(opened.snapshot) };
}

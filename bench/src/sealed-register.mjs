import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { linkSnapshot, openSnapshot } from "@pgs/runtime";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
export const pgsCommand = join(repository, "packages/cli/bin/pgs.cjs");
export const registerWorkflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";

/** A folder of this process alone, gone when it ends. */
export const scratch = mkdtempSync(join(tmpdir(), "pgs-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** The environment of what we start: as a user's, but for extra certificates, which cost bare Node 20 37 ms. */
export const environment = { ...process.env, NO_COLOR: "1" };
delete environment.NODE_EXTRA_CA_CERTS;

/** Runs the command line and gives what it printed. Throws when it fails. */
export function pgs(words, options = {}) {
  const result = spawnSync(process.execPath, [pgsCommand, ...words], {
    encoding: "utf8",
    env: environment,
    ...options,
  });
  if (result.status !== 0) throw new Error(`pgs ${words.join(" ")}: ${result.stderr}${result.stdout}`);
  return result.stdout;
}

/** Seals the blockchain domain once a process and links it. */
export function sealRegister() {
  const folder = join(scratch, "sealed");
  pgs(["compile", join(repository, "domains/blockchain"), "--out", folder], { cwd: scratch });
  const opened = openSnapshot(folder);
  if (!opened.ok) throw new Error("the snapshot does not verify");
  return { folder, linked: linkSnapshot(opened.snapshot) };
}

/** The text of the `i`th request: no two are the same actor. */
export function requestText(i) {
  return `{"actor_record":{"email_registration":"ada${i}@example.com","first_name":"Ada","last_name":"Lovelace"}}`;
}

export const instant = "2026-01-01T00:00:00.000Z";

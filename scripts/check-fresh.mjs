import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "./run-step.mjs";

/** Clones what is committed into another folder and does there what the README says: demo, demo again, test. */
const folder = mkdtempSync(join(tmpdir(), "pgs-fresh-"));
const clone = join(folder, "a folder with spaces");
run("git", ["clone", "--quiet", "--no-local", repository, clone], repository);
for (const command of [["run", "demo"], ["run", "demo"], ["test"]]) run("npm", command, clone);
rmSync(folder, { recursive: true, force: true });
process.stdout.write("a fresh clone runs both commands\n");

function run(program, args, cwd) {
  process.stdout.write(`$ ${program} ${args.join(" ")}\n`);
  const { status } = spawnSync(program, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0) return;
  process.stderr.write(`\`${program} ${args.join(" ")}\` failed; the clone is kept in ${folder}\n`);
  process.exit(1);
}

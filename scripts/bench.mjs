import { existsSync } from "node:fs";
import { join } from "node:path";
import { installFolder } from "./install-folder.mjs";
import { repository, runStep } from "./run-step.mjs";
import { setUp } from "./set-up.mjs";

/** Runs the benchmarks, or the cases that are named, against what is built. Nobody needs them to use PGS. */
await setUp();
if (await installFolder("bench")) {
  // The driver that LangGraph.js checkpoints with is native code; where it cannot be built, that peer is left out.
  const driver = "bench/node_modules/better-sqlite3/build/Release/better_sqlite3.node";
  if (!existsSync(join(repository, driver))) {
    await runStep(["npm", "rebuild", "--prefix", "bench", "better-sqlite3", "--ignore-scripts=false"], { quiet: true });
  }
  process.exitCode = await runStep([process.execPath, "bench/run.mjs", ...process.argv.slice(2)]);
} else process.exitCode = 1;

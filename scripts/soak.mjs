import { runStep } from "./run-step.mjs";
import { setUp } from "./set-up.mjs";

/** Kills processes until it is enough, and goes on where it was interrupted: `npm run soak -- --kills 10000 --from 1000`. */
await setUp();
// What it imports is there only now.
const { prepare } = await import("../reliability/prepare.mjs");
await prepare(["kill/mortal", "kill/run-soak"]);
process.exitCode = await runStep([process.execPath, "reliability/dist/run-soak.mjs", ...process.argv.slice(2)]);

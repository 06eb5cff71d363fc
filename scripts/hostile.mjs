import { runStep } from "./run-step.mjs";
import { setUp } from "./set-up.mjs";

/** Sends made-up payloads to every intent: `npm run hostile -- --count 100000 --from 2000`. */
await setUp();
// What it imports is there only now.
const { prepare } = await import("../reliability/prepare.mjs");
await prepare(["hostile/run-hostile"]);
process.exitCode = await runStep([process.execPath, "reliability/dist/run-hostile.mjs", ...process.argv.slice(2)]);

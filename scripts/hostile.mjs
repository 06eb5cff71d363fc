import { prepare } from "../reliability/prepare.mjs";
import { runStep } from "./run-step.mjs";
import { setUp } from "./set-up.mjs";

/** Sends made-up payloads to every intent: `npm run hostile -- --count 100000 --from 2000`. */
await setUp();
await prepare(["hostile/run-hostile"]);
process.exitCode = await runStep([process.execPath, "reliability/dist/run-hostile.mjs", ...process.argv.slice(2)]);

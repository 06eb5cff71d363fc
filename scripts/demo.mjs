import { runStep } from "./run-step.mjs";
import { setUp } from "./set-up.mjs";

await setUp();
process.exitCode = await runStep([process.execPath, "workspace/demo.mjs"]);

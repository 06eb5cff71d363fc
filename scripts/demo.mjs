import { runStep } from "./run-step.mjs";
import { setUp } from "./set-up.mjs";

setUp();
process.exit(runStep([process.execPath, "workspace/demo.mjs"]));

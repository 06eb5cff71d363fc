import { installFolder } from "./install-folder.mjs";
import { runStep } from "./run-step.mjs";

/** Opens protocol files in the real YAML language server. It is installed on its own: no user needs it. */
const isInstalled = await installFolder("editor");
process.exitCode = isInstalled ? await runStep([process.execPath, "editor/check.mjs"]) : 1;

import { loadCase } from "./cases.mjs";

/** Runs one case and prints its rows as JSON. */
const run = await loadCase(process.argv[2]);
process.stdout.write(JSON.stringify(await run()));

import { linkSnapshot, openSnapshot } from "@pgs/runtime";
import { engineOn } from "./durable-register.mjs";

/** Runs requests, 64 in flight, and tells each that is acknowledged to who started it, until it is killed. */
const [folder, file, from] = process.argv.slice(2);
const opened = openSnapshot(folder);
if (!opened.ok) throw new Error("the snapshot does not verify");
const acknowledge = (run) => process.send(run);
const engine = engineOn(file, linkSnapshot(opened.snapshot), { from: Number(from), acknowledge });
for (;;) await engine.run(64, 64);

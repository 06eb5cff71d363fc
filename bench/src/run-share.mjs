import { linkSnapshot, openSnapshot } from "@pgs/runtime";
import { engineOn, handOn } from "./durable-register.mjs";
import { transformNamed } from "./register-by-hand.mjs";

/** One of several processes on one file: runs its share of requests each time it is told to, and says when it has. */
const [side, folder, file, from, count, inFlight, schemaFrom] = process.argv.slice(2);
const opened = openSnapshot(folder);
if (!opened.ok) throw new Error("the snapshot does not verify");
const linked = linkSnapshot(opened.snapshot);
const generateId = transformNamed(linked, "capability_transforms::CT_PURE_GENERATE_ID_V0");
const start = { from: Number(from) };
const runs =
  side === "pgs" ? engineOn(file, linked, start) : handOn(file, { linked, schemaFrom, generateId, ...start });
process.on("message", async () => {
  await runs.run(Number(count), Number(inFlight));
  process.send("done");
});
process.send("ready");

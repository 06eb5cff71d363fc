/**
 * A process that plays the whole workload in a folder and may be killed while it does: `node mortal.mjs <folder>
 * <point>`. It says `ready`, then a line for each answer that it was given, then `done`. At the named point it kills
 * itself; 0: never.
 */
import crypto from "node:crypto";
import { writeSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { dieForReal, openPoints } from "../interference/points.ts";
import { openMade } from "../system/open-made.ts";
import { playPhase } from "../system/play-phase.ts";
import { workload } from "../workload/workload.ts";

const [folder = "", at = "0"] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

// Every folder's key is the same one, so that what is made with it can be compared.
const { randomBytes } = crypto;
const drawn = (count: number): Buffer => (count === 32 ? Buffer.alloc(32, 7) : randomBytes(count));
Object.assign(crypto, { randomBytes: drawn });
syncBuiltinESMExports();

const program = openMade("domains");
const points = openPoints(Number(at), dieForReal);
say("ready");
for (const phase of workload) {
  await playPhase(phase, { folder, program, points, acknowledge: (result) => say(JSON.stringify(result)) });
}
say("done");

/**
 * A process that plays a whole workload in a folder and may be killed while it does: `node mortal.mjs <folder>
 * <program> <point> [later]`. It says `ready`, then a line for each answer that it was given, then `done`. At the named
 * point it kills itself; 0: never. Who comes `later` finds that a minute has passed, and leaves nothing unwritten.
 */
import crypto from "node:crypto";
import { writeSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { dieForReal, openPoints } from "../interference/points.ts";
import { openMade } from "../system/open-made.ts";
import { playPhase } from "../system/play-phase.ts";
import { settleFolder } from "../system/settle-folder.ts";
import { domainPhases } from "../workload/domain-phases.ts";
import { minuteLater } from "../workload/phase.ts";
import { shelfPhases } from "../workload/shelf-phases.ts";

const [folder = "", name = "domains", at = "0", comes = "first"] = process.argv.slice(2);
const isShelf = name === "shelf";
const say = (line: string): void => void writeSync(1, `${line}\n`);

// Every folder's key is the same one, so that what is made with it can be compared.
const { randomBytes } = crypto;
const drawn = (count: number): Buffer => (count === 32 ? Buffer.alloc(32, 7) : randomBytes(count));
Object.assign(crypto, { randomBytes: drawn });
syncBuiltinESMExports();

const program = openMade(isShelf ? "shelf" : "domains");
const points = openPoints(Number(at), dieForReal);
say("ready");
for (const phase of isShelf ? shelfPhases : domainPhases) {
  if (phase.diesAt !== undefined) continue;
  await playPhase(comes === "later" ? minuteLater(phase) : phase, {
    folder,
    program,
    points,
    acknowledge: (result) => say(JSON.stringify(result)),
  });
}
if (comes === "later") await settleFolder(folder, program);
say("done");

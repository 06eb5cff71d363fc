import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineOn, handOn } from "../src/durable-register.mjs";
import { compare, measureInTurns } from "../src/measure.mjs";
import { transformNamed } from "../src/register-by-hand.mjs";
import { scratch, sealRegister } from "../src/sealed-register.mjs";

const share = fileURLToPath(new URL("../src/run-share.mjs", import.meta.url));
/** Requests that no two processes share. */
const apart = 10_000_000;

/**
 * Register runs a second, durably, with 1, 8 and 64 requests in flight in each of 1 and of 4 processes on one file. By hand
 * is the loop that writes the same rows, in as many processes, with a file of its own.
 */
export async function throughput() {
  const { linked, folder } = sealRegister();
  const generateId = transformNamed(linked, "capability_transforms::CT_PURE_GENERATE_ID_V0");
  const rows = [];
  for (const processes of [1, 4]) {
    for (const { inFlight, count } of [
      { inFlight: 1, count: 200 },
      { inFlight: 8, count: 800 },
      { inFlight: 64, count: 2560 },
    ]) {
      const name = `${processes}-${inFlight}`;
      const [pgsFile, handFile] = [`pgs-${name}.db`, `hand-${name}.db`].map((file) => join(scratch, file));
      await makeTables(engineOn(pgsFile, linked));
      await makeTables(handOn(handFile, { linked, schemaFrom: pgsFile, generateId }));
      const args = [String(count / processes), String(inFlight), pgsFile];
      const pgs = await openShares(["pgs", folder, pgsFile], { processes, args });
      const hand = await openShares(["hand", folder, handFile], { processes, args });
      const variants = { pgs: pgs.run, hand: hand.run };
      const measured = await measureInTurns(variants, { rounds: 7, count, warmUps: 2 });
      pgs.end();
      hand.end();
      const what = `register, durable, ${processes} × ${inFlight} in flight, a second`;
      const [ours, other] = [measured.pgs, measured.hand].map(aSecond);
      rows.push({
        ...compare(what, { pgs: ours, other, against: "by hand", unit: "/s" }),
        ratio: ours.median / other.median,
      });
    }
  }
  return rows;
}

/** Makes the tables, so that no process waits for another one to make them. */
async function makeTables(runs) {
  await runs.run(1, 1);
  await runs.close();
}

function aSecond({ median, spread }) {
  return { median: 1e6 / median, spread };
}

/** Processes that each run their share whenever all are told to. */
async function openShares(about, { processes, args }) {
  const children = Array.from({ length: processes }, (_, at) => {
    return fork(share, [...about, String((at + 1) * apart), ...args]);
  });
  await Promise.all(children.map((child) => once(child, "message")));
  return {
    run: async () => {
      const done = children.map((child) => once(child, "message"));
      for (const child of children) child.send("run");
      await Promise.all(done);
    },
    end: () => children.forEach((child) => child.kill()),
  };
}

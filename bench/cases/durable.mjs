import { join } from "node:path";
import { engineOn, handOn } from "../src/durable-register.mjs";
import { rowsOf } from "../src/ledger-by-hand.mjs";
import { compare, measureInTurns } from "../src/measure.mjs";
import { transformNamed } from "../src/register-by-hand.mjs";
import { scratch, sealRegister } from "../src/sealed-register.mjs";

/**
 * The register workflow through the engine and the SQLite ledger, against a loop that writes the same rows. Both are
 * warm: each has had some thousand runs before it is measured.
 */
export async function durable() {
  const { linked } = sealRegister();
  const generateId = transformNamed(linked, "capability_transforms::CT_PURE_GENERATE_ID_V0");
  const rows = [];
  for (const { inFlight, count, warmUps, budget } of [
    { inFlight: 1, count: 300, warmUps: 10, budget: 0.9 },
    { inFlight: 8, count: 800, warmUps: 4, budget: undefined },
    { inFlight: 64, count: 2560, warmUps: 2, budget: 0.75 },
  ]) {
    const pgsFile = join(scratch, `pgs-${inFlight}.db`);
    const handFile = join(scratch, `hand-${inFlight}.db`);
    const pgs = engineOn(pgsFile, linked);
    await pgs.run(inFlight, inFlight);
    const hand = handOn(handFile, { linked, schemaFrom: pgsFile, generateId });
    await hand.run(inFlight, inFlight);
    const measured = await measureInTurns(
      { pgs: (times) => pgs.run(times, inFlight), hand: (times) => hand.run(times, inFlight) },
      { rounds: 15, count, warmUps },
    );
    await pgs.close();
    hand.close();
    if (rowsOf(pgsFile) !== rowsOf(handFile)) throw new Error(`${rowsOf(pgsFile)} rows are not ${rowsOf(handFile)}`);
    rows.push(
      compare(`register, durable, ${inFlight} in flight`, {
        pgs: measured.pgs,
        other: measured.hand,
        against: "by hand",
        budget: budget === undefined ? undefined : { kind: "least", value: budget },
      }),
    );
  }
  return rows;
}

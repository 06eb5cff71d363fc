import { compare, measureInTurns } from "../src/measure.mjs";
import { sealRegister } from "../src/sealed-register.mjs";
import { openSides } from "../src/shares.mjs";

/**
 * The register workflow through the engine and the SQLite ledger, against a loop that writes the same rows. Both are
 * warm: each has had some thousand runs before it is measured.
 */
export async function durable() {
  const sealed = sealRegister();
  const rows = [];
  for (const { inFlight, count, warmUps, rounds, budget } of [
    // What waits for the disk each time varies most, so that its median needs the most rounds.
    { inFlight: 1, count: 300, warmUps: 20, rounds: 41, budget: 0.9 },
    { inFlight: 8, count: 800, warmUps: 8, rounds: 15, budget: undefined },
    { inFlight: 64, count: 2560, warmUps: 4, rounds: 15, budget: 0.75 },
  ]) {
    const sides = await openSides(sealed, { processes: 1, inFlight, count });
    const measured = await measureInTurns(sides.variants, { rounds, count, warmUps });
    await sides.end();
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

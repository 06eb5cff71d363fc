import { compare, measureInTurns } from "../src/measure.mjs";
import { sealRegister } from "../src/sealed-register.mjs";
import { openSides } from "../src/shares.mjs";

/**
 * Register runs a second, durably, with 1, 8 and 64 requests in flight in each of 1 and of 4 processes on one file. By hand
 * is the loop that writes the same rows, in as many processes, with a file of its own.
 */
export async function throughput() {
  const sealed = sealRegister();
  const rows = [];
  for (const processes of [1, 4]) {
    for (const { inFlight, count } of [
      { inFlight: 1, count: 200 },
      { inFlight: 8, count: 800 },
      { inFlight: 64, count: 2560 },
    ]) {
      const sides = await openSides(sealed, { processes, inFlight, count });
      const measured = await measureInTurns(sides.variants, { rounds: 7, count, warmUps: 2 });
      await sides.end();
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

function aSecond({ median, spread }) {
  return { median: 1e6 / median, spread };
}

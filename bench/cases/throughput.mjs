import { compare, measureInTurns } from "../src/measure.mjs";
import { sealRegister } from "../src/sealed-register.mjs";
import { openSides } from "../src/shares.mjs";

/**
 * Register runs a second, durably, with 1, 8 and 64 requests in flight in each of 1 and of 4 processes on one file. By hand
 * is the loop that writes the same rows, in as many processes, with a file of its own. Each process is warm: it has had
 * some thousand runs before it is measured.
 */
export async function throughput() {
  const sealed = sealRegister();
  const rows = [];
  for (const processes of [1, 4]) {
    for (const { inFlight, each, warmUps } of [
      { inFlight: 1, each: 200, warmUps: 20 },
      { inFlight: 8, each: 800, warmUps: 6 },
      { inFlight: 64, each: 2560, warmUps: 2 },
    ]) {
      const count = each * processes;
      const sides = await openSides(sealed, { processes, inFlight, count });
      const measured = await measureInTurns(sides.variants, { rounds: 7, count, warmUps });
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

/**
 * Times variants of the same work in turns (a b c, b c a, …), so that what else the machine does strikes all alike.
 * Gives per variant the median time of one iteration in microseconds and the spread between the quartiles in percent.
 * `clock` is "cpu" for work that waits for nothing: the time of other processes is not counted.
 * @param {Record<string, (count: number) => unknown>} variants each does its work `count` times
 */
export async function measureInTurns(variants, { rounds, count, warmUps = 2, clock = "wall" }) {
  const now = clocks[clock];
  const names = Object.keys(variants);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + Math.max(round, 0)) % names.length];
      globalThis.gc?.();
      const start = now();
      await variants[name](count);
      const micros = (now() - start) / count;
      if (round >= 0) times[name].push(micros);
    }
  }
  return Object.fromEntries(names.map((name) => [name, summarize(times[name])]));
}

/** Microseconds of the wall, or of the processor. */
const clocks = {
  wall: () => Number(process.hrtime.bigint()) / 1000,
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

/** Median, and the distance between the quartiles as a share of it. */
export function summarize(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const median = at(0.5);
  return { median, least: sorted[0], spread: (at(0.75) - at(0.25)) / median };
}

/**
 * One line of the table. `ratio` is what the budget speaks of: for "least", speed of PGS over speed of the other; for
 * "most", time of PGS over time of the other. Without a budget it is there to be looked at.
 */
export function compare(what, { pgs, other, against, budget, unit = "µs" }) {
  const isLeast = budget?.kind !== "most";
  const ratio = isLeast ? other.median / pgs.median : pgs.median / other.median;
  const isMet = budget === undefined ? undefined : isLeast ? ratio >= budget.value : ratio <= budget.value;
  return { what, pgs, other, against, ratio, budget, isMet, unit };
}

/** A measure that stands for itself. */
export function absolute(what, { value, unit, budget }) {
  const isMet = budget === undefined ? undefined : value <= budget.value;
  return { what, pgs: { median: value, spread: 0 }, budget, isMet, unit };
}

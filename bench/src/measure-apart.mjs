import { fork } from "node:child_process";
import { once } from "node:events";
import { summarize } from "./measure.mjs";

/**
 * Times variants by processor time, in turns, each in a process of its own: in one process the shapes of objects that one
 * variant makes spoil the code that the optimiser makes for another one, where both call the same. Memory is not cleared
 * between turns: that throws optimised code away, and short turns would measure the optimiser.
 * @param {string} module it runs `serveTurns`
 * @param {readonly string[]} names of variants: each is the last argument of its process
 */
export async function measureApart(module, { names, args, rounds, warmUps, count }) {
  const children = new Map(names.map((name) => [name, fork(module, [...args, name])]));
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + Math.max(round, 0)) % names.length];
      const child = children.get(name);
      const answer = once(child, "message");
      child.send(count);
      const [micros] = await answer;
      if (round >= 0) times[name].push(micros);
    }
  }
  for (const child of children.values()) child.disconnect();
  return Object.fromEntries(names.map((name) => [name, summarize(times[name])]));
}

/** In such a process: does the work as often as it is told to, and tells what one of them took in microseconds. */
export function serveTurns(work) {
  process.on("message", (count) => {
    const start = process.cpuUsage();
    work(count);
    const { user, system } = process.cpuUsage(start);
    process.send((user + system) / count);
  });
}

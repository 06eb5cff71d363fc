import { parseArgs } from "node:util";
import { openMade } from "../system/open-made.ts";
import { settledHeap } from "./settled-heap.ts";
import { targetsOf, throwTexts } from "./throw-texts.ts";

/** Sends made-up payloads to every workflow, a hundred thousand each by default, and stops at the first defect. */
const { values } = parseArgs({ options: { count: { type: "string" }, from: { type: "string" } } });
const program = openMade("domains");
const from = Number(values.from ?? 2000);
const end = from + Number(values.count ?? 100_000);
const chunk = 5000;

for (const target of targetsOf(program)) {
  const sums: Record<string, number> = {};
  const start = performance.now();
  let mostHeap = 0;
  for (let at = from; at < end; at += chunk) {
    const { ends, defects } = await throwTexts(target, { program, from: at, to: Math.min(at + chunk, end) });
    for (const [terminal, times] of Object.entries(ends)) sums[terminal] = (sums[terminal] ?? 0) + times;
    for (const defect of defects) process.stdout.write(`${defect}\n`);
    if (defects.length > 0) process.exit(1);
    mostHeap = Math.max(mostHeap, settledHeap());
  }
  const told = Object.entries(sums).map(([terminal, times]) => `${times} ${terminal}`);
  const perSecond = Math.round((end - from) / ((performance.now() - start) / 1000));
  const heap = `${Math.round(mostHeap / 1024 / 1024)} MiB of heap`;
  process.stdout.write(`${target.workflow}: ${told.join(", ")}; ${perSecond} a second, at most ${heap}\n`);
}

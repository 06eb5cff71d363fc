import { fileURLToPath } from "node:url";
import { mapStores } from "../src/map-stores.mjs";
import { absolute, compare } from "../src/measure.mjs";
import { measureApart } from "../src/measure-apart.mjs";
import { memoryVariants, repeat } from "../src/memory-register.mjs";
import { requestText, sealRegister } from "../src/sealed-register.mjs";

const apart = fileURLToPath(new URL("../src/run-in-memory.mjs", import.meta.url));

/** The register workflow in memory, warm: the kernel against the same calls by hand, on the same stores. */
export async function memory() {
  const { folder } = sealRegister();
  const names = ["pgs", "byHand", "journaled"];
  const measured = await measureApart(apart, { names, args: [folder], rounds: 21, warmUps: 3, count: 20_000 });
  const { pgs, byHand } = memoryVariants(folder);
  const least = (value) => ({ kind: "least", value });
  return [
    compare("register, traversal in memory", {
      pgs: measured.pgs,
      other: measured.byHand,
      against: "by hand",
      budget: least(0.8),
    }),
    compare("register, with journal bytes and digest", {
      pgs: measured.journaled,
      other: measured.byHand,
      against: "by hand",
      budget: least(0.5),
    }),
    absolute("register, allocated a run", { value: allocation(pgs), unit: "KB", budget: { kind: "most", value: 20 } }),
    absolute("register by hand, allocated a run", { value: allocation(byHand), unit: "KB" }),
  ];
}

/** Kilobytes that one run allocates, over runs between which nothing is collected. */
function allocation(work) {
  if (globalThis.gc === undefined) throw new Error("run me with --expose-gc");
  const count = 200;
  for (let i = 0; i < 5; i += 1) repeat(work, textsOf(4000));
  const samples = Array.from({ length: 9 }, () => {
    const stores = mapStores();
    const texts = textsOf(count);
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    for (const text of texts) work({ text, stores });
    return (process.memoryUsage().heapUsed - before) / count / 1024;
  });
  return samples.sort((a, b) => a - b)[4];
}

function textsOf(count) {
  return Array.from({ length: count }, (_, i) => requestText(i));
}

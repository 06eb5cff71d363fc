import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { fuzzCorpus } from "./fuzz-corpus.ts";
import { fuzzSeeds } from "./fuzz-seeds.ts";

/** What one thread is to try. */
interface Chunk {
  readonly repository: string;
  readonly from: number;
  readonly to: number;
}

/** Silence after which a source is taken to hang: a hundred sources of the slowest kind are done long before. */
const patienceMs = 120_000;

const roots = ["packages/capabilities", "domains/blockchain", "domains/ai-governance"];

/**
 * Tries the mutants of `from` to below `to` in a thread of its own, so that one that hangs can be ended and named.
 * Gives the words about what is wrong; undefined: nothing.
 */
export function runChunk(chunk: Chunk, script: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: chunk });
    let seen = chunk.from;
    const hangs = () => {
      resolve(`a source hangs; its seed is from ${seen} to ${seen + 99}`);
      void worker.terminate();
    };
    let timer = setTimeout(hangs, patienceMs);
    worker.on("message", (said: number | string | undefined) => {
      clearTimeout(timer);
      if (typeof said !== "number") return resolve(said);
      seen = said;
      timer = setTimeout(hangs, patienceMs);
    });
    worker.on("error", reject);
  });
}

if (!isMainThread) {
  const { repository, from, to } = workerData as Chunk;
  const port = parentPort;
  const found = fuzzSeeds(fuzzCorpus(repository, roots), { from, to, at: (seed) => port?.postMessage(seed) });
  port?.postMessage(found === undefined ? undefined : `seed ${found.seed}: ${found.defect}`);
}

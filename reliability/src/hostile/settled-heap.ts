import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Gives the bytes of the heap that something holds on to. */
export function settledHeap(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

import { serveTurns } from "./measure-apart.mjs";
import { memoryVariants, repeat } from "./memory-register.mjs";
import { requestText } from "./sealed-register.mjs";

/**
 * One variant of registering in memory, in a process of its own. A turn has batches, each on new stores, and of unequal
 * length, so that memory is cleared several times a turn, and at every part of a batch. With turns of equal length that
 * were as long as what is cleared at once, the same work moved 4.6 MB a clearing in one process and 6.0 MB in another.
 */
const [folder, name] = process.argv.slice(2);
const variant = memoryVariants(folder)[name];
const shares = [0.1, 0.15, 0.2, 0.25, 0.3];
serveTurns((count) => {
  for (const share of shares) {
    repeat(
      variant,
      Array.from({ length: Math.round(count * share) }, (_, i) => requestText(i)),
    );
  }
});

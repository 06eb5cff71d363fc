import { serveTurns } from "./measure-apart.mjs";
import { memoryVariants, repeat } from "./memory-register.mjs";
import { requestText } from "./sealed-register.mjs";

/** One variant of registering in memory, in a process of its own. */
const [folder, name] = process.argv.slice(2);
const variant = memoryVariants(folder)[name];
serveTurns((count) =>
  repeat(
    variant,
    Array.from({ length: count }, (_, i) => requestText(i)),
  ),
);

import { composeProcess } from "./compose-process.ts";
import { main } from "./main.ts";

export { composeProcess } from "./compose-process.ts";
export { main } from "./main.ts";

/** Runs the command with the words and the ports of this process, and leaves its exit code. */
export async function start(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), composeProcess());
}

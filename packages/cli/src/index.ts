export { loadUpkeep } from "./compose-process.ts";
export type { Composition } from "./composition.ts";
export { main } from "./main.ts";
export type { Terminal } from "./terminal/terminal.ts";

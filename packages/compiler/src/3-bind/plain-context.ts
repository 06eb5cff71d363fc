import type { Field, Type } from "@pgs/governance";

const text: Type = { kind: "string" };

/** What every run knows of itself, the actor aside. */
export const plainContext: readonly Field[] = [
  { name: "now", type: { kind: "string", format: "date-time" }, optional: false },
  { name: "run_id", type: text, optional: false },
  { name: "snapshot", type: text, optional: false },
  { name: "tenant", type: text, optional: false },
];

import { describe, expect, test } from "vitest";
import { countChanges } from "./store-changes.ts";

const effect = (store: string, before: number | undefined, after: number | undefined) => ({
  store: `a::STRUCTURE_X_V0/${store}`,
  op: "ANY",
  ...(before === undefined ? {} : { version_before: before }),
  ...(after === undefined ? {} : { version_after: after }),
});

describe("what a run changed", () => {
  test("writes are counted store by store, reads and refused writes are not", () => {
    const effects = [
      effect("ACTOR", 0, 1),
      effect("ACTOR", undefined, 1),
      effect("ACTOR", 1, 1),
      effect("BALANCE", 3, 4),
      effect("BALANCE", 1, 0),
      effect("FACTS", undefined, undefined),
      { ...effect("EVENTS", 4, 5), op: "APPEND" },
    ];
    expect(countChanges(effects, "denied")).toEqual([
      { store: "ACTOR", added: 2, changed: 0, removed: 0 },
      { store: "BALANCE", added: 0, changed: 1, removed: 1 },
      { store: "EVENTS", added: 1, changed: 0, removed: 0 },
    ]);
  });

  test("what was rolled back changed nothing", () => {
    expect(countChanges([effect("ACTOR", 0, 1)], "faulted")).toEqual([]);
  });
});

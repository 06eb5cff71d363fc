import type { JsonObject } from "@pgs/governance";
import type { EffectAnswer } from "@pgs/runtime";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { mutableJson } from "../side-effects/mutable-json.ts";

/**
 * A process of its own for tests: counts a number in a store up `times` times, each time reading and writing in two
 * transactions, and again after every CONFLICT. Prints how many conflicts there were.
 */
const [path = "", times = "0"] = process.argv.slice(2);

const ledger = openSqliteLedger({ ...sqliteDefaults, path });
const store = { id: "d::STRUCTURE_S_V0/STATE", semantics: "state" } as const;

function perform(op: string, inputs: JsonObject): EffectAnswer {
  return ledger.transaction((tx) =>
    mutableJson({
      op,
      inputs,
      store: tx.store(store),
      event: "",
      run: "R_1",
      now: "2026-01-01T00:00:00.000Z",
      entropy: { bytes: (count) => new Uint8Array(count) },
    }),
  );
}

/** Returns how many conflicts there were. */
function countUp(to: number): number {
  let conflicts = 0;
  for (let done = 0; done < to; ) {
    const { outputs } = perform("READ", { key: "count" });
    const { value, version = 0 } = outputs as { value?: { n: number }; version?: number };
    const { outcome } = perform("WRITE_IF", { key: "count", value: { n: (value?.n ?? 0) + 1 }, if_version: version });
    if (outcome === "CONFLICT") conflicts += 1;
    else done += 1;
  }
  return conflicts;
}

process.stdout.write(String(countUp(Number(times))));
ledger.close();

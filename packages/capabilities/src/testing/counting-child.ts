import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { performOnState } from "./perform-on-state.ts";

/**
 * A process of its own for tests: counts a number in a store up `times` times, each time reading and writing in two
 * transactions, and again after every CONFLICT. Prints how many conflicts there were.
 */
const [path = "", times = "0"] = process.argv.slice(2);

const ledger = openSqliteLedger({ ...sqliteDefaults, path });
/** Returns how many conflicts there were. */
function countUp(to: number): number {
  let conflicts = 0;
  for (let done = 0; done < to; ) {
    const { outputs } = performOnState(ledger, "READ", { key: "count" });
    const { value, version = 0 } = outputs as { value?: { n: number }; version?: number };
    const { outcome } = performOnState(ledger, "WRITE_IF", {
      key: "count",
      value: { n: (value?.n ?? 0) + 1 },
      if_version: version,
    });
    if (outcome === "CONFLICT") conflicts += 1;
    else done += 1;
  }
  return conflicts;
}

process.stdout.write(String(countUp(Number(times))));
ledger.close();

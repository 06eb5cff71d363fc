import { openDriver } from "../hosts/sqlite/driver.ts";
import { openLedgerOn } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { failDriver } from "./fail-driver.ts";

/** A process of its own for tests: opens a ledger, is killed before the nth operation of its database, and prints how many there were. */
const [path = "", killAt = "0"] = process.argv.slice(2);

const driver = failDriver(openDriver(path, 1000), { at: Number(killAt), count: 1, how: "killed", code: "" });
openLedgerOn(driver, { path, busyTimeoutMs: 1000, maxRecords: 1000 }).close();
process.stdout.write(String(driver.asked.length));

import { createEngine, type Ledger, settleViews } from "@pgs/runtime";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { asked, sample, vault } from "./sample-program.ts";

/**
 * A process of its own for tests: submits `count` requests one after the other, settles the views, and prints how many
 * answers were duplicates. `killAt` n ends it by SIGKILL before the nth call of the ledger; 0 never.
 */
const [path = "", count = "0", killAt = "0", views = ""] = process.argv.slice(2);

const calls = { made: 0 };

/** Counts every call of every function reachable from a ledger, and stops the process at one. */
function counted<T extends object>(inner: T): T {
  return new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === "object" && value !== null) return counted(value);
      if (typeof value !== "function") return value;
      return (...given: readonly unknown[]): unknown => {
        calls.made += 1;
        if (calls.made === Number(killAt)) process.kill(process.pid, "SIGKILL");
        const made: unknown = Reflect.apply(value, target, given.map(wrapWork));
        return typeof made === "object" && made !== null && !Array.isArray(made) ? counted(made) : made;
      };
    },
  });
}

/** The work of a transaction gets a counted transaction. */
function wrapWork(given: unknown): unknown {
  if (typeof given !== "function") return given;
  return (tx: object): unknown => (given as (tx: object) => unknown)(counted(tx));
}

const ledger: Ledger = counted(openSqliteLedger({ ...sqliteDefaults, path }));
const engine = createEngine({
  linked: sample,
  ledger,
  host: sideEffectHost("0.1.0"),
  clock: { now: () => "2026-01-01T00:00:00.000Z" },
  entropy: { bytes: (length) => new Uint8Array(length) },
  vault,
  tenant: "t",
});
const duplicates: string[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const { run, duplicate } = await engine.submit(asked(`k${index}`, { name: `n${index}` }));
  if (duplicate) duplicates.push(run);
}
if (views !== "") settleViews({ linked: sample, ledger, directory: views, maxRows: 1000 });
process.stdout.write(String(duplicates.length));

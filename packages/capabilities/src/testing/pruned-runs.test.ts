import { createEngine, type Engine, type Ledger } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { ledgerKinds } from "./ledger-kinds.ts";
import { asked, sample, vault } from "./sample-program.ts";

const days = ["2026-01-05", "2026-01-02", "2026-01-03", "2025-12-31", "2026-01-01"].map(
  (day) => `${day}T00:00:00.000Z`,
);

describe.each(ledgerKinds())("an engine on a ledger %s", (_, open) => {
  let ledger: Ledger;
  let engine: Engine;
  let now: string;
  beforeEach(() => {
    ledger = open();
    const parts = { linked: sample, ledger, host: sideEffectHost("0.1.0"), vault, tenant: "t" };
    engine = createEngine({ ...parts, clock: { now: () => now }, entropy: { bytes: (n) => new Uint8Array(n) } });
  });
  const submitAt = (when: string, name: string) => {
    now = when;
    return engine.submit(asked(name, { name }));
  };

  test("does nothing twice of a run whose journal was pruned, and says why it tells no more", async () => {
    const first = await submitAt("2026-01-01T00:00:00.000Z", "a");
    ledger.transaction((tx) => tx.pruneJournal(1));
    const again = await submitAt("2026-01-02T00:00:00.000Z", "a");
    expect(again).toMatchObject({ run: first.run, terminal: "completed", exit: "DONE", duplicate: true, outputs: {} });
    expect(again.reasons[0]).toMatchObject({
      code: "PGS7010",
      message: `the first answer of run \`${first.run}\` cannot be recounted: its rows of the journal were pruned`,
    });
    const other = await engine.submit(asked("a", { name: "b" }));
    expect(other.terminal).toBe("key_reuse");
    expect(ledger.read.count("d::STRUCTURE_S_V0/LOG")).toBe(1);
  });

  test("keeps the order in which things happened, whatever the clock says", async () => {
    const names = ["a", "b", "c", "d", "e"];
    for (const [index, name] of names.entries()) await submitAt(days[index] as string, name);
    const { read } = ledger;
    expect(read.runs(9).map(({ key }) => key)).toEqual(names.toReversed());
    expect(read.runs(9).map(({ at }) => at)).toEqual(days.toReversed());
    expect(read.runs(9, { since: "2026-01-02T00:00:00.000Z" }).map(({ key }) => key)).toEqual(["c", "b", "a"]);
    expect(read.runs(9, { until: "2026-01-01T00:00:00.000Z" }).map(({ key }) => key)).toEqual(["d"]);
    const events = read.eventsAfter("d::STRUCTURE_S_V0/LOG", 0, 9);
    expect(events.map(({ sequence, record }) => [sequence, record["name"]])).toEqual(
      names.map((name, n) => [n + 1, name]),
    );
    expect(read.journalAfter(0, 9).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    for (const name of names)
      expect(await submitAt("2020-01-01T00:00:00.000Z", name)).toMatchObject({ duplicate: true });
    expect(read.runs(9)).toHaveLength(5);
  });
});

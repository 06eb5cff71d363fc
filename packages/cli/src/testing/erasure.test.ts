import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeVault, scrubLedger } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";
import {
  checkReplay,
  ErasedValue,
  erasePerson,
  findBreak,
  type LinkedProgram,
  loadFacts,
  personValues,
} from "@pgs/runtime";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keptIn, openPlace as openPlaceOf, type Place, traceOf, writingsOf } from "./left-behind.ts";
import { linkProtocol } from "./run-protocol.ts";
import { sensitiveProtocol } from "./sensitive-protocol.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-erasure-"));
let linked: LinkedProgram;

beforeAll(async () => {
  linked = await linkProtocol(sensitiveProtocol);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const openPlace = (): Place => openPlaceOf({ linked, folder, key: 1, workflow: "WF_KEEP_V0" });

function personOf(index: number): JsonObject & { readonly owner: JsonObject } {
  const name = `Somebody Named ${index} Thus`;
  const contact = { email: `somebody.${index}@example.org` };
  return { owner: { id: `000${index}`, name, contact }, others: [], seed: `correct-horse-battery-${index}` };
}

const nameOf = (index: number): string => String(personOf(index).owner["name"]);
const emailOf = (index: number): string => `somebody.${index}@example.org`;

function erase({ ledger, vault }: Place, person: JsonObject, dryRun = false) {
  const values = personValues(person);
  if (values === undefined) throw new Error("the person has no value");
  return erasePerson({ ledger, vault, person: values, now: "2026-01-02T00:00:00.000Z", dryRun });
}

function verdictOf(run: string, { ledger, vault }: Place): string {
  const findProgram = () => ({ ok: true as const, linked });
  const recorded = { run, rows: ledger.read.journalOf(run), row: ledger.read.run(run) };
  return checkReplay({ findProgram, vault }, recorded).kind;
}

const rowsOf = ({ ledger }: Place) => ledger.read.journalAfter(0, 1_000_000);

describe("erasing a person", () => {
  test("makes what their runs sealed unreadable, and leaves every row as it was (PGS7066)", async () => {
    const place = openPlace();
    const [first, second] = [await place.run(personOf(1)), await place.run(personOf(2))];
    const [rows, digest] = [rowsOf(place), traceOf(second.run, place).traceDigest];
    expect(erase(place, { email: emailOf(1) })).toMatchObject({ runs: [first.run], records: 2, keys: 1, unsalted: 0 });
    expect(rowsOf(place).slice(0, rows.length)).toEqual(rows);
    expect(findBreak(rowsOf(place))).toBe(undefined);
    expect(() => traceOf(first.run, place)).toThrow(ErasedValue);
    expect([first, second].map(({ run }) => verdictOf(run, place))).toEqual(["erased", "equal"]);
    expect(traceOf(second.run, place).traceDigest).toBe(digest);
    place.ledger.close();
  });

  test("journals how much it was, and no value", async () => {
    const place = openPlace();
    await place.run(personOf(1));
    erase(place, { name: nameOf(1), mail: emailOf(1) });
    const row = rowsOf(place).at(-1);
    expect([row?.kind, row?.run]).toEqual(["erasure", ""]);
    expect(JSON.parse(row?.body ?? "")).toEqual({
      v: 2,
      asked: expect.stringMatching(/^[0-9a-f]{64}$/),
      runs: 1,
      records: 2,
      facts: 0,
      keys: 1,
      now: "2026-01-02T00:00:00.000Z",
    });
    place.ledger.close();
  });

  test("does nothing when it is only tried, and nothing a second time", async () => {
    const place = openPlace();
    const { run } = await place.run(personOf(1));
    const tried = erase(place, { email: emailOf(1) }, true);
    expect([tried.runs, tried.keys, rowsOf(place).length]).toEqual([[run], 0, 1]);
    erase(place, { email: emailOf(1) });
    const again = erase(place, { email: emailOf(1) });
    expect([again.runs, again.keys, rowsOf(place).length]).toEqual([[], 0, 2]);
    place.ledger.close();
  });

  test("takes all values together: one that others share erases nobody", async () => {
    const place = openPlace();
    const { run } = await place.run({ ...personOf(1), others: [personOf(2).owner] });
    expect(erase(place, { name: nameOf(1), email: emailOf(2) }).runs).toEqual([]);
    expect(erase(place, { name: nameOf(2), email: emailOf(2) }).runs).toEqual([run]);
    expect([{}, { email: "" }, { email: null }, { email: " " }].map(personValues)).toEqual(Array(4).fill(undefined));
    place.ledger.close();
  });

  test("takes the records that hold them out of facts, and leaves the others", async () => {
    const place = openPlace();
    const { ledger, vault } = place;
    const store = linked.program.stores.findIndex(({ name }) => name === "KNOWN");
    const records = { "0001": personOf(1).owner, "0002": personOf(2).owner };
    loadFacts({ linked, ledger, vault, store, records, now: "2026-01-01T00:00:00.000Z" });
    expect(erase(place, { email: emailOf(1) })).toMatchObject({ runs: [], facts: 1, keys: 0 });
    expect(ledger.read.records("hello::STRUCTURE_HELLO_V0/KNOWN").map(({ key }) => key)).toEqual(["0002"]);
    expect((await place.run(personOf(2))).terminal).toBe("completed");
    place.ledger.close();
  });

  test("makes a record unreadable to a workflow that asks for it: a declared outcome, no fault", async () => {
    const place = openPlace();
    await place.run(personOf(1));
    erase(place, { email: emailOf(1) });
    const asks = { ...personOf(2), owner: { ...personOf(2).owner, id: "0001" } };
    // It writes the records of the same key anew, and reads its own.
    expect((await place.run(asks)).terminal).toBe("completed");
    erase(place, { email: emailOf(2) });
    const read = await place.run({ id: "0001" }, {}, "WF_LOOK_V0");
    expect([read.terminal, read.exit]).toEqual(["failed", "FAILED"]);
    place.ledger.close();
  });

  test("does not undo that something happened: a precondition that nobody had asked is met", async () => {
    const place = openPlace();
    await place.run(personOf(1));
    erase(place, { email: emailOf(1) });
    expect((await place.run({ name: nameOf(1) }, {}, "WF_ASK_V0")).terminal).toBe("completed");
    place.ledger.close();
  });

  test("of a batch takes the whole request, and of its children only that person's", async () => {
    const place = openPlace();
    const owners = [1, 2, 3].map((index) => personOf(index).owner);
    const batch = await place.run({ owners }, {}, "WF_NOTE_ALL_V0");
    expect(batch.terminal).toBe("completed");
    const children = place.ledger.read.runs(9, { workflow: "hello::WF_NOTE_V0" }).toReversed();
    const { runs } = erase(place, { email: emailOf(2) });
    expect(runs).toEqual([batch.run, children[1]?.run ?? ""].sort());
    expect(children.map(({ run }) => verdictOf(run, place))).toEqual(["equal", "erased", "equal"]);
    expect(verdictOf(batch.run, place)).toBe("erased");
    const looked = [1, 2, 3].map((index) => place.run({ id: `000${index}` }, {}, "WF_LOOK_V0"));
    expect((await Promise.all(looked)).map(({ terminal }) => terminal)).toEqual(["completed", "failed", "completed"]);
    expect(findBreak(rowsOf(place))).toBe(undefined);
    place.ledger.close();
  });

  test("erases nothing while a run of theirs waits", async () => {
    const place = openPlace();
    await place.run(personOf(1));
    const { run, terminal } = await place.run({ owner: personOf(1).owner }, {}, "WF_WAIT_V0");
    expect(terminal).toBe("waiting");
    const count = rowsOf(place).length;
    expect(erase(place, { email: emailOf(1) })).toMatchObject({ waiting: [run], keys: 0 });
    expect(rowsOf(place).length).toBe(count);
    expect(verdictOf(run, place)).toBe("equal");
    place.ledger.close();
  });

  test("reaches what was asked and never admitted, where all of it is sealed", async () => {
    const place = openPlace();
    const { run, terminal } = await place.run({ ...personOf(1), others: "nobody" });
    expect(terminal).toBe("rejected");
    expect(erase(place, { name: nameOf(1), email: emailOf(1) }).runs).toEqual([run]);
    expect(verdictOf(run, place)).toBe("erased");
    place.ledger.close();
  });

  test("keeps no salt for a run that seals nothing, and one for a run that does", async () => {
    const place = openPlace();
    await place.run({ id: "0001" }, {}, "WF_LOOK_V0");
    expect(saltsOf(place)).toEqual([]);
    const { run } = await place.run(personOf(1));
    expect(saltsOf(place)).toEqual([{ run, salt: expect.stringMatching(/^[\w-]{22}$/) }]);
    const read = await place.run({ id: "0001" }, {}, "WF_LOOK_V0");
    expect(saltsOf(place).map((each) => each.run)).toEqual([run, read.run]);
    expect(erase(place, { email: emailOf(1) }).runs).toEqual([run, read.run].sort());
    place.ledger.close();
  });

  test("counts what was kept before there were salts, and leaves it readable", async () => {
    const place = openPlace();
    const { run } = await place.run(personOf(1));
    const kept = place.ledger.read.records("hello::STRUCTURE_HELLO_V0/OWNER")[0];
    const sealed = makeVault(new Uint8Array(32).fill(1)).seal(JSON.stringify([{ email: emailOf(2) }, nameOf(2)]));
    const ref = { id: "hello::STRUCTURE_HELLO_V0/OWNER", semantics: "state" } as const;
    place.ledger.transaction((tx) => tx.store(ref).put("0002", { ...kept?.record, id: "0002", $sealed: sealed }));
    expect(erase(place, { email: emailOf(2) })).toMatchObject({ runs: [], records: 1, unsalted: 1, keys: 0 });
    expect((await place.run({ id: "0002" }, {}, "WF_LOOK_V0")).terminal).toBe("completed");
    expect(erase(place, { email: emailOf(1) }).runs).toEqual([run]);
    place.ledger.close();
  });

  const wish = fc.constantFrom("", "refuse", "throw");
  const asked = fc.array(fc.record({ who: fc.integer({ min: 0, max: 3 }), wish }), { minLength: 1, maxLength: 8 });

  test("leaves no byte of them and nothing that opens it, however their runs ended; all others replay", async () => {
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 0, max: 3 }), async (requests, gone) => {
        const place = openPlace();
        const runs: { readonly run: string; readonly who: number; readonly digest: string }[] = [];
        for (const { who, wish } of requests) {
          const { run } = await place.run({ ...personOf(who), wish } as Json);
          runs.push({ run, who, digest: traceOf(run, place).traceDigest });
        }
        const salts = saltsOf(place);
        const erased = erase(place, { email: emailOf(gone) });
        expect(erased.runs).toEqual(
          runs
            .filter(({ who }) => who === gone)
            .map(({ run }) => run)
            .sort(),
        );
        scrubLedger(join(place.directory, "pgs.db"));
        const kept = keptIn(place);
        for (const { run, who, digest } of runs) {
          expect(verdictOf(run, place)).toBe(who === gone ? "erased" : "equal");
          if (who !== gone) expect(traceOf(run, place).traceDigest).toBe(digest);
        }
        for (const { run, salt } of salts) {
          const isThere = kept.some((bytes) => writingsOf(salt).some((found) => bytes.includes(found)));
          expect(isThere).toBe(!erased.runs.includes(run));
        }
        for (const value of [nameOf(gone), emailOf(gone), `correct-horse-battery-${gone}`]) {
          for (const found of writingsOf(value)) expect(kept.some((bytes) => bytes.includes(found))).toBe(false);
        }
        expect(findBreak(rowsOf(place))).toBe(undefined);
        place.ledger.close();
      }),
      { numRuns: 25 },
    );
  });
});

function saltsOf({ ledger: { read } }: Place): readonly { readonly run: string; readonly salt: string }[] {
  const salts: { run: string; salt: string }[] = [];
  for (let id = 1; ; id += 1) {
    const salt = read.erasableKey(id);
    if (salt === undefined) return salts;
    salts.push({ run: read.runOfErasableKey(id), salt });
  }
}

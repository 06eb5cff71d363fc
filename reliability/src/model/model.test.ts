import { rmSync } from "node:fs";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import type { JsonObject } from "@pgs/governance";
import { findBreak, type LedgerReader } from "@pgs/runtime";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { makeScratch } from "../system/scratch.ts";
import { findAnomaly } from "./find-anomaly.ts";
import { type Asked, type Call, openClerks } from "./open-clerks.ts";

const clerks = openClerks(4);
afterAll(() => clerks.forEach(({ dismiss }) => dismiss()));

/** Lets the clerks work on one folder together, and looks at what is kept then. */
async function workTogether<W, T>(
  program: "domains" | "shelf",
  work: () => Promise<W>,
  look: (worked: W, read: LedgerReader) => T,
): Promise<T> {
  const folder = makeScratch();
  try {
    await Promise.all(clerks.map(({ open }) => open(program, folder)));
    const worked = await work();
    await Promise.all(clerks.map(({ close }) => close()));
    const ledger = openSqliteLedger({ ...sqliteDefaults, path: `${folder}/pgs.db` });
    const seen = look(worked, ledger.read);
    ledger.close();
    return seen;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Every clerk asks its part of a history at the same time as the others. */
const askAll = (parts: readonly (readonly Asked[])[]) => async (): Promise<readonly Call[]> =>
  (await Promise.all(clerks.map(({ ask }, index) => Promise.all((parts[index] ?? []).map(ask))))).flat();

const name = fc.constantFrom("a", "b", "c");
const small = fc.nat(3);
const ask = (workflow: string, payload: fc.Arbitrary<JsonObject>): fc.Arbitrary<Omit<Asked, "key">> =>
  payload.map((made) => ({ kind: "ask", workflow: `shelf::${workflow}`, payload: made }));
const command = fc.oneof(
  ask("WF_CLAIM_V0", fc.record({ name })),
  ask("WF_RELEASE_V0", fc.record({ name })),
  ask("WF_PUT_V0", fc.record({ name, value: small })),
  ask("WF_PUT_IF_V0", fc.record({ name, value: small, version: small })),
  ask("WF_GET_V0", fc.record({ name })),
  ask("WF_NOTE_V0", fc.record({ note: name })),
);
/** Few keys, so that many come twice, with the same body and with another. */
const keyed = fc.tuple(command, fc.nat(30)).map(([made, key]): Asked => ({ ...made, key: `key ${key}` }));
const history = fc.array(fc.array(keyed, { maxLength: 25 }), { minLength: clerks.length, maxLength: clerks.length });

describe("several processes on one data root", () => {
  test("answer as if all had been asked one after the other", async () => {
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(history, async (parts) => {
        const anomaly = await workTogether("shelf", askAll(parts), (calls, read) => {
          conflicts += calls.filter(({ answer }) => answer.exit === "OUTDATED" || answer.duplicate).length;
          return findAnomaly(calls, read);
        });
        expect(anomaly).toBeUndefined();
      }),
      { numRuns: 40, endOnFailure: true },
    );
    expect(conflicts).toBeGreaterThan(40);
  }, 120_000);

  test("answer what waits all at the same time: one answer is taken, and each run goes on once", async () => {
    const [first] = clerks;
    const questions = Array.from({ length: 20 }, (_, index): Asked => {
      return { kind: "ask", workflow: "shelf::WF_ASK_V0", payload: { name: `n${index}` }, key: `${index}` };
    });
    const answerAll = async () => {
      const asked = await Promise.all(questions.map((question) => first?.ask(question)));
      const ids = asked.map((call) => call?.answer.awaits?.id ?? "");
      const offer = { signal: "right", value: true };
      return Promise.all(ids.map((id) => Promise.all(clerks.map(({ settle }) => settle(id, offer)))));
    };
    const seen = await workTogether("shelf", answerAll, (answers, read) => ({
      taken: tally(answers.map((each) => `${each.filter(({ ok }) => ok).length} of ${each.length}`)),
      runs: tally(read.runs(100).map(({ terminal, run }) => `${terminal} in ${read.journalOf(run).length} segments`)),
      stillAwaited: read.awaitedAfter("", 100).length,
      values: read.records("shelf::STRUCTURE_SHELF_V0/VALUES").filter(({ version }) => version === 1).length,
      isBroken: findBreak(read.journalAfter(0, 1000)) !== undefined,
    }));
    expect(seen).toEqual({
      taken: { "1 of 4": 20 },
      runs: { "completed in 2 segments": 20 },
      stillAwaited: 0,
      values: 20,
      isBroken: false,
    });
  });

  test("register one actor two hundred times at once: it is new once, and every registration is in its history", async () => {
    const payload = { actor_record: { first_name: "Ada", last_name: "Eight", email_registration: "ada@example.com" } };
    const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
    const parts = clerks.map((_, clerk) =>
      Array.from({ length: 50 }, (_, turn): Asked => ({ kind: "ask", workflow, payload, key: `${clerk} ${turn}` })),
    );
    const seen = await workTogether("domains", askAll(parts), (calls, read) => ({
      ends: tally(calls.map(({ answer }) => `${answer.terminal} ${outcomeOf(answer.path, "REGISTER")}`)),
      ids: new Set(calls.map(({ answer }) => answer.outputs["actor_id"])).size,
      runs: tally(read.runs(1000).map(({ terminal }) => terminal)),
      events: read.eventsAfter("blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR_EVENTS", 0, 1000).length,
      isBroken: findBreak(read.journalAfter(0, 1000)) !== undefined,
    }));
    expect(seen).toEqual({
      ends: { "completed SUCCESS": 1, "completed ALREADY_EXISTS": 199 },
      ids: 1,
      runs: { completed: 200 },
      events: 200,
      isBroken: false,
    });
  });
});

function tally(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function outcomeOf(path: Call["answer"]["path"], node: string): string | undefined {
  return path.find((step) => step.node === node)?.outcome;
}

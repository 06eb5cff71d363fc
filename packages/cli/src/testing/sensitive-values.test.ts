import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeVault } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";
import {
  canonicalize,
  checkReplay,
  type LinkedProgram,
  loadFacts,
  readTrace,
  recount,
  sha256Hex,
  type Vault,
} from "@pgs/runtime";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leftBehind, openPlace as openPlaceOf, type Place, traceOf, writingsOf } from "./left-behind.ts";
import { linkProtocol } from "./run-protocol.ts";
import { sensitiveProtocol } from "./sensitive-protocol.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-sensitive-"));
let linked: LinkedProgram;

beforeAll(async () => {
  linked = await linkProtocol(sensitiveProtocol);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Long enough that none comes up by chance. */
const word = fc.stringMatching(/^[A-Za-zäß@."\\<&-]{12,24}$/);
const owner = fc.record({
  id: fc.stringMatching(/^[0-9]{4}$/),
  name: word,
  contact: fc.oneof(
    fc.record({ email: word }),
    word.map((text) => ({ [text]: [text] })),
    fc.constant({}),
  ),
});
const request = fc.record({
  payload: fc.record({
    owner,
    others: fc.array(owner, { maxLength: 2 }),
    seed: word,
    wish: fc.constantFrom("", "", "refuse", "throw", "err", "stray"),
  }),
  actor: fc.oneof(fc.record({ email: word }), fc.constant({})),
  spoilt: fc.constantFrom<((payload: Record<string, Json>) => void) | undefined>(
    undefined,
    undefined,
    (payload) => void (payload["seed"] = `${String(payload["seed"])} `),
    (payload) => void (payload["others"] = payload["seed"] ?? ""),
    (payload) => void (payload["owner"] = [payload["owner"] ?? ""]),
    (payload) => void (payload["sede"] = payload["seed"] ?? ""),
  ),
});

/** Every text in a value but the ids, and every name that nobody declared. */
function sensitiveTexts(value: Json, name = ""): readonly string[] {
  if (typeof value === "string") return ["id", "wish"].includes(name) ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  const names = Array.isArray(value) ? [] : Object.keys(value).filter((key) => key.length >= 12);
  return [...names, ...Object.entries(value).flatMap(([key, member]) => sensitiveTexts(member as Json, key))];
}

const whole = {
  owner: { id: "0001", name: "Ada Lovelace, Lady", contact: { email: "ada@example.org" } },
  others: [{ id: "0002", name: "Charles Babbage, Esq.", contact: {} }],
  seed: "correct-horse-battery",
};

describe("sensitive values", () => {
  test("are nowhere in what a run leaves behind, however it ends", async () => {
    const place = openPlace(1);
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ payload, actor, spoilt }) => {
        const asked: Record<string, Json> = structuredClone(payload);
        spoilt?.(asked);
        const result = await place.run(asked, actor);
        ends.set(result.terminal, (ends.get(result.terminal) ?? 0) + 1);
        const left = leftBehind(result, place);
        for (const text of sensitiveTexts([asked, actor])) {
          for (const writing of writingsOf(text)) expect(left.some((bytes) => bytes.includes(writing))).toBe(false);
        }
        const rows = place.ledger.read.journalOf(result.run);
        const by = { findProgram: () => ({ ok: true as const, linked }), vault: place.vault };
        expect(checkReplay(by, { run: result.run, rows }).kind).toBe("equal");
      }),
      { numRuns: 150 },
    );
    expect([...ends.keys()].sort()).toEqual(["completed", "denied", "faulted", "rejected"]);
    place.ledger.close();
  }, 60_000);

  test("would be found in each of their writings, wherever they stand", () => {
    const value = 'Ada "the" Lovelace';
    const found = (text: string) => writingsOf(value).some((writing) => Buffer.from(text).includes(writing));
    const padded = ["", "x", "xy"].map((before) => Buffer.from(`${before}${value}, and more`));
    const texts = [...padded.map(String), ...padded.map((bytes) => bytes.toString("hex"))];
    expect([...texts, ...padded.map((bytes) => bytes.toString("base64")), JSON.stringify({ value })].every(found)).toBe(
      true,
    );
    expect(found("Charles Babbage")).toBe(false);
  });

  test("are told apart by what stands for them", async () => {
    const place = openPlace(1);
    const result = await place.run(whole, { email: "ada@example.org" });
    const personal = { $redacted: "personal" };
    expect(result).toMatchObject({
      terminal: "completed",
      outputs: { name: personal, seal: "S21", owner: { id: "0001", name: personal, contact: personal } },
      emitted: [
        {
          event: "hello::EV_OWNER_NOTED_V0",
          fields: {
            owner: { id: "0001", name: personal, contact: personal },
            others: [{ id: "0002", name: personal }],
          },
        },
        { event: "hello::EV_OWNER_KEPT_V0", fields: { name: personal, seal: "S21" } },
      ],
    });
    const trace = readTrace(traceOf(result.run, place).text);
    const commit = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(trace.header.payload).toEqual({
      owner: { id: "0001", name: { ...personal, commit }, contact: { ...personal, commit } },
      others: [{ id: "0002", name: { ...personal, commit }, contact: { ...personal, commit } }],
      seed: { $redacted: "secret", commit },
      wish: "",
    });
    const kept = trace.records.find(({ type, node }) => type === "node" && node === "READ");
    const { name } = (trace.header.payload as { owner: JsonObject }).owner;
    expect(kept?.outputs).toMatchObject({ value: { name } });
    place.ledger.close();
  });

  test("have an equal trace digest under every key, and are answered alike", async () => {
    const [one, other] = [openPlace(1), openPlace(2)];
    const [first, second] = [await one.run(whole), await other.run(whole)];
    expect(second).toEqual(first);
    const [mine, theirs] = [traceOf(first.run, one), traceOf(second.run, other)];
    expect(theirs.traceDigest).toBe(mine.traceDigest);
    expect(theirs.text).not.toBe(mine.text);
    for (const { ledger } of [one, other]) ledger.close();
  });

  test("are looked up by preconditions, and told neither as they were given nor by a plain digest", async () => {
    const place = openPlace(1);
    const asks = (name: string) => place.run({ name }, {}, "WF_ASK_V0");
    const { name } = whole.owner;
    expect((await asks(name)).terminal).toBe("rejected");
    expect((await place.run(whole)).terminal).toBe("completed");
    const passed = await asks(name);
    expect(passed.terminal).toBe("completed");
    expect((await asks("Nobody of That Name")).terminal).toBe("rejected");
    const digests = [canonicalize({ name }), canonicalize(name), name].map((text) => Buffer.from(sha256Hex(text)));
    for (const bytes of leftBehind(passed, place)) {
      for (const found of [...writingsOf(name), ...digests]) expect(bytes.includes(found)).toBe(false);
    }
    const asked = readTrace(traceOf(passed.run, place).text).records.find(({ type }) => type === "precondition");
    expect(asked?.inputs).toMatchObject({ match: { name: { $redacted: "personal" } } });
    place.ledger.close();
  });

  test("are loaded as facts, told by no digest, and read by whoever has the key", async () => {
    const place = openPlace(1);
    const loaded = loadKnown(place, place.vault);
    expect((await place.run(whole)).terminal).toBe("completed");
    const [row] = place.ledger.read.journalAfter(0, 1);
    expect(loaded).toMatchObject({ ok: true, count: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(loadKnown(openPlace(2), makeVault(new Uint8Array(32).fill(2)))).not.toEqual(loaded);
    expect(row?.kind).toBe("load");
    const refused = loadKnown(place, place.vault, { ...whole.owner, contact: "correct-horse-battery" });
    expect(refused).toMatchObject({ ok: false, reasons: [{ code: "PGS7031", at: "/0001/contact" }] });
    expect(JSON.stringify(refused)).not.toContain("horse");
    place.ledger.close();
  });

  test("end a run where they do not open (PGS7040)", async () => {
    const place = openPlace(1);
    loadKnown(place, makeVault(new Uint8Array(32).fill(9)));
    const faulted = await place.run(whole);
    const [reason] = faulted.reasons;
    expect([faulted.terminal, reason?.code, reason?.at]).toEqual(["faulted", "PGS7040", "KNOWN/known"]);
    loadKnown(place, place.vault);
    expect((await place.run(whole)).terminal).toBe("completed");
    const rows = place.ledger.read.journalOf((await place.run(whole)).run);
    expect(() => recount({ linked, vault: makeVault(new Uint8Array(32)) }, rows)).toThrow(
      "a sealed value does not open: its key is another one, or it was changed",
    );
    place.ledger.close();
  });

  test("of a kept record are opened as they are declared, never by what they look like", async () => {
    const place = openPlace(1);
    const token = place.vault.seal('"stolen"');
    const like = { owner: { ...whole.owner, contact: { $sealed: token } }, others: [], seed: "correct-horse-battery" };
    expect((await place.run(like)).terminal).toBe("completed");
    const unlike = { ...like, owner: { ...like.owner, id: { $sealed: token } } };
    expect((await place.run(unlike)).terminal).toBe("rejected");
    place.ledger.close();
  });
});

function openPlace(key: number): Place {
  return openPlaceOf({ linked, folder, key, workflow: "WF_KEEP_V0" });
}

function loadKnown({ ledger }: Place, vault: Vault, owner: JsonObject = whole.owner): ReturnType<typeof loadFacts> {
  const store = linked.program.stores.findIndex(({ name }) => name === "KNOWN");
  return loadFacts({ linked, ledger, vault, store, records: { "0001": owner }, now: "2026-01-01T00:00:00.000Z" });
}

import type { Json } from "@pgs/governance";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalize } from "../canonical.ts";
import { type JournalBody, type JournaledEnd, parseBody, printBody, printLaterBody } from "./journal-body.ts";

const word = fc.string({ unit: "grapheme", maxLength: 12 });
const leaf = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
const outputs = fc.dictionary(word, fc.oneof(leaf, fc.array(leaf, { maxLength: 3 })), { maxKeys: 3 });
const version = fc.nat();
const effect = fc.record(
  { store: word, op: word, key: word, version_before: version, version_after: version },
  { requiredKeys: ["store", "op"] },
);
const answer = fc.record({ outcome: word, outputs, reason: word, effect }, { requiredKeys: ["outcome", "outputs"] });
const exits = fc.constantFrom("completed", "denied", "rejected", "failed");
const awaits = fc.record({ id: word, kind: fc.constant("wait"), side_effect: word, op: word });
const fault = fc.record(
  { code: word, message: word, node: word, step: word, artifact: word },
  { requiredKeys: ["code", "message", "node", "artifact"] },
);
const end = fc.oneof(
  fc.record({ class: exits, exit: word, emitted: fc.array(version, { maxLength: 3 }) }),
  fc.record({ awaits }),
  fc.record({ fault }),
) as fc.Arbitrary<JournaledEnd>;
const actor = fc.record({ actor: word, attributes: outputs, provenance: fc.constant("asserted-by-operator" as const) });
const header = fc.record(
  {
    workflow: word,
    program_digest: word,
    tenant: word,
    key: word,
    attempt: version,
    actor,
    now: word,
    payload: leaf,
    refusals: fc.array(fc.record({ code: word, message: word, at: word }), { maxLength: 2 }),
    payload_commit: word,
    correlation: word,
    causation: word,
  },
  { requiredKeys: ["workflow", "program_digest", "tenant", "key", "attempt", "actor", "now", "payload"] },
);
const answers = fc.array(answer, { maxLength: 3 });

function canonicalOf(value: unknown): string {
  return canonicalize(value as Json);
}

describe("the body of a row of the journal", () => {
  test("is canonical text, whatever it holds", () => {
    fc.assert(
      fc.property(header, answers, end, word, (header, answers, end, now) => {
        const first = { v: 2, header, answers, end } as const;
        const texts = { actor: canonicalOf(header.actor), payload: canonicalOf(header.payload) };
        expect(printBody(first, texts)).toBe(canonicalOf(first));
        const later = { v: 2, now, answers, end } as const;
        expect(printLaterBody(later)).toBe(canonicalOf(later));
      }),
      { numRuns: 300 },
    );
  });

  test("is canonical text also where more is said than is kept in mind", () => {
    const said = (at: number): JournalBody & { readonly now: string } => ({
      v: 2,
      now: "T1",
      answers: [{ outcome: `O${at}`, outputs: {}, effect: { op: `W${at % 70}`, store: `S${at % 99}` } }],
      end: { class: "completed", exit: "DONE", emitted: [at] },
    });
    for (let at = 0; at < 300; at += 1) {
      const text = printLaterBody(said(at));
      expect(text).toBe(canonicalOf(said(at)));
      expect(parseBody(text)).toEqual(said(at));
    }
  });

  test("does not exist for what has no canonical text", () => {
    const odd = { outcome: "SUCCESS", outputs: {}, effect: { op: "W", store: "S", version_after: Number.NaN } };
    const body = { v: 2, now: "T1", answers: [odd], end: { class: "failed", exit: "E", emitted: [] } } as const;
    expect(() => printLaterBody(body)).toThrow(TypeError);
    expect(() => printLaterBody({ ...body, answers: [{ outcome: "\ud800", outputs: {} }] })).toThrow(TypeError);
  });
});

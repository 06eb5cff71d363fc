import type { Json, JsonObject } from "@pgs/governance";
import type { OpenedWaitCall } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { signal } from "./signal.ts";
import { timer } from "./timer.ts";

function call(inputs: JsonObject, over: Partial<OpenedWaitCall> = {}): OpenedWaitCall {
  return {
    op: "AWAIT",
    inputs,
    run: "R_1",
    id: "AW_1",
    now: "2026-01-01T00:00:00.000Z",
    program: "p",
    requester: { actor: "d::AC_A_V0", attributes: {}, provenance: "principal" },
    commit: (text) => text,
    fits: () => true,
    body: {},
    ...over,
  };
}

describe("CS_SIGNAL_V0", () => {
  const asked = call({ name: "delivered", expires_in_seconds: 60 });

  test("waits for its time, for a signal that has a name", () => {
    expect(signal.open(asked)).toEqual({ due: "2026-01-01T00:01:00.000Z", body: { name: "delivered" } });
    expect(signal.open(call({ name: " ", expires_in_seconds: 60 }))).toMatchObject({ outcome: "VIOLATION" });
    expect(signal.open({ ...asked, now: "9999-12-31T23:59:30.000Z" })).toMatchObject({ outcome: "VIOLATION" });
    expect(signal.expire(asked)).toMatchObject({ outcome: "EXPIRED", outputs: {} });
  });

  test("gives what was sent, null where nothing was", () => {
    const value = { at: [1, 2] };
    expect(signal.settle(asked, { signal: "delivered", value })).toEqual({ outcome: "SUCCESS", outputs: { value } });
    expect(signal.settle(asked, { signal: "delivered" })).toEqual({ outcome: "SUCCESS", outputs: { value: null } });
  });

  test.each<readonly [Json, string]>([
    [{ signal: "paid" }, "the run waits for signal `delivered`, and `paid` came"],
    [{ name: "delivered" }, "what was offered is no signal"],
    ["delivered", "what was offered is no signal"],
    [null, "what was offered is no signal"],
    [["delivered"], "what was offered is no signal"],
    [{ signal: "delivered", value: 1, by: "x" }, "a signal has a name and a value, and no `by`"],
  ])("refuses %j", (offer, problem) => {
    expect(signal.settle(asked, offer)).toEqual({
      refused: {
        code: "PGS7063",
        message: `${problem}; send it as \`delivered\`: \`pgs signal AW_1 --name delivered --value <json>\``,
        at: "",
      },
    });
  });
});

describe("CS_TIMER_V0", () => {
  test("waits for a time or until an instant", () => {
    expect(timer.open(call({ seconds: 90 }))).toEqual({
      due: "2026-01-01T00:01:30.000Z",
      body: { until: "2026-01-01T00:01:30.000Z" },
    });
    expect(timer.open(call({ until: "2026-01-01T02:00:00+01:00" }))).toMatchObject({ due: "2026-01-01T01:00:00.000Z" });
    expect(timer.open(call({ seconds: 315_360_000 }))).toMatchObject({ due: "2035-12-30T00:00:00.000Z" });
  });

  test("is over at once where the instant is past", () => {
    expect(timer.open(call({ until: "2025-12-31T23:59:59Z" }))).toMatchObject({ outcome: "EXPIRED", outputs: {} });
  });

  test.each<JsonObject>([
    {},
    { seconds: 1, until: "2026-01-02T00:00:00Z" },
    { until: "2036-01-01T00:00:00Z" },
    { until: "2026-06-30T23:59:60Z" },
  ])("takes %j for a violation", (inputs) => {
    expect(timer.open(call(inputs))).toMatchObject({ outcome: "VIOLATION", outputs: {} });
  });

  test("is ended by time alone", () => {
    const waits = call({ seconds: 90 }, { body: { until: "2026-01-01T00:01:30.000Z" } });
    expect(timer.settle(waits, { signal: "now" })).toMatchObject({ refused: { code: "PGS7064" } });
    expect(timer.expire(waits)).toMatchObject({ outcome: "EXPIRED", outputs: {} });
  });
});

import type { Field } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import type { BoundEntry, Expr, Path } from "../3-bind/bound.ts";
import { readerCode } from "./reader-code.ts";
import type { Scope } from "./scope.ts";

const at = { file: "a.yaml", start: 0, end: 1 };

function path(text: string): Expr {
  const [root = "", ...segments] = text.slice(2).split(".");
  return { kind: "path", path: { root: root as Path["root"], segments, text }, at };
}

function literal(value: string | number): Expr {
  return { kind: "literal", value, at };
}

function entry(name: string, value: Expr): BoundEntry {
  return { name, value, at };
}

function text(name: string, extra: Partial<Field> = {}): Field {
  return { name, type: { kind: "string" }, optional: false, ...extra };
}

const record: Field = {
  name: "record",
  optional: false,
  type: { kind: "object", open: false, properties: [text("email"), text("nick", { optional: true })] },
};

const scope: Scope = {
  payload: [text("name"), text("nick", { optional: true }), record],
  results: new Map([["IDENTIFY", { index: 1, fields: [text("actor_id")] }]]),
  resultsArray: "results",
};

describe("readerCode", () => {
  test("reads declared places directly, entries by code unit", () => {
    const entries = [entry("who", path("$.results.IDENTIFY.actor_id")), entry("email", path("$.payload.record.email"))];
    expect(readerCode(entries, scope, [])).toBe(
      "(f) => ({ email: need(f.payload.record.email), who: need(f.results[1].actor_id) })",
    );
  });

  test("freezes a record of the frame that is handed over whole", () => {
    const entries = [entry("all", path("$.payload")), entry("one", path("$.payload.record"))];
    expect(readerCode(entries, scope, [])).toBe(
      "(f) => ({ all: freeze(need(f.payload)), one: need(f.payload.record) })",
    );
  });

  test("leaves out an optional source that is absent", () => {
    expect(readerCode([entry("nick", path("$.payload.nick")), entry("a", literal(1))], scope, [])).toBe(
      '(f) => { const v0 = f.payload.nick; const v1 = { a: 1 }; if (v0 !== undefined) v1["nick"] = v0; return v1; }',
    );
  });

  test("fills the default of a field that is unbound or absent", () => {
    const target = [text("mark", { default: "!" }), text("nick", { default: "you" })];
    expect(readerCode([entry("nick", path("$.payload.nick"))], scope, target)).toBe(
      '(f) => { const v0 = f.payload.nick; return { mark: "!", nick: v0 === undefined ? "you" : v0 }; }',
    );
  });

  test("reads no deeper where an attribute of the actor is absent", () => {
    expect(readerCode([entry("street", path("$.context.actor.home.address.street"))], scope, [])).toBe(
      '(f) => { const v0 = f.context.actor.home?.address?.street; const v1 = {}; if (v0 !== undefined) v1["street"] = v0; return v1; }',
    );
  });

  test("leaves a gap inside a nested object out of that object", () => {
    const value: Expr = { kind: "object", entries: [entry("nick", path("$.payload.record.nick"))], at };
    expect(readerCode([entry("data", value)], scope, [])).toBe(
      '(f) => { const v0 = f.payload.record.nick; const v1 = {}; if (v0 !== undefined) v1["nick"] = v0; return { data: freeze(v1) }; }',
    );
  });

  test("never reads or sets what a prototype holds", () => {
    const payload = [text("constructor", { optional: true })];
    const code = readerCode([entry("c", path("$.payload.constructor"))], { payload }, []);
    expect(code).toContain('own(f.payload, "constructor")');
    expect(
      readerCode([{ name: "x", value: { kind: "literal", value: JSON.parse('{"__proto__": 1}'), at }, at }], {}, []),
    ).toBe('(f) => ({ x: freeze({ ["__proto__"]: 1 }) })');
  });

  test("reads array items by index, and steps of a pipeline", () => {
    const steps: Scope = {
      inputs: [{ name: "list", optional: false, type: { kind: "array", minItems: 1, items: { kind: "string" } } }],
      results: new Map([["key", { index: 0, fields: [text("id")] }]]),
      resultsArray: "steps",
    };
    const entries = [entry("first", path("$.inputs.list.0")), entry("key", path("$.results.key.id"))];
    expect(readerCode(entries, steps, [])).toBe("(f) => ({ first: need(f.inputs.list[0]), key: need(f.steps[0].id) })");
  });
});

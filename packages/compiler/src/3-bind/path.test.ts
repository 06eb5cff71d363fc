import { describe, expect, test } from "vitest";
import { parsePath } from "./path.ts";

describe("parsePath", () => {
  test.each([
    ["$.payload", "payload", []],
    ["$.payload.a.b", "payload", ["a", "b"]],
    ["$.inputs.items.0.name", "inputs", ["items", "0", "name"]],
    ["$.results.IDENTIFY.actor_id", "results", ["IDENTIFY", "actor_id"]],
    ["$.result.id", "result", ["id"]],
    ["$.item.f", "item", ["f"]],
    ["$.context.now", "context", ["now"]],
    ["$.context.actor.role", "context", ["actor", "role"]],
  ] as const)("%s is a path", (text, root, segments) => {
    expect(parsePath(text)).toEqual({ kind: "path", path: { root, segments, text } });
  });

  test.each([
    ["plain", "plain"],
    ["", ""],
    ["a $.payload.b", "a $.payload.b"],
    ["$$.payload.a", "$.payload.a"],
    ["$$", "$"],
    ["$$$", "$$"],
  ])("%j is the text %j", (text, literal) => {
    expect(parsePath(text)).toEqual({ kind: "literal", text: literal });
  });

  test.each(["$", "$payload", "$ 5", "${x}"])("%j is neither", (text) => {
    expect(parsePath(text)).toEqual({ kind: "unescaped" });
  });

  test.each([
    ["$.", "`` is none of payload, inputs, results, result, item, context"],
    ["$.payload.", "`` is neither a name nor an index"],
    ["$.payload..a", "`` is neither a name nor an index"],
    ["$.payload[0]", "`payload[0]` is none of payload, inputs, results, result, item, context"],
    ["$.payload.a b", "`a b` is neither a name nor an index"],
    ["$.payload.00", "`00` is neither a name nor an index"],
    ["$.results.A", "a result is named by its step or node and an output"],
    ["$.context", "the context has now, run_id, tenant, actor, snapshot"],
    ["$.context.actor", "an attribute of the actor is named"],
    ["$.context.now.day", "`now` has no parts"],
  ])("%s is no path: %s", (text, why) => {
    expect(parsePath(text)).toMatchObject({ kind: "malformed", why });
  });

  test.each([
    ["$.results.A", "`$.results.A.<output>`"],
    ["$.results", "`$.results.<NAME>.<output>`"],
    ["$.context.actor", "`$.context.actor.<attribute>`"],
  ])("%s is to be written as %s", (text, form) => {
    expect(parsePath(text)).toMatchObject({ kind: "malformed", form });
  });
});

import type { Json, Type } from "@pgs/governance";
import { type LinkedProgram, linkSnapshot } from "@pgs/runtime";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { schemaOfType } from "../5-lower/type-schema.ts";
import { validatorsScript } from "../6-emit/script/validators-script.ts";
import { arbitraryKin, arbitraryType, arbitraryValue } from "../testing/arbitrary-type.ts";
import { areDisjoint } from "./are-disjoint.ts";
import { wayOf } from "./misfit.ts";
import { typeMisfit } from "./type-misfit.ts";
import { valueMisfit } from "./value-misfit.ts";

const fits = (source: Type, target: Type): boolean => typeMisfit(source, target) === undefined;

/** A type with another one like it, and values that the first may have. */
const pairs = fc.sample(
  arbitraryType().chain((type) =>
    fc.record({
      source: fc.constant(type),
      target: fc.oneof({ weight: 5, arbitrary: arbitraryKin(type) }, { weight: 1, arbitrary: arbitraryType() }),
      values: fc.array(arbitraryValue(type), { minLength: 12, maxLength: 12 }),
    }),
  ),
  { numRuns: 1_000, seed: 4 },
);

describe("compatibility and the sealed validators", () => {
  let linked: LinkedProgram | undefined;
  beforeAll(async () => {
    const script = await validatorsScript(pairs.flatMap(({ source, target }) => [source, target]).map(schemaOfType));
    const bindings = "(() => ({ transforms: [], readers: [] }))";
    const texts = { "program.json": "{}", "vocabulary.json": "{}", "bindings.js": bindings, "validators.js": script };
    const files = Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)] as const);
    linked = linkSnapshot({ programDigest: "", files: new Map(files) });
  });

  /** The value as it is behind the boundary, defaults filled in; undefined where it is refused. */
  const admitted = (index: number, value: Json): Json | undefined => {
    const adopted = linked?.adopt(value) ?? null;
    return linked?.validators[index]?.(adopted).length === 0 ? adopted : undefined;
  };

  test("a value that one type admits is admitted by every type it fits, as it is", () => {
    const broken: unknown[] = [];
    let seen = 0;
    for (const [index, { source, target, values }] of pairs.entries()) {
      if (!fits(source, target)) continue;
      for (const value of values) {
        const held = admitted(2 * index, value);
        if (held === undefined) continue;
        seen += 1;
        const after = admitted(2 * index + 1, held);
        if (JSON.stringify(after) !== JSON.stringify(held)) broken.push({ source, target, held });
      }
    }
    expect(broken).toEqual([]);
    expect(seen).toBeGreaterThan(1_000);
  });

  test("a value that two types admit keeps them from being disjoint", () => {
    const broken: unknown[] = [];
    for (const [index, { source, target, values }] of pairs.entries()) {
      if (!areDisjoint(source, target)) continue;
      const shared = values.filter(
        (value) => admitted(2 * index, value) === value && admitted(2 * index + 1, value) === value,
      );
      if (shared.length > 0) broken.push({ source, target, shared });
    }
    expect(broken).toEqual([]);
    expect(pairs.filter(({ source, target }) => areDisjoint(source, target)).length).toBeGreaterThan(100);
  });

  test("a stated value is judged as they judge it", () => {
    const apart: unknown[] = [];
    for (const [index, { source, values }] of pairs.entries()) {
      for (const value of values) {
        const held = admitted(2 * index, value);
        const isWhole = held !== undefined && JSON.stringify(held) === JSON.stringify(value);
        if ((valueMisfit(source, value) === undefined) !== isWhole) apart.push({ source, value });
      }
    }
    expect(apart).toEqual([]);
  });
});

describe("compatibility", () => {
  test("holds between a type and itself", () => {
    fc.assert(fc.property(arbitraryType(), (type) => fits(type, structuredClone(type))));
  });

  test("holds over three types if it holds from one to the next", () => {
    let chains = 0;
    const triple = arbitraryType().chain((first) =>
      fc.tuple(
        fc.constant(first),
        arbitraryKin(first).chain((second) => fc.tuple(fc.constant(second), arbitraryKin(second))),
      ),
    );
    fc.assert(
      fc.property(triple, ([first, [second, third]]) => {
        if (!fits(first, second) || !fits(second, third)) return;
        chains += 1;
        expect(typeMisfit(first, third)).toBeUndefined();
      }),
      { numRuns: 2_000, seed: 7 },
    );
    expect(chains).toBeGreaterThan(300);
  });

  test("says where and what each end is", () => {
    fc.assert(
      fc.property(arbitraryType(), arbitraryType(), (source, target) => {
        const misfit = typeMisfit(source, target);
        if (misfit === undefined) return;
        expect(misfit.gives).not.toBe("");
        expect(misfit.takes).not.toBe("");
        expect(misfit.kind === "any" ? "anything" : misfit.gives).not.toBe(misfit.takes);
      }),
    );
  });

  test.each([
    [
      { kind: "string", maxLength: 80 },
      { kind: "string", maxLength: 40 },
      "",
      "text of at most 80 characters",
      "text of at most 40 characters",
    ],
    [{ kind: "string", enum: ["A", "B"] }, { kind: "string", enum: ["A"] }, "", "one of `A`, `B`", "`A`"],
    [
      { kind: "string" },
      { kind: "string", format: "email", pattern: "^a" },
      "",
      "text",
      "text in the form `email` that matches `^a`",
    ],
    [
      { kind: "number", minimum: 0 },
      { kind: "integer", maximum: 9 },
      "",
      "a number of at least 0",
      "a whole number of at most 9",
    ],
    [{ kind: "boolean", nullable: true }, { kind: "boolean" }, "", "true or false or null", "true or false"],
    [list({ kind: "any" }), list({ kind: "string" }), ".*", "anything", "text"],
    [
      { ...list({ kind: "any" }), maxItems: 3 },
      { ...list({ kind: "any" }), minItems: 1, uniqueItems: true },
      "",
      "a list of at most 3 items",
      "a list of at least 1 item without repeats",
    ],
    [map({ a: { kind: "string" } }), map({ a: { kind: "boolean" } }), ".a", "text", "true or false"],
    [map({}), map({ a: { kind: "string" } }), "", "a map that has no `a`", "a map that always has `a`"],
    [map({ a: { kind: "string" } }), map({}), "", "a map that has `a`", "a map that declares no `a`"],
    [map({}, true), map({}), "", "a map that may hold more than it declares", "a map that holds only what it declares"],
    [map({}, true), optional("a", true), ".a", "anything", "text"],
    [optional("a"), map({ a: { kind: "string" } }), "", "a map that may lack `a`", "a map that always has `a`"],
  ] as readonly (readonly [Type, Type, string, string, string])[])("of %j and %j is refused", (...row) => {
    const [source, target, way, gives, takes] = row;
    const misfit = typeMisfit(source, target);
    expect(misfit && [wayOf(misfit), misfit.gives, misfit.takes]).toEqual([way, gives, takes]);
  });

  /** What DESIGN leaves to the author: the types could be proved to agree, and are not. */
  test.each([
    ["a pattern that admits few texts", { kind: "string", pattern: "^(A|B)$" }, { kind: "string", enum: ["A", "B"] }],
    ["a pattern within another", { kind: "string", pattern: "^ab$" }, { kind: "string", pattern: "^a" }],
    ["a length that a pattern implies", { kind: "string", pattern: "^..$" }, { kind: "string", maxLength: 2 }],
    ["a length that a form implies", { kind: "string", format: "date" }, { kind: "string", maxLength: 10 }],
    ["few numbers between bounds", { kind: "integer", minimum: 1, maximum: 2 }, { kind: "integer", enum: [1, 2] }],
    [
      "a count that distinct values imply",
      { ...list({ kind: "boolean" }), uniqueItems: true },
      { ...list({ kind: "boolean" }), maxItems: 2 },
    ],
    [
      "a list that no length satisfies",
      { ...list({ kind: "string" }), minItems: 2, maxItems: 1 },
      list({ kind: "boolean" }),
    ],
  ] as readonly (readonly [string, Type, Type])[])("is not seen: %s", (_, source, target) => {
    expect(fits(source, target)).toBe(false);
  });
});

function list(items: Type): Type {
  return { kind: "array", items };
}

function map(properties: Readonly<Record<string, Type>>, open = false): Type {
  const fields = Object.entries(properties).map(([name, type]) => ({ name, type, optional: false }));
  return { kind: "object", properties: fields, open };
}

function optional(name: string, open = false): Type {
  return { kind: "object", properties: [{ name, type: { kind: "string" }, optional: true }], open };
}

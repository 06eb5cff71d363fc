import { describe, expect, test } from "vitest";
import { jsonOf, type Located, valueAt } from "./located.ts";
import { readYaml } from "./read-yaml.ts";

const root = { path: "r", directory: "/r" };

function read(text: string) {
  return readYaml({ path: "f.yaml", text, root });
}

function found(text: string): readonly string[] {
  return read(text).diagnostics.map(({ code, at }) => `${code} ${text.slice(at.span.start, at.span.end)}`);
}

describe("readYaml", () => {
  test("gives the place of every key and value", () => {
    const text = "a: one\nb: { c: [1, 'two'] }\n";
    const { value } = read(text);
    const cut = (at: Located["at"]) => text.slice(at.start, at.end);
    const b = valueAt(value, "b");
    const c = valueAt(b, "c");
    expect(value?.kind === "map" ? [...value.entries.values()].map(({ keyAt }) => cut(keyAt)) : []).toEqual(["a", "b"]);
    expect(b && cut(b.at)).toBe("{ c: [1, 'two'] }");
    expect(c?.kind === "list" ? c.items.map(({ at }) => cut(at)) : []).toEqual(["1", "'two'"]);
    expect(value && jsonOf(value)).toEqual({ a: "one", b: { c: [1, "two"] } });
  });

  test("reads the core schema of YAML 1.2: no is a text, so is on", () => {
    const text = "on: no\nyes: 0o17\nempty:\nhalf: 0.5\ntrue_: true\ndate: 2026-01-01\n";
    const { value } = read(text);
    expect(value && jsonOf(value)).toEqual({
      on: "no",
      yes: 15,
      empty: null,
      half: 0.5,
      true_: true,
      date: "2026-01-01",
    });
  });

  test("an empty text is nothing, a leading --- is allowed", () => {
    expect(read("").value).toMatchObject({ kind: "scalar", value: null });
    expect(read("---\na: 1\n").diagnostics).toEqual([]);
  });

  test.each([
    ["a: &x 1", ["PGS1011 &x"]],
    ["a: *x", ["PGS1012 *x"]],
    ["<<: { a: 1 }", ["PGS1013 <<"]],
    ["a: !!str 1\nb: !own {}", ["PGS1014 !!str", "PGS1014 !own"]],
    ["%YAML 1.2\n---\na: 1", ["PGS1015 %YAML 1.2"]],
    ["a: 1\n---\nb: 1", ["PGS1016 ---"]],
    ["a:\n\tb: 1", ["PGS1017 \t"]],
    ["a: 1\nb: 2\na: 3\na: 4", ["PGS1019 a", "PGS1019 a"]],
    ["1: a\n? [b]\n: c\nnull: d", ["PGS1020 1", "PGS1020 [b]", "PGS1020 null"]],
    ["__proto__: 1", ["PGS1021 __proto__"]],
    ["a: 9007199254740992\nb: .inf\nc: .nan", ["PGS1022 9007199254740992", "PGS1022 .inf", "PGS1022 .nan"]],
    ['a: "\\uD800"\n"\\uDFFF": 1', ['PGS1023 "\\uD800"', 'PGS1023 "\\uDFFF"']],
    ["a: b\u0000c\u001b", ["PGS1045 \u0000", "PGS1045 \u001b"]],
    ["a: b # c\rd: e", ["PGS1046 \r"]],
    ["a: \u202eb\ufeff", ["PGS1045 \u202e", "PGS1045 \ufeff"]],
    ["a: cafe\u0301 \u212b", ["PGS1047 e\u0301", "PGS1047 \u212b"]],
    ["a: \u1100\u1161", ["PGS1047 \u1100\u1161"]],
    ["a: { b", ["PGS1010  "]],
    ["a: 'b", ["PGS1010 b"]],
  ])("refuses %j", (text, expected) => {
    const codes = found(text);
    expect(codes.map((code) => code.slice(0, 7))).toEqual(expected.map((code) => code.slice(0, 7)));
    if (!expected.some((code) => /PGS101[07]/.test(code))) expect(codes).toEqual(expected);
  });

  test("takes a carriage return that ends a line, and points behind it as it should", () => {
    expect(found("a: 1\r\nb: *x\r\n")).toEqual(["PGS1012 *x"]);
    const { value } = read('a: one\r\nb: |\r\n  two\r\n  three\r\nc: "\\r\\0"\r\n');
    expect(value && jsonOf(value)).toEqual({ a: "one", b: "two\nthree\n", c: "\r\0" });
  });

  test("shows both places of a key that stands twice", () => {
    const [finding] = read("a: 1\nb: 2\na: 3").diagnostics;
    expect(finding?.at.span).toEqual({ file: "f.yaml", start: 10, end: 11 });
    expect(finding?.related).toEqual([{ span: { file: "f.yaml", start: 0, end: 1 }, text: "it stands here first" }]);
  });

  test("takes 64 levels and not one more", () => {
    expect(found("[".repeat(64) + "]".repeat(64))).toEqual([]);
    expect(found("[".repeat(65) + "]".repeat(65))).toEqual(["PGS1018 ["]);
  });

  test.each(["[", "- ", "? ", "{a: ", "&a ", "---\n", "a: *b\n", "}", '"a\n', "- [\n", "a: b: "])(
    "says no to a long row of %j without falling over",
    (piece) => {
      expect(read(piece.repeat(20_000)).diagnostics.length).toBeGreaterThan(0);
    },
  );
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultStrictJsonLimits, parseStrictJson, type StrictJson } from "./parse-strict-json.ts";

const parse = (source: string | Uint8Array): StrictJson => parseStrictJson(source, defaultStrictJsonLimits);

/** `CODE pointer line:column` of what is refused, or the value. */
function verdictOf(source: string | Uint8Array): unknown {
  const parsed = parse(source);
  if (parsed.kind === "value") return parsed.value;
  const { code, pointer, line, column } = parsed.issue;
  return `${code} ${pointer} ${line}:${column}`;
}

describe("strict JSON", () => {
  test("plain values are read", () => {
    expect(verdictOf(' {"a": [1, -2.5e3, true, false, null, "x\\u00e9\\n\\/"], "": {}} ')).toEqual({
      a: [1, -2500, true, false, null, "xé\n/"],
      "": {},
    });
  });

  test.each([
    ["a key twice", '{"a":{"b":1,\n "b":2}}', "PGS8002 /a/b 2:2"],
    ["a key twice, once escaped", '{"b":1,"\\u0062":1}', "PGS8002 /b 1:8"],
    ["an integer too large", '{"n":[9007199254740992]}', "PGS8003 /n/0 1:7"],
    ["an integer too small", "-9007199254740992", "PGS8003  1:1"],
    ["an integer with an exponent", "1e30", "PGS8003  1:1"],
    ["a number past every number", "1e999", "PGS8003  1:1"],
    ["half a surrogate pair, escaped", '["\\ud800"]', "PGS8004 /0 1:2"],
    ["half a surrogate pair, literal", '"\ud800x"', "PGS8004  1:1"],
    ["half a surrogate pair in a key", '{"\\udc00":1}', "PGS8004  1:2"],
    ["__proto__", '{"a":{"__proto__":1}}', "PGS8005 /a/__proto__ 1:7"],
    ["__proto__, escaped", '{"\\u005f_proto__":1}', "PGS8005 /__proto__ 1:2"],
    ["text after the value", "{} {}", "PGS8008  1:4"],
    ["nothing", "", "PGS8001  1:1"],
    ["a byte order mark", "\ufeff{}", "PGS8001  1:1"],
    ["a trailing comma", "[1,]", "PGS8001 /1 1:4"],
    ["a missing colon", '{"a" 1}', "PGS8001 /a 1:6"],
    ["a bare key", "{a:1}", "PGS8001  1:2"],
    ["a leading zero", "01", "PGS8008  1:2"],
    ["a bare minus", "-", "PGS8001  1:2"],
    ["a raw line feed in a string", '"a\nb"', "PGS8001  1:3"],
    ["an open string", '{"a":"b', "PGS8001 /a 1:8"],
    ["an unknown escape", '"\\x41"', "PGS8001  1:2"],
    ["a short escape", '"\\u12"', "PGS8001  1:2"],
    ["a word that is none", "nul", "PGS8001  1:1"],
    ["NaN", "NaN", "PGS8001  1:1"],
    ["a slash and a tilde in the pointer", '{"a/b~c":[1,01]}', "PGS8001 /a~1b~0c 1:14"],
  ])("%s is refused at its place", (_, source, expected) => {
    expect(verdictOf(source)).toBe(expected);
  });

  test("64 levels are read and 65 are not", () => {
    expect(parse("[".repeat(64) + "]".repeat(64)).kind).toBe("value");
    expect(verdictOf("[".repeat(65) + "]".repeat(65))).toBe(`PGS8006 ${"/0".repeat(64)} 1:65`);
  });

  test("a text over the limit is not looked at", () => {
    const parsed = parseStrictJson('"éé"', { maxBytes: 5, maxDepth: 64 });
    expect(parsed).toEqual({
      kind: "issue",
      issue: {
        code: "PGS8007",
        message: "the text is 6 bytes long and at most 5 are read",
        pointer: "",
        line: 1,
        column: 1,
      },
    });
  });

  test.each([
    ["a lone continuation byte", [0x22, 0x80, 0x22], "PGS8009  1:2"],
    ["an overlong form", [0x22, 0x0a, 0xc0, 0xaf], "PGS8009  2:1"],
    ["a surrogate in UTF-8", [0x61, 0xed, 0xa0, 0x80], "PGS8009  1:2"],
    ["a cut character", [0x22, 0xc3, 0xa9, 0xe2, 0x82], "PGS8009  1:3"],
    ["one bad byte", [0xff], "PGS8009  1:1"],
  ])("%s is refused at its place", (_, bytes, expected) => {
    expect(verdictOf(Uint8Array.from(bytes))).toBe(expected);
  });

  test("every place of a broken byte in a text is found", () => {
    const good = new TextEncoder().encode('{"grüße": "☃ 𝄞", "n": 1}');
    for (let at = 0; at < good.length; at += 1) {
      const bytes = Uint8Array.from(good);
      bytes[at] = 0xff;
      const before = new TextDecoder("utf-8").decode(bytes.subarray(0, at)).replace(/\ufffd+$/, "");
      expect(verdictOf(bytes)).toBe(`PGS8009  1:${before.length + 1}`);
    }
  });
});

describe("strict JSON against JSON.parse", () => {
  const integers = fc.maxSafeInteger();
  const fractions = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n));
  const text = fc.string({ unit: "grapheme" });
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 6 },
      fc.oneof(integers, fractions, text, fc.boolean(), fc.constant(null)),
      fc.array(tie("json"), { maxLength: 5 }),
      fc.dictionary(
        text.filter((key) => key !== "__proto__"),
        tie("json"),
        { maxKeys: 5 },
      ),
    ),
  }));

  test("what JSON.stringify writes is read as JSON.parse reads it", () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        const source = JSON.stringify(value, undefined, indent);
        expect(verdictOf(source)).toEqual(JSON.parse(source));
        expect(verdictOf(new TextEncoder().encode(source))).toEqual(JSON.parse(source));
      }),
      { numRuns: 300 },
    );
  });

  test("whatever is admitted, JSON.parse reads as the same; whatever JSON.parse refuses is refused", () => {
    const fragments = fc.constantFrom(
      ...'{}[],:"\\0123456789-+.eEtrufalsn \n\u0001\ud83d\ude00_é'.split(""),
      '"a"',
      "__proto__",
      "\\u0",
      "1e5",
      "null",
      "true",
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 14 }), (parts) => {
        const source = parts.join("");
        const parsed = parse(source);
        const theirs = parseLoosely(source);
        if (parsed.kind === "value") expect(theirs).toEqual({ value: parsed.value });
        else if (theirs === undefined) expect(parsed.issue.code).toMatch(/^PGS80/);
      }),
      { numRuns: 3000 },
    );
  });

  test("no change of one character makes it crash, nor admit what JSON.parse refuses", () => {
    fc.assert(
      fc.property(json, fc.nat(), fc.string({ unit: "binary", minLength: 0, maxLength: 2 }), (value, at, patch) => {
        const whole = JSON.stringify(value);
        const place = at % (whole.length + 1);
        const source = whole.slice(0, place) + patch + whole.slice(place + 1);
        const parsed = parse(source);
        if (parsed.kind === "value") expect(parseLoosely(source)).toEqual({ value: parsed.value });
        else expect(parsed.issue.line).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test("any bytes are answered", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(["value", "issue"]).toContain(parse(bytes).kind);
      }),
      { numRuns: 1000 },
    );
  });
});

function parseLoosely(source: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(source) };
  } catch {
    return undefined;
  }
}

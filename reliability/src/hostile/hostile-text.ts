import type { JsonObject } from "@pgs/governance";
import type { Draw } from "../system/seeded.ts";

/** The fields of a record as an artifact declares them, and where the entities that they name are found. */
export interface DeclaredFields {
  readonly fields: JsonObject;
  /** The fields of an entity by its FQDN. */
  readonly entities: ReadonlyMap<string, JsonObject>;
}

/**
 * Makes a text that somebody may send for a record: right, nearly right, or as wrong as can be. It is text and no
 * value, because the worst of it is no JSON: keys that come twice, numbers that no double holds, half a surrogate pair.
 */
export function hostileText({ fields, entities }: DeclaredFields, draw: Draw): string {
  const spoil = draw(4);
  const text = recordText(fields, { draw, entities, oneIn: [0, 24, 6, 2][spoil] ?? 0 });
  if (draw(12) === 0) return brokenText(text, draw);
  return draw(40) === 0 ? strangeText(draw) : text;
}

interface Writing {
  readonly draw: Draw;
  readonly entities: ReadonlyMap<string, JsonObject>;
  /** One of so many values is strange; 0: none is. */
  readonly oneIn: number;
}

function recordText(fields: JsonObject, at: Writing): string {
  const { draw, oneIn } = at;
  const isSpoilt = (): boolean => oneIn !== 0 && draw(oneIn) === 0;
  const members = Object.entries(fields).flatMap(([name, field]) => {
    const isOptional = (field as JsonObject)["optional"] === true || (field as JsonObject)["default"] !== undefined;
    if (isSpoilt() || (isOptional && draw(2) === 0)) return [];
    const member = `${JSON.stringify(isSpoilt() ? pick(names, draw) : name)}:${fieldText(field as JsonObject, at)}`;
    return isSpoilt() ? [member, member] : [member];
  });
  if (isSpoilt()) members.push(`${JSON.stringify(pick(names, draw))}:${strangeText(draw)}`);
  return `{${members.join(draw(8) === 0 ? " ,\n\t" : ",")}}`;
}

function fieldText(field: JsonObject, at: Writing): string {
  const { draw, oneIn, entities } = at;
  if (oneIn !== 0 && draw(oneIn) === 0) return strangeText(draw);
  if (field["nullable"] === true && draw(4) === 0) return "null";
  const entity = entities.get(String(field["entity"]));
  if (entity !== undefined) return recordText(entity, at);
  if (Array.isArray(field["enum"])) return JSON.stringify(pick(field["enum"], draw));
  if (field["const"] !== undefined) return JSON.stringify(field["const"]);
  switch (field["type"]) {
    case "string":
      return JSON.stringify(stringOf(field, draw));
    case "integer":
    case "number":
      return numberOf(field, draw);
    case "boolean":
      return draw(2) === 0 ? "true" : "false";
    case "array": {
      const [least, most] = [Number(field["minItems"] ?? 0), Number(field["maxItems"] ?? 4)];
      const length = least + draw(Math.min(most - least, 4) + 1);
      return `[${Array.from({ length }, () => fieldText((field["items"] ?? {}) as JsonObject, at)).join(",")}]`;
    }
    case "object":
      return field["properties"] === undefined && draw(2) === 0
        ? `{"${pick(names, draw)}":${strangeText(draw)}}`
        : recordText((field["properties"] ?? {}) as JsonObject, at);
    default:
      return strangeText(draw);
  }
}

/** Few names and addresses, so that several requests speak of the same person. */
const people = ["Ada", "Bob", "Eve"];

function stringOf({ format, minLength, maxLength }: JsonObject, draw: Draw): string {
  if (format === "email") return `${pick(people, draw).toLowerCase()}@example.com`;
  if (format === "date-time") return `2026-01-0${1 + draw(9)}T00:00:00Z`;
  if (format === "integer_string") return String(draw(1_000_000));
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? 64)];
  if (maxLength === undefined && draw(20) === 0) return "x".repeat(100_000);
  // The edges of what is allowed, and one beyond.
  if (draw(6) === 0) return "x".repeat(Math.max(0, pick([least - 1, least, most, most + 1], draw)));
  return pick([...people, "EMP_ENT_001", "READ_RECORD", "license_management", "V_1", "ß→🦊"], draw);
}

function numberOf({ minimum, maximum }: JsonObject, draw: Draw): string {
  const [least, most] = [Number(minimum ?? 0), Number(maximum ?? 100)];
  return String(pick([least, most, least - 1, most + 1, least + draw(Math.max(1, most - least))], draw));
}

const names = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "then",
  "length",
  "",
  "$sealed",
  "$redacted",
  "$.payload.actor_record",
  "a\u0000b",
  "\u202etxt",
  "𝕬",
  "x".repeat(5000),
];

const scalars = [
  "null true false 0 -0 1.5 -1 1e308 1e400 -1e400 9007199254740991 9007199254740993 123456789012345678901234567890",
  "0.1e-400 1E5 2147483648 -9223372036854775809 5e-324",
]
  .join(" ")
  .split(" ");

const strings = [
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"\\ufeff"',
  '"e\\u0301"',
  '"__proto__"',
  '"$.context.now"',
  '"$$"',
  '"../../etc/passwd"',
  '"\'; DROP TABLE run; --"',
  '"{\\"$sealed\\":0}"',
  '"<script>alert(1)</script>"',
  '"👩‍👩‍👧‍👦🏳️‍🌈"',
  '"NaN"',
];

/** A value that nobody has asked for. Now and then it is a large one. */
function strangeText(draw: Draw): string {
  switch (draw(9)) {
    case 0:
    case 1:
      return pick(scalars, draw);
    case 2:
    case 3:
      return pick(strings, draw);
    case 4:
      return `"${pick(["x", "é", "\\n", "🦊", "\\u0000"], draw).repeat(1 + draw(draw(50) === 0 ? 200_000 : 2000))}"`;
    case 5:
      return nested(1 + draw(draw(20) === 0 ? 20_000 : 80), draw);
    case 6:
      return `[${Array.from({ length: draw(draw(20) === 0 ? 10_000 : 20) }, () => pick(scalars, draw)).join(",")}]`;
    case 7:
      return `{${Array.from({ length: draw(6) }, () => `${JSON.stringify(pick(names, draw))}:${pick(scalars, draw)}`).join(",")}}`;
    default:
      return '{"$sealed":0}';
  }
}

function nested(depth: number, draw: Draw): string {
  const [open, close] = pick(
    [
      ["[", "]"],
      ['{"a":', "}"],
      ['[{"__proto__":', "}]"],
    ] as const,
    draw,
  );
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

/** A text that somebody else has cut, or written into. */
function brokenText(text: string, draw: Draw): string {
  const at = draw(text.length + 1);
  const inserted = ["", ",", "}", '"', "\\", "\u0000", "NaN", "/*", "'", "\ufeff", "0", "-", " "];
  return text.slice(0, at) + (draw(2) === 0 ? "" : pick(inserted, draw) + text.slice(at));
}

function pick<T>(from: readonly T[], draw: Draw): T {
  return from[draw(from.length)] as T;
}

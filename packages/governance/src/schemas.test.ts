import { describe, expect, test } from "vitest";
import { isFqdn } from "./fqdn.ts";
import { schemaOfKind, schemas } from "./generated/schemas.ts";
import type { Json, JsonObject } from "./json.ts";

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every schema within `schema` that an editor may show: what `properties` and `$defs` name. */
function* named(schema: Json, place: string): Generator<readonly [string, JsonObject]> {
  if (Array.isArray(schema)) for (const [at, item] of schema.entries()) yield* named(item, `${place}/${at}`);
  if (!isObject(schema)) return;
  for (const [key, part] of Object.entries(schema)) {
    if ((key === "properties" || key === "$defs") && isObject(part)) {
      for (const [name, value] of Object.entries(part)) if (isObject(value)) yield [`${place}/${name}`, value];
    }
    if (!["allOf", "if", "then"].includes(key)) yield* named(part, `${place}/${key}`);
  }
}

/** The schema a `$ref` names, or undefined. */
function resolve(ref: string, file: string): Json | undefined {
  const [path, pointer] = ref.split("#");
  let at: Json | undefined = schemas[path === "" || path === undefined ? file : path];
  for (const key of (pointer ?? "").split("/").slice(1)) at = isObject(at) ? at[key] : undefined;
  return at;
}

function* refs(schema: Json): Generator<string> {
  if (Array.isArray(schema)) for (const item of schema) yield* refs(item);
  if (!isObject(schema)) return;
  for (const [key, part] of Object.entries(schema)) {
    if (key === "$ref" && typeof part === "string") yield part;
    else yield* refs(part);
  }
}

describe("the schemas", () => {
  test("are there for every kind an author writes", () => {
    expect(Object.keys(schemaOfKind)).toEqual(
      "AC AS CC CS CT ENTITY EV IN RB STRUCTURE TE TEST_DATA TI VOCAB WF".split(" "),
    );
    expect(Object.values(schemaOfKind).filter((file) => schemas[file] === undefined)).toEqual([]);
  });

  test("refer to nothing that is not there", () => {
    const dangling = Object.entries(schemas).flatMap(([file, schema]) =>
      [...refs(schema)].filter((ref) => resolve(ref, file) === undefined).map((ref) => `${file}: ${ref}`),
    );
    expect(dangling).toEqual([]);
  });

  test("say a title and a description wherever an editor shows one", () => {
    const silent = Object.entries(schemas).flatMap(([file, schema]) =>
      [...named(schema, file)]
        .filter(([, part]) => part["$ref"] === undefined && (!part["title"] || !part["description"]))
        .map(([place]) => place),
    );
    expect(silent).toEqual([]);
  });

  test("refuse unknown keys in every record", () => {
    const open = Object.entries(schemas).flatMap(([file, schema]) =>
      [...named(schema, file)]
        .filter(([, part]) => part["properties"] !== undefined && part["additionalProperties"] !== false)
        .map(([place]) => place),
    );
    expect(open).toEqual([]);
  });

  test("take the identities that the grammar takes", () => {
    const pattern = (file: string): RegExp => {
      const part = resolve("#/properties/artifact/pattern", file);
      return new RegExp(typeof part === "string" ? part : "(?!)");
    };
    for (const fqdn of ["blockchain::WF_TRANSFER_V0", "fb.topology::WF_A_1_V12"]) {
      expect([isFqdn(fqdn), pattern("wf.schema.json").test(fqdn)]).toEqual([true, true]);
    }
    for (const text of ["blockchain::WF_TRANSFER_V01", "Blockchain::WF_A_V0", "x::WF__A_V0", "x::CC_A_V0"]) {
      expect(pattern("wf.schema.json").test(text)).toBe(false);
    }
  });
});

/**
 * Prints the JSON Schemas as data for the compiler, and the TypeScript types of the sources they describe.
 * Equal schemas give equal bytes.
 */
import { compile } from "json-schema-to-typescript";
import { stamp } from "./print-rules.mjs";

/** The type's name, by schema file. The shared parts are named by their definition. */
const typeNames = {
  ac: "ActorSource",
  as: "AssertionSource",
  cc: "ContractSource",
  cs: "SideEffectSource",
  ct: "TransformSource",
  entity: "EntitySource",
  ev: "EventSource",
  in: "IntentSource",
  rb: "BindingSource",
  structure: "StructureSource",
  te: "EgressSource",
  "test-data": "TestDataSource",
  ti: "IngressSource",
  vocab: "VocabularySource",
  wf: "WorkflowSource",
};

/** Keywords that say when a schema is violated but not what its type is. */
const constraintOnly = ["allOf", "if", "then", "else", "not", "propertyNames", "default", "title"];

/** @param {readonly (readonly [string, string])[]} schemas file name and text */
export function printSchemas(schemas) {
  const byFile = Object.fromEntries(schemas.map(([name, text]) => [name, JSON.parse(text)]));
  const kinds = Object.keys(typeNames).map((name) => [kindOf(name), `${name}.schema.json`]);
  return [
    stamp,
    'import type { JsonObject } from "../json.ts";',
    "",
    "/** Every schema, by its file name, which is also its `$id`. */",
    `export const schemas: Readonly<Record<string, JsonObject>> = ${JSON.stringify(byFile, null, 2)};`,
    "",
    "/** The schema of an artifact, by its kind. */",
    `export const schemaOfKind: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries(kinds), null, 2)};`,
    "",
  ].join("\n");
}

/** @param {readonly (readonly [string, string])[]} schemas file name and text */
export async function printArtifactTypes(schemas) {
  const definitions = {};
  for (const [name, text] of schemas) {
    const file = name.replace(".schema.json", "");
    const schema = JSON.parse(text);
    for (const [part, definition] of Object.entries(schema.$defs ?? {})) {
      definitions[partName(file, part)] = typeOnly(definition, file);
    }
    if (file in typeNames) definitions[typeNames[file]] = typeOnly(schema, file);
  }
  return compile(
    {
      title: "ArtifactSource",
      description: "An artifact as its author writes it, valid against the schema of its kind.",
      oneOf: Object.values(typeNames).map((name) => ({ $ref: `#/definitions/${name}` })),
      definitions,
    },
    "ArtifactSource",
    {
      bannerComment: `${stamp}\nimport type { Json, JsonObject } from "../json.ts";`,
      additionalProperties: false,
      unreachableDefinitions: false,
    },
  );
}

function kindOf(name) {
  return name.toUpperCase().replace("-", "_");
}

/** `field.schema.json#/$defs/fields` is `Fields`; a reference to a kind is `WfReference`. */
function partName(file, part) {
  if (part === "emit") return "EmitWithFields";
  if (file === "artifact") return /^[A-Z]/.test(part) ? `${pascal(part.toLowerCase())}Reference` : pascal(part);
  return pascal(part);
}

function pascal(name) {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());
}

function typeOnly(schema, file) {
  if (Array.isArray(schema)) return schema.map((item) => typeOnly(item, file));
  if (schema === null || typeof schema !== "object") return schema;
  if (schema.$ref !== undefined) return { $ref: localRef(schema.$ref, file) };
  if (schema.additionalProperties === true) return { description: schema.description, tsType: "JsonObject" };
  if (isUnconstrained(schema)) return { description: schema.description, tsType: "Json" };
  const kept = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith("$")) continue;
    if (key === "properties") {
      kept.properties = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, typeOnly(part, file)]));
    } else if (key === "oneOf" && schema.properties !== undefined) continue;
    else if (key === "minItems" || key === "maxItems") continue;
    else if (!constraintOnly.includes(key)) kept[key] = typeOnly(value, file);
  }
  return kept;
}

/** A schema that only describes: any JSON value fits. */
function isUnconstrained(schema) {
  return Object.keys(schema).every((key) => key === "title" || key === "description");
}

function localRef(ref, file) {
  const [path, pointer] = ref.split("#");
  const target = path === "" ? file : path.replace(".schema.json", "");
  return `#/definitions/${partName(target, pointer.replace("/$defs/", ""))}`;
}

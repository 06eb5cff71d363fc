import { type Json, type Kind } from "@pgs/governance";
import { schemaOfKind, schemas } from "@pgs/governance/schemas";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** Tells whether a value has the shape of a kind of artifact. Says nothing about where or why not. */
export type ShapeValidator = (value: Json) => boolean;

/** The validator of a kind; undefined for a kind that has no schema yet. */
export function shapeValidatorOf(kind: Kind): ShapeValidator | undefined {
  const id = schemaOfKind[kind];
  if (id === undefined) return undefined;
  const validate: ValidateFunction | undefined = ajv.getSchema(id);
  if (validate === undefined) throw new Error(`the schema ${id} is not among the generated ones`);
  return (value) => validate(value) === true;
}

const ajv = new Ajv2020({
  strict: false,
  validateFormats: true,
  formats: { regex: isRegularExpression },
  schemas: Object.values(schemas),
});

/** True for a pattern that the validators of a snapshot can compile. */
export function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

import type { CT_PURE_VALIDATE_RECORD_STRUCTURE_V0, Json, JsonObject } from "../generated/contracts.ts";
import { checkBounds } from "./check-bounds.ts";
import type { Checked, Finding } from "./finding.ts";
import { isRecord } from "./is-record.ts";
import { isOfRuleType, typeNameOf } from "./rule-type.ts";
import { wordsFor } from "./words-for.ts";

/**
 * Lists what is wrong with a record, field by field in the order of the schema. A bad record is an answer;
 * only a schema that cannot be read is a violation, and then nothing is listed.
 */
export const validateRecordStructure: CT_PURE_VALIDATE_RECORD_STRUCTURE_V0 = ({ record, schema }) => {
  const violations: Finding[] = [];
  for (const [field, rule] of Object.entries(schema)) {
    const checked = checkField(record, field, rule);
    if ("unreadable" in checked) {
      return { outcome: "VIOLATION", outputs: {}, reason: `the rule for \`${field}\` ${checked.unreadable}` };
    }
    violations.push(...checked.findings);
  }
  return { outcome: "SUCCESS", outputs: { violations } };
};

function checkField(record: JsonObject, field: string, rule: Json): Checked {
  if (!isRecord(rule)) return { unreadable: `is ${wordsFor(rule)}, not a record` };
  const value = Object.hasOwn(record, field) ? (record[field] ?? null) : null;
  const type = rule["type"];
  const matches = type === undefined || isOfRuleType(value, type);
  if (matches === undefined) return { unreadable: `has the unknown type ${wordsFor(type ?? null)}` };
  if (rule["required"] === true && (value === null || value === "")) {
    return found({ field, rule: "required", message: `Field '${field}' is required` });
  }
  if (value === null) return { findings: [] };
  if (!matches) {
    const message = `Field '${field}' must be ${String(type)}, got ${typeNameOf(value)}`;
    return found({ field, rule: "type", message });
  }
  return checkBounds({ record, field, value, rule });
}

function found(finding: Finding): Checked {
  return { findings: [finding] };
}

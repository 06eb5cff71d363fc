import type { CT_PURE_FILTER_RECORDS_V0, Json, JsonObject } from "../generated/contracts.ts";
import { isRecord } from "./is-record.ts";
import { isSame } from "./is-same.ts";

/** Keeps the records that meet every criterion, in order; what is not a record is dropped. None left is a violation. */
export const filterRecords: CT_PURE_FILTER_RECORDS_V0 = ({ source, filter }) => {
  const extracted = source.filter((item) => isRecord(item) && meetsAll(item, filter));
  return extracted.length === 0
    ? { outcome: "VIOLATION", outputs: {}, reason: `no record of ${source.length} meets the filter` }
    : { outcome: "SUCCESS", outputs: { extracted } };
};

function meetsAll(record: JsonObject, filter: JsonObject): boolean {
  return Object.keys(filter).every((field) => meets(fieldOf(record, field), fieldOf(filter, field)));
}

/** The word `present` asks for any value but null; every other criterion for an equal one, null for an absent one. */
function meets(value: Json, criterion: Json): boolean {
  return criterion === "present" ? value !== null : isSame(value, criterion);
}

function fieldOf(record: JsonObject, field: string): Json {
  return Object.hasOwn(record, field) ? (record[field] ?? null) : null;
}

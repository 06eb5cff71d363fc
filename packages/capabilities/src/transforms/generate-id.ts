import type { CT_PURE_GENERATE_ID_V0 } from "../generated/contracts.ts";
import { canonicalText, findInexactNumber } from "./canonical-text.ts";
import { isRecord } from "./is-record.ts";
import { sha256Hex } from "./lent-hashes.ts";
import { wordsFor } from "./words-for.ts";

const hexDigits = 16;

/**
 * Derives an id from content: `<prefix>_` and the first 16 hex digits of SHA-256 over the content's canonical text.
 * What is not a record is taken as `{value: …}`, so that `"x"` and `{value: "x"}` share an id.
 * A prefix with a blank in it and a number that is not exact are violations.
 */
export const generateId: CT_PURE_GENERATE_ID_V0 = ({ prefix, data }) => {
  if (/[\s\p{Cc}]/u.test(prefix)) {
    return { outcome: "VIOLATION", outputs: {}, reason: `the prefix ${wordsFor(prefix)} is not one word` };
  }
  const inexact = findInexactNumber(data);
  if (inexact !== undefined) {
    return { outcome: "VIOLATION", outputs: {}, reason: `the number ${inexact} is too large to be exact` };
  }
  const digest = sha256Hex(canonicalText(isRecord(data) ? data : { value: data }));
  return { outcome: "SUCCESS", outputs: { id: `${prefix}_${digest.slice(0, hexDigits)}` } };
};

import type { CT_PURE_VALIDATE_SET_MEMBERSHIP_V0 } from "../generated/contracts.ts";
import { isSame } from "./is-same.ts";
import { notOneOf, wordsFor } from "./words-for.ts";

/** Lets a value pass that is in the set. Never answers `false`: what is not in the set is a violation. */
export const validateSetMembership: CT_PURE_VALIDATE_SET_MEMBERSHIP_V0 = ({ value, allowed_set }) =>
  allowed_set.some((allowed) => isSame(value, allowed))
    ? { outcome: "SUCCESS", outputs: { is_member: true } }
    : {
        outcome: "VIOLATION",
        outputs: {},
        reason: `${wordsFor(value)} is ${notOneOf(allowed_set)}`,
      };

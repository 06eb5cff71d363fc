import type { CT_PURE_COMPARE_EQUAL_V0 } from "../generated/contracts.ts";

/** Says whether two texts are the same, unit by unit. Difference is an answer, not a violation. */
export const compareEqual: CT_PURE_COMPARE_EQUAL_V0 = ({ left, right }) => ({
  outcome: "SUCCESS",
  outputs: { is_equal: left === right },
});

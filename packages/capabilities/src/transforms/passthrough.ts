import type { CT_PURE_PASSTHROUGH_V0 } from "../generated/contracts.ts";

/** Gives `value` back whole, whatever its shape. Null is a violation. */
export const passthrough: CT_PURE_PASSTHROUGH_V0 = ({ value }) =>
  value === null
    ? { outcome: "VIOLATION", outputs: {}, reason: "`value` is null" }
    : { outcome: "SUCCESS", outputs: { value } };

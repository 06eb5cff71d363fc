import type { CT_PURE_REQUIRE_VALUE_V0 } from "../generated/contracts.ts";
import { violation } from "./violation.ts";

/** Gives back a value that is there, null included. One that is absent is a violation. */
export const requireValue: CT_PURE_REQUIRE_VALUE_V0 = ({ value }) =>
  value === undefined ? violation("there is no value") : { outcome: "SUCCESS", outputs: { value } };

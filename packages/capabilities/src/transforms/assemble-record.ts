import type { CT_PURE_ASSEMBLE_RECORD_V0 } from "../generated/contracts.ts";

/** Gives the fields it was bound to as one record. */
export const assembleRecord: CT_PURE_ASSEMBLE_RECORD_V0 = ({ fields }) => ({
  outcome: "SUCCESS",
  outputs: { record: fields },
});

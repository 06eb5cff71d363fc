import type { CT_EXEC_EMIT_V0 } from "../generated/contracts.ts";

/** Gives `value` back as it is, null included. */
export const emit: CT_EXEC_EMIT_V0 = ({ value }) => ({ outcome: "SUCCESS", outputs: { result: value } });

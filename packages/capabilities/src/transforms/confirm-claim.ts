import type { CT_PURE_CONFIRM_CLAIM_V0 } from "../generated/contracts.ts";
import { violation } from "./violation.ts";

/** Lets pass a claim that is true, or that nobody made. Quotes neither side: either may be personal. */
export const confirmClaim: CT_PURE_CONFIRM_CLAIM_V0 = ({ value, claim }) =>
  claim === undefined || claim === value
    ? { outcome: "SUCCESS", outputs: {} }
    : violation("what is claimed is not what is so");

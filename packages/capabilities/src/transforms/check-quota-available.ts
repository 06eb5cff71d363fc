import type { CT_PURE_CHECK_QUOTA_AVAILABLE_V0 } from "../generated/contracts.ts";

/** Says whether fewer are assigned than the quota allows. A full quota is an answer; a negative one is a violation. */
export const checkQuotaAvailable: CT_PURE_CHECK_QUOTA_AVAILABLE_V0 = ({ assigned_count, quota }) =>
  quota < 0
    ? { outcome: "VIOLATION", outputs: {}, reason: `\`quota\` is ${quota}, which is under 0` }
    : { outcome: "SUCCESS", outputs: { quota_available: assigned_count < quota } };

import type { CT_PURE_CHECK_TRAINING_STATUS_V0 } from "../generated/contracts.ts";

/** Says whether somebody is eligible, which is whether the training is complete. `false` is an answer, not a violation. */
export const checkTrainingStatus: CT_PURE_CHECK_TRAINING_STATUS_V0 = ({ training_completed }) => ({
  outcome: "SUCCESS",
  outputs: { is_eligible: training_completed },
});

import { transformNamed } from "./register-by-hand.mjs";
import { instant } from "./sealed-register.mjs";

/** The steps of the register workflow as functions, for a workflow library to put in order. */
export function registerSteps({ linked, host }) {
  const generateId = transformNamed(linked, "capability_transforms::CT_PURE_GENERATE_ID_V0");
  const registry = host.sideEffects.get("capability_side_effects::CS_REGISTRY_V0");
  const log = host.sideEffects.get("capability_side_effects::CS_APPENDONLY_JSONL_V0");
  const event = "blockchain::EV_ACTOR_REGISTERED_UNVERIFIED_V0";
  const around = { run: "R_1", now: instant, entropy: { bytes: (count) => new Uint8Array(count) } };
  return {
    identify: (record) => generateId({ prefix: "A", data: record }).outputs.id,
    register: (record, actor, store) => {
      const { email_registration: email, first_name, last_name } = record;
      const kyc = generateId({ prefix: "A_KEY", data: { email, first_name, last_name } }).outputs.id;
      return [kyc, actor].map((key) => {
        return registry({ op: "REGISTER", inputs: { key, target_ref: actor }, store, event: "", ...around }).outcome;
      })[1];
    },
    append: (record, actor, store) => {
      const entry = { actor_id: actor, registration_data: record, timestamp: instant };
      return log({ op: "APPEND", inputs: { stream_id: actor, record: entry }, store, event, ...around }).outcome;
    },
  };
}

import { registerWorkflow } from "./sealed-register.mjs";

/**
 * The register workflow as a good programmer would write it without PGS: one function that parses the request,
 * validates payload and actor, calls the transforms and the side effects in order, and looks at every outcome.
 * It makes the same calls as the kernel: the sealed parser, validators and transforms, the real side effects. What it
 * has not is the program: no tables, no records of the steps, nothing frozen, no check of what an effect answered.
 */
export function registerByHand({ linked, host }) {
  const { program, vocabulary, validators } = linked;
  const workflow = program.workflows.find(({ artifact }) => vocabulary.artifacts[artifact] === registerWorkflow);
  const payloadAt = workflow.intent.payload;
  const attributesAt = workflow.intent.actors[0].attributes;
  const generateId = transformNamed(linked, "capability_transforms::CT_PURE_GENERATE_ID_V0");
  const registry = host.sideEffects.get("capability_side_effects::CS_REGISTRY_V0");
  const log = host.sideEffects.get("capability_side_effects::CS_APPENDONLY_JSONL_V0");
  const event = "blockchain::EV_ACTOR_REGISTERED_UNVERIFIED_V0";

  return ({ text, run, now, entropy, actors, events }) => {
    const payload = linked.parse(text);
    if (validators[payloadAt](payload).length > 0) return { exit: "REJECTED" };
    if (validators[attributesAt](linked.adopt({})).length > 0) return { exit: "REJECTED" };
    const { actor_record } = payload;
    const { email_registration: email, first_name, last_name } = actor_record;
    const identified = generateId({ prefix: "A", data: actor_record });
    if (identified.outcome !== "SUCCESS") return { exit: "DENIED" };
    const actor_id = identified.outputs.id;
    const keyed = generateId({ prefix: "A_KEY", data: { email, first_name, last_name } });
    if (keyed.outcome !== "SUCCESS") return { exit: "DENIED" };
    for (const key of [keyed.outputs.id, actor_id]) {
      const inputs = { key, target_ref: actor_id };
      const { outcome } = registry({ op: "REGISTER", inputs, store: actors, event: "", run, now, entropy });
      if (outcome === "BACKEND_ERROR") return { exit: "FAILED" };
      if (outcome !== "SUCCESS" && outcome !== "ALREADY_EXISTS") return { exit: "DENIED" };
    }
    const record = { actor_id, registration_data: actor_record, timestamp: now };
    const inputs = { stream_id: actor_id, record };
    const { outcome } = log({ op: "APPEND", inputs, store: events, event, run, now, entropy });
    return outcome === "SUCCESS" ? { exit: "REGISTERED", outputs: { actor_id } } : { exit: "FAILED" };
  };
}

/**
 * Finds the linked code of a transform by its name. Code takes its place in the list when it is first called, so that
 * whoever keeps what stood there before would pay for looking at each call.
 */
export function transformNamed({ program, vocabulary, transforms }, name) {
  for (const { steps } of program.contracts) {
    for (const step of steps) {
      if (step.kind !== "transform" || vocabulary.artifacts[step.artifact] !== name) continue;
      const { transform } = step;
      return (inputs) => transforms[transform](inputs);
    }
  }
  throw new Error(`the program has no ${name}`);
}

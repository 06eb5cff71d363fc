import { assign, createActor, setup } from "xstate";
import { registerSteps } from "./register-steps.mjs";
import { requestText } from "./sealed-register.mjs";

/** The workflow as a machine of states with guarded transitions, run to its end without waiting. */
export function xstateRegister({ linked, host }) {
  const steps = registerSteps({ linked, host });
  const machine = setup({
    guards: { isRegistered: ({ context }) => context.outcome === "SUCCESS" || context.outcome === "ALREADY_EXISTS" },
  }).createMachine({
    context: ({ input }) => ({ ...input, actor: "", outcome: "" }),
    initial: "identify",
    states: {
      identify: {
        entry: assign({ actor: ({ context }) => steps.identify(context.record) }),
        always: [{ guard: ({ context }) => context.actor !== "", target: "register" }, { target: "denied" }],
      },
      register: {
        entry: assign({
          outcome: ({ context }) => steps.register(context.record, context.actor, context.stores.actors),
        }),
        always: [{ guard: "isRegistered", target: "append" }, { target: "denied" }],
      },
      append: {
        entry: assign({ outcome: ({ context }) => steps.append(context.record, context.actor, context.stores.events) }),
        always: [{ guard: "isRegistered", target: "registered" }, { target: "failed" }],
      },
      registered: { type: "final" },
      denied: { type: "final" },
      failed: { type: "final" },
    },
  });
  return ({ i, stores }) => {
    const { actor_record: record } = JSON.parse(requestText(i));
    const actor = createActor(machine, { input: { record, stores } }).start();
    if (actor.getSnapshot().value !== "registered") throw new Error("the machine did not register");
  };
}

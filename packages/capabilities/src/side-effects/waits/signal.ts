import { type Json, type JsonObject, rules } from "@pgs/governance";
import { nowhere, type Wait } from "@pgs/runtime";
import { isBlank } from "../answer-of.ts";
import { instantAfter } from "./instant-after.ts";
import { refusal } from "./refusal.ts";
import { tooFarAhead, violation } from "./violation.ts";

/** Waits for CS_SIGNAL_V0: an offer is `{signal, value?}`, and its name has to be the one awaited. */
export const signal: Wait = {
  open({ now, inputs }) {
    const name = inputs["name"] as string;
    if (isBlank(name)) return violation("the name of the signal is blank");
    const due = instantAfter(now, inputs["expires_in_seconds"] as number);
    return due === undefined ? tooFarAhead : { due, body: { name } };
  },
  settle({ id, inputs }, offer) {
    const name = inputs["name"] as string;
    const problem = problemOf(offer, name);
    if (problem !== undefined) return refusal(rules.signalAwaited({ problem, name, id }, nowhere), "");
    return { outcome: "SUCCESS", outputs: { value: (offer as JsonObject)["value"] ?? null } };
  },
  expire: () => ({ outcome: "EXPIRED", outputs: {}, reason: "no signal came in time" }),
};

/** Why an offer is not the signal awaited; undefined: it is. */
function problemOf(offer: Json, name: string): string | undefined {
  if (typeof offer !== "object" || offer === null || Array.isArray(offer)) return "what was offered is no signal";
  const { signal: sent, value: _, ...rest } = offer as JsonObject;
  if (typeof sent !== "string") return "what was offered is no signal";
  const [odd] = Object.keys(rest);
  if (odd !== undefined) return `a signal has a name and a value, and no \`${odd}\``;
  return sent === name ? undefined : `the run waits for signal \`${name}\`, and \`${sent}\` came`;
}

import { rules } from "@pgs/governance";
import { type EffectAnswer, nowhere, type Wait } from "@pgs/runtime";
import { instantAfter, longestWaitSeconds } from "./instant-after.ts";
import { refusal } from "./refusal.ts";
import { tooFarAhead, violation } from "./violation.ts";

/** Waits for CS_TIMER_V0: for a time, or until an instant. Nothing that is offered ends it. */
export const timer: Wait = {
  open({ now, inputs }) {
    const { seconds, until } = inputs;
    if ((seconds === undefined) === (until === undefined)) return violation("it takes either `seconds` or `until`");
    const ahead = seconds === undefined ? secondsUntil(until as string, now) : (seconds as number);
    if (Number.isNaN(ahead)) return violation("`until` is a second that the clock here does not have");
    if (ahead > longestWaitSeconds) return violation(`it is more than ${longestWaitSeconds} seconds ahead`);
    if (ahead <= 0) return expired;
    const due = instantAfter(now, ahead);
    return due === undefined ? tooFarAhead : { due, body: { until: due } };
  },
  settle({ body }) {
    return refusal(rules.timerEndsByItself({ due: body["until"] as string }, nowhere), "");
  },
  expire: () => expired,
};

const expired: EffectAnswer = { outcome: "EXPIRED", outputs: {}, reason: "the time is over" };

function secondsUntil(instant: string, now: string): number {
  return (Date.parse(instant) - Date.parse(now)) / 1000;
}

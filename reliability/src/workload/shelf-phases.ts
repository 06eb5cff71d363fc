import type { Json } from "@pgs/governance";
import type { AskedDecision, AskedRequest, Phase } from "./phase.ts";

const ask = (workflow: string, payload: Json, key: string): AskedRequest => ({
  workflow: `shelf::${workflow}`,
  payload,
  key,
});
const parcel = (name: string): AskedRequest => ask("WF_PARCEL_V0", { name }, `parcel for ${name}`);
const letter = (name: string): AskedRequest =>
  ask("WF_LETTER_V0", { name: `${name}@example.com` }, `letter to ${name}`);
const question = (name: string): AskedRequest => ask("WF_ASK_V0", { name }, `question of ${name}`);
const nap = (name: string): AskedRequest => ask("WF_NAP_V0", { name }, `nap of ${name}`);
/** Nobody decides about what they asked for, and what is decided stays so. */
const keep = (name: string, decision: AskedDecision["decision"]): AskedRequest => {
  const other = decision === "approved" ? "rejected" : "approved";
  const isSigned = true;
  return {
    ...ask("WF_KEEP_V0", { name }, `may ${name} be kept`),
    decisions: [
      { decision: other, by: keeper(name) },
      { decision, by: keeper("K_1"), isSigned },
      { decision: other, by: keeper("K_1"), isSigned },
    ],
  };
};
const keeper = (id: string): AskedDecision["by"] => ({ actor: "shelf::AC_KEEPER_V0", attributes: { id } });
const named = (...names: readonly string[]): Json => ({ names: names.map((name) => ({ name })) });
const yes: Json = { signal: "right", value: true };

/** What is sent and not answered, when the process that sent it is gone. */
const sent = [parcel("Ida"), letter("Ida")];

/** Requests that take their time: effects that reach outside, children, waits. What one run writes no other one reads. */
export const shelfPhases: readonly Phase[] = [
  { name: "a data root is opened for the first time", now: "2026-01-31T00:00:00.000Z", requests: [] },
  {
    name: "parcels and letters are sent at the same time",
    now: "2026-02-01T00:00:00.000Z",
    requests: [parcel("Ada"), parcel("Bob"), letter("Ada"), letter("Bob")],
  },
  {
    name: "children run one after the other and side by side, some with parcels, one with a name that is taken",
    now: "2026-02-02T00:00:00.000Z",
    movesOthers: true,
    requests: [
      ask("WF_EACH_V0", named("c1", "c2", "c3"), "each"),
      ask("WF_EACH_V0", named("d1", "Ada", "d3"), "each up to Ada"),
      ask("WF_ALL_V0", named("e1", "e2", "Bob"), "all but Bob"),
    ],
  },
  {
    name: "runs begin to wait for somebody and for a time",
    now: "2026-02-03T00:00:00.000Z",
    requests: [question("Cid"), question("Dora"), nap("Eli"), nap("Fay")],
  },
  {
    name: "somebody answers, and time has passed",
    now: "2026-02-04T00:00:00.000Z",
    movesOthers: true,
    requests: [{ ...question("Cid"), offer: yes }, { ...question("Dora"), offer: { signal: "wrong" } }, nap("Eli")],
  },
  {
    name: "a process dies when it has sent a parcel",
    now: "2026-02-05T00:00:00.000Z",
    requests: sent,
    diesAt: "outside.shelf::CS_PARCEL_V0.performed",
  },
  {
    name: "what was sent and not answered is found again",
    now: "2026-02-06T00:00:00.000Z",
    movesOthers: true,
    requests: [...sent, { ...question("Dora"), offer: yes }],
  },
  {
    name: "who asks whether a name may be kept decides it, and then a keeper does, one way and the other",
    now: "2026-02-07T00:00:00.000Z",
    requests: [keep("Gus", "approved"), keep("Hal", "rejected")],
  },
];

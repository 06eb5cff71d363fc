import type { JsonObject } from "@pgs/governance";
import type { AskedDecision, AskedRequest, Phase } from "./phase.ts";

const register = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const registerAll = "blockchain::WF_REGISTER_ACTORS_CONCURRENTLY_V0";
const verify = "blockchain::WF_VERIFY_ACTOR_V0";
const createWallet = "blockchain::WF_CREATE_WALLET_V0";
const govern = "ai_governance::WF_GOVERN_AGENT_ACTION_V0";

const recordOf = (first: string): JsonObject => ({
  first_name: first,
  last_name: "Eight",
  email_registration: `${first.toLowerCase()}@example.com`,
});
const registration = (first: string, key: string): AskedRequest => ({
  workflow: register,
  payload: { actor_record: recordOf(first) },
  key,
});
const decision = (first: string, decided: "VERIFIED" | "REJECTED"): AskedRequest => ({
  workflow: verify,
  payload: {
    actor_record: recordOf(first),
    decision: decided,
    notes: `Seen in person: ${first}.`,
    verifier_id: "V_1",
  },
  attributes: { verifier_id: "V_1" },
  key: `decide ${first}`,
});
const wallet = (first: string, key: string): AskedRequest => ({
  workflow: createWallet,
  payload: { actor_record: recordOf(first), wallet_type: "STANDARD" },
  key,
});
const action = (tool: string, parameters: JsonObject): AskedRequest => ({
  workflow: govern,
  payload: {
    requesting_user_id: "EMP_ENT_001",
    tool_name: tool,
    domain_context: "license_management",
    parameters,
  },
  key: `use ${tool}`,
});

const batch = (...names: readonly string[]): AskedRequest => ({
  workflow: registerAll,
  payload: { actor_records: names.map(recordOf) },
  key: `all of ${names}`,
});
const supervisor = (id: string): AskedDecision["by"] => ({
  actor: "ai_governance::AC_SUPERVISOR_V0",
  attributes: { user_id: id },
});

/** Requests to the workflows of both domains. */
export const domainPhases: readonly Phase[] = [
  {
    name: "a data root is opened for the first time, and facts are loaded",
    now: "2026-01-01T00:00:00.000Z",
    facts: {
      LICENSE_FACTS: { EMP_ENT_001: { license_status: "active", license_tier: "enterprise", org_unit: "platform" } },
    },
    requests: [],
  },
  {
    name: "a list of actors is registered side by side",
    // What they write holds the time: whoever opens the data root again goes on with them at the same one.
    now: "2026-01-01T00:00:00.000Z",
    movesOthers: true,
    requests: [batch("Cy", "Di")],
  },
  {
    name: "actors register at the same time, one of them twice, one with the same key and one with a broken record",
    now: "2026-01-02T00:00:00.000Z",
    requests: [
      registration("Ada", "first"),
      registration("Bob", "second"),
      registration("Ada", "third"),
      registration("Ada", "first"),
      { ...registration("Eve", "first"), payload: { actor_record: recordOf("Eve") } },
      { workflow: register, payload: { actor_record: { first_name: 7 } }, key: "broken" },
    ],
  },
  {
    name: "a verifier decides while agents ask for tools, one of which a supervisor decides about",
    now: "2026-01-03T00:00:00.000Z",
    requests: [
      decision("Ada", "VERIFIED"),
      decision("Bob", "REJECTED"),
      action("PROVISION_PREMIUM_LICENSE", { tier: "premium", quantity: 10 }),
      action("DELETE_EVERYTHING", {}),
      {
        ...action("REVOKE_LICENSE", { user_id: "EMP_STD_001", reason: "INACTIVITY" }),
        decisions: [
          { decision: "rejected", by: supervisor("EMP_ENT_001") },
          { decision: "approved", by: supervisor("SUP_1"), isSigned: true },
          { decision: "rejected", by: supervisor("SUP_2") },
        ],
      },
    ],
  },
  {
    name: "wallets are made by who may have one, and by who may not",
    now: "2026-01-04T00:00:00.000Z",
    requests: [wallet("Ada", "ada's wallet"), wallet("Bob", "bob's wallet"), wallet("Ada", "ada's wallet again")],
  },
];

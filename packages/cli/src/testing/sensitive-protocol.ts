/**
 * A protocol that handles sensitive values in every way there is: a secret and personal payload and attributes, a
 * transform that answers, refuses, throws or errs with what it was given in its words, stores of every kind, an event by a step
 * and one by an exit, and an answer. `wish` says what is to happen.
 */
export const sensitiveProtocol = {
  "protocol/AC_OWNER_V0.yaml": `artifact: hello::AC_OWNER_V0
type: person
attributes: { email: { type: string, personal: true, optional: true } }
`,
  "protocol/ENTITY_OWNER_V0.yaml": `artifact: hello::ENTITY_OWNER_V0
fields:
  id: { type: string }
  name: { type: string, personal: true, minLength: 1 }
  contact: { type: object, personal: true, open: true, properties: {} }
`,
  "protocol/ENTITY_KEY_V0.yaml": `artifact: hello::ENTITY_KEY_V0
fields: { id: { type: string }, seed: { type: string } }
`,
  "protocol/STRUCTURE_HELLO_V0.yaml": `artifact: hello::STRUCTURE_HELLO_V0
stores:
  OWNER: { semantics: state, entity: ENTITY_OWNER_V0 }
  KEY: { semantics: state, secret: true, entity: ENTITY_KEY_V0 }
  SEAL: registry
  KNOWN: { semantics: facts, entity: ENTITY_OWNER_V0 }
  LOG: events
`,
  "protocol/EV_OWNER_NOTED_V0.yaml": `artifact: hello::EV_OWNER_NOTED_V0
store: STRUCTURE_HELLO_V0/LOG
fields: { owner: { entity: ENTITY_OWNER_V0 }, others: { type: array, items: { entity: ENTITY_OWNER_V0 } } }
`,
  "protocol/EV_OWNER_KEPT_V0.yaml": `artifact: hello::EV_OWNER_KEPT_V0
store: STRUCTURE_HELLO_V0/LOG
fields: { name: { type: string, personal: true }, seal: { type: string } }
`,
  "protocol/CT_SEAL_V0.yaml": `artifact: hello::CT_SEAL_V0
code: seal.ts#seal
inputs: { seed: { type: string, secret: true }, name: { type: string }, wish: { type: string } }
outputs: { key: { type: string, secret: true }, seal: { type: any } }
outcomes: { SUCCESS: [key, seal], VIOLATION: [] }
discloses: [seal]
cases:
  - { case: sealed, inputs: { seed: a, name: b, wish: "" }, outcome: SUCCESS, outputs: { key: aa, seal: S1 } }
  - { case: refused, inputs: { seed: a, name: b, wish: refuse }, outcome: VIOLATION }
`,
  "protocol/CC_SEAL_V0.yaml": `artifact: hello::CC_SEAL_V0
inputs:
  seed: { type: string, secret: true }
  name: { type: string, personal: true }
  wish: { type: string }
outputs: { key: { type: string, secret: true }, seal: { type: string } }
outcomes: { SUCCESS: [key, seal], VIOLATION: [] }
pipeline:
  - step: seal
    transform: CT_SEAL_V0
    inputs: { seed: $.inputs.seed, name: $.inputs.name, wish: $.inputs.wish }
    outputs: { key: $.result.key, seal: { from: $.result.seal, type: string, minLength: 1 } }
`,
  "protocol/WF_KEEP_V0.yaml": `artifact: hello::WF_KEEP_V0
payload:
  owner: { entity: ENTITY_OWNER_V0 }
  others: { type: array, items: { entity: ENTITY_OWNER_V0 } }
  seed: { type: string, secret: true, pattern: "^[^ ]+$" }
  wish: { type: string, default: "" }
actors: [AC_OWNER_V0]
nodes:
  KNOWN:
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: READ
    store: KNOWN
    inputs: { key: $.payload.owner.id }
    next: { SUCCESS: SEAL, NOT_FOUND: SEAL, VIOLATION: DENIED }
  SEAL:
    contract: CC_SEAL_V0
    inputs: { seed: $.payload.seed, name: $.payload.owner.name, wish: $.payload.wish }
    next: { SUCCESS: REGISTER, VIOLATION: DENIED }
  REGISTER:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: SEAL
    inputs: { key: $.payload.owner.id, target_ref: $.results.SEAL.seal }
    next: { SUCCESS: KEEP, ALREADY_EXISTS: KEEP, VIOLATION: DENIED }
  KEEP:
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: WRITE
    store: OWNER
    inputs: { key: $.payload.owner.id, value: $.payload.owner }
    next: { SUCCESS: HIDE, VIOLATION: DENIED }
  HIDE:
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: WRITE
    store: KEY
    inputs: { key: $.payload.owner.id, value: { id: $.payload.owner.id, seed: $.results.SEAL.key } }
    next: { SUCCESS: NOTE, VIOLATION: DENIED }
  NOTE:
    side_effect: capability_side_effects::CS_APPENDONLY_JSONL_V0
    op: APPEND
    event: EV_OWNER_NOTED_V0
    inputs: { record: { owner: $.payload.owner, others: $.payload.others } }
    next: { SUCCESS: READ, VIOLATION: DENIED }
  READ:
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: READ
    store: OWNER
    inputs: { key: $.payload.owner.id }
    next: { SUCCESS: AGAIN, NOT_FOUND: DENIED, VIOLATION: DENIED }
  AGAIN:
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: READ
    store: KEY
    inputs: { key: $.payload.owner.id }
    next: { SUCCESS: UNSEAL, NOT_FOUND: DENIED, VIOLATION: DENIED }
  UNSEAL:
    transform: CT_SEAL_V0
    inputs: { seed: $.results.AGAIN.value.seed, name: $.results.READ.value.name, wish: $.payload.wish }
    outputs: { seal: $.result.seal }
    next: { SUCCESS: KEPT, VIOLATION: DENIED }
  KEPT:
    exit: completed
    outputs: { name: $.results.READ.value.name, seal: $.results.SEAL.seal, owner: $.payload.owner }
    emit: { event: EV_OWNER_KEPT_V0, fields: { name: $.results.READ.value.name, seal: $.results.SEAL.seal } }
`,
  "protocol/WF_ASK_V0.yaml": `artifact: hello::WF_ASK_V0
payload: { name: { type: string, personal: true } }
actors: [AC_OWNER_V0]
nodes:
  ADMIT:
    intent: IN_ASK_V0
    requires:
      - { event: EV_OWNER_KEPT_V0, match: { name: $.payload.name } }
    next: { ACK: COMPLETED }
`,
  "protocol/WF_LOOK_V0.yaml": `artifact: hello::WF_LOOK_V0
payload: { id: { type: string } }
actors: [AC_OWNER_V0]
nodes:
  LOOK:
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: READ
    store: OWNER
    inputs: { key: $.payload.id }
    next: { SUCCESS: COMPLETED, NOT_FOUND: DENIED, VIOLATION: DENIED }
`,
  "protocol/WF_NOTE_V0.yaml": `artifact: hello::WF_NOTE_V0
payload: { owner: { entity: ENTITY_OWNER_V0 } }
actors: [AC_OWNER_V0]
nodes:
  NOTE:
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: WRITE
    store: OWNER
    inputs: { key: $.payload.owner.id, value: $.payload.owner }
    next: { SUCCESS: COMPLETED, VIOLATION: DENIED }
`,
  "protocol/WF_NOTE_ALL_V0.yaml": `artifact: hello::WF_NOTE_ALL_V0
payload: { owners: { type: array, items: { entity: ENTITY_OWNER_V0 } } }
actors: [AC_OWNER_V0]
nodes:
  ALL:
    side_effect: capability_side_effects::CS_CONCURRENT_WORKFLOWS_V0
    op: EXECUTE_CONCURRENT
    invoke: WF_NOTE_V0
    each: $.payload.owners
    payload: { owner: $.item }
    next: { SUCCESS: COMPLETED, PARTIAL_FAILURE: DENIED, VIOLATION: DENIED }
`,
  "protocol/WF_WAIT_V0.yaml": `artifact: hello::WF_WAIT_V0
payload: { owner: { entity: ENTITY_OWNER_V0 } }
actors: [AC_OWNER_V0]
nodes:
  WAIT:
    side_effect: capability_side_effects::CS_TIMER_V0
    op: WAIT
    inputs: { seconds: 3600 }
    next: { EXPIRED: COMPLETED, VIOLATION: DENIED }
`,
  "src/seal.ts": `
export const seal = ({ seed, name, wish }: { readonly seed: string; readonly name: string; readonly wish: string }) => {
  if (wish === "refuse") return { outcome: "VIOLATION", outputs: {}, reason: "not with " + seed + " of " + name } as const;
  if (wish === "throw") throw new Error("no way with " + seed + " of " + name);
  if (wish === "stray") return { outcome: seed + name, outputs: {} } as never;
  const key = seed + seed;
  return { outcome: "SUCCESS", outputs: { key, seal: wish === "err" ? [seed] : "S" + seed.length } } as const;
};
`,
} as const;

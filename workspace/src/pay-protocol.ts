/** Who asks the server for what of `pay`. `self` decides about what they asked for as a clerk. */
export const who = {
  clerk: { actor: "pay::AC_CLERK_V0", attributes: { id: "clerk" } },
  chief: { actor: "pay::AC_CHIEF_V0", attributes: { id: "chief" } },
  self: { actor: "pay::AC_CHIEF_V0", attributes: { id: "clerk" } },
} as const;
export type Who = keyof typeof who;

/** The root `pay`: whoever is to pay asks somebody else, and two runs that wait for a signal and for a time. */
export const payProtocol = (summary: string): Readonly<Record<string, string>> => ({
  "pay/protocol/AC_CLERK_V0.yaml": "artifact: pay::AC_CLERK_V0\ntype: person\nattributes: { id: { type: string } }\n",
  "pay/protocol/AC_CHIEF_V0.yaml": "artifact: pay::AC_CHIEF_V0\ntype: person\nattributes: { id: { type: string } }\n",
  "pay/protocol/WF_PAY_V0.yaml": `artifact: pay::WF_PAY_V0
actors: [AC_CLERK_V0]
payload:
  amount: { type: integer }
  clerk: { type: string }
  seconds: { type: integer, minimum: 1, maximum: 3600, default: 3600 }
  signed: { type: boolean, default: false }
nodes:
  ASK:
    side_effect: capability_side_effects::CS_APPROVAL_V0
    op: REQUEST
    inputs:
      subject: { amount: $.payload.amount }
      summary: ${summary}
      approvers: ["pay::AC_CHIEF_V0"]
      requester: $.payload.clerk
      identified_by: id
      expires_in_seconds: $.payload.seconds
      key_required: $.payload.signed
    next: { APPROVED: PAID, REJECTED: REFUSED, EXPIRED: LATE, VIOLATION: LATE }
  PAID: { exit: completed, outputs: { by: $.results.ASK.approver, key: $.results.ASK.key } }
  REFUSED: { exit: denied }
  LATE: { exit: denied }
`,
  "pay/protocol/WF_HEAR_V0.yaml": `artifact: pay::WF_HEAR_V0
actors: [AC_CLERK_V0]
payload: { name: { type: string, maxLength: 20 } }
nodes:
  HEAR:
    side_effect: capability_side_effects::CS_SIGNAL_V0
    op: AWAIT
    inputs: { name: $.payload.name, expires_in_seconds: 3600 }
    next: { SUCCESS: HEARD, EXPIRED: LATE, VIOLATION: LATE }
  HEARD: { exit: completed }
  LATE: { exit: denied }
`,
  "pay/protocol/WF_SLEEP_V0.yaml": `artifact: pay::WF_SLEEP_V0
actors: [AC_CLERK_V0]
payload: { seconds: { type: integer, minimum: 1, maximum: 3600 } }
nodes:
  SLEEP:
    side_effect: capability_side_effects::CS_TIMER_V0
    op: WAIT
    inputs: { seconds: $.payload.seconds }
    next: { EXPIRED: AWAKE, VIOLATION: NEVER }
  AWAKE: { exit: completed }
  NEVER: { exit: denied }
`,
  "pay/protocol/WF_CHECK_V0.yaml": `artifact: pay::WF_CHECK_V0
actors: [AC_CLERK_V0]
payload: { word: { type: string } }
nodes:
  CHECK:
    transform: capability_transforms::CT_PURE_VALIDATE_SET_MEMBERSHIP_V0
    inputs: { value: $.payload.word, allowed_set: [good] }
    next: { SUCCESS: DONE, VIOLATION: BROKEN }
  DONE: { exit: completed }
  BROKEN: { exit: failed, detail: The word cannot be used. }
`,
  "pay/protocol/WF_MANY_V0.yaml": `artifact: pay::WF_MANY_V0
actors: [AC_CLERK_V0]
payload:
  payments:
    type: array
    minItems: 1
    maxItems: 10
    items: { type: object, properties: { amount: { type: integer }, clerk: { type: string } } }
nodes:
  PAY:
    invoke: WF_PAY_V0
    each: $.payload.payments
    payload: { amount: $.item.amount, clerk: $.item.clerk }
    as: caller
    next: { SUCCESS: ALL, VIOLATION: SOME }
  ALL: { exit: completed }
  SOME: { exit: denied }
`,
});

import type { Fqdn } from "@pgs/governance";
import { sealProtocol } from "../../testing/run-protocol.ts";
import { readProtocol, type SealedProtocol } from "../sealed-protocol.ts";

const files = {
  "protocol/house/STRUCTURE_HOUSE_V0.yaml": `artifact: STRUCTURE_HOUSE_V0
stores:
  GUESTS: { semantics: registry }
  LOG: { semantics: events }
`,
  "protocol/house/ENTITY_GUEST_V0.yaml": `artifact: ENTITY_GUEST_V0
summary: Who comes.
fields:
  name: { type: string, maxLength: 40 }
  email: { type: string, optional: true, personal: true }
`,
  "protocol/house/EV_GREETED_V0.yaml": `artifact: EV_GREETED_V0
store: LOG
fields: { name: { type: string } }
`,
  "protocol/house/CT_GREET_V0.yaml": `artifact: CT_GREET_V0
summary: Say hello.
code: greet.ts#greet
inputs: { name: { type: string } }
outputs: { greeting: { type: string } }
cases: [{ case: by name, inputs: { name: Ada }, outcome: SUCCESS, outputs: { greeting: "Hello, Ada" } }]
`,
  "src/greet.ts": `export const greet = ({ name }: { readonly name: string }) =>
  ({ outcome: "SUCCESS", outputs: { greeting: \`Hello, \${name}\` } }) as const;
`,
  "protocol/house/CC_REMEMBER_V0.yaml": `artifact: CC_REMEMBER_V0
summary: Remember a guest, once.
inputs:
  guest: { entity: ENTITY_GUEST_V0 }
outputs: { greeting: { type: string } }
outcomes: { SUCCESS: [greeting], ALREADY_EXISTS: [greeting], VIOLATION: [], BACKEND_ERROR: [] }
pipeline:
  - step: greet
    transform: CT_GREET_V0
    inputs: { name: $.inputs.guest.name }
  - step: register
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GUESTS
    inputs: { key: $.inputs.guest.name }
    on: { SUCCESS: exit, ALREADY_EXISTS: exit, VIOLATION: exit, BACKEND_ERROR: exit }
`,
  "protocol/house/WF_GREET_V0.yaml": `artifact: WF_GREET_V0
summary: Greet somebody, and remember whom.
payload:
  guest: { entity: ENTITY_GUEST_V0 }
nodes:
  REMEMBER:
    contract: CC_REMEMBER_V0
    inputs: { guest: $.payload.guest }
    next: { SUCCESS: GREETED, ALREADY_EXISTS: KNOWN, VIOLATION: DENIED }
  GREETED:
    exit: completed
    detail: They are new.
    outputs: { greeting: $.results.REMEMBER.greeting }
    emit: { event: EV_GREETED_V0, fields: { name: $.payload.guest.name } }
  KNOWN: { exit: completed, reason: KNOWN }
`,
};

/** A small protocol, `hello`: greet a guest, and remember whom. */
export async function sealHouse(): Promise<SealedProtocol> {
  return readProtocol(await sealProtocol(files));
}

/** An artifact of it. */
export function ofHouse(code: string): Fqdn {
  return `hello::${code}` as Fqdn;
}

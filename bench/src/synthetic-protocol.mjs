import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a root of about `count` artifacts: subdomains of twenty, each with a structure, an event, workflows of three
 * nodes and the contracts they use. Every artifact is legal and used, as in a real protocol.
 */
export function writeSyntheticProtocol(folder, count) {
  const perSubdomain = 20;
  for (let at = 0; at < count / perSubdomain; at += 1) {
    const subdomain = join(folder, "protocol", `area_${at}`);
    mkdirSync(subdomain, { recursive: true });
    const write = (code, text) =>
      writeFileSync(join(subdomain, `${code}.yaml`), `artifact: synthetic::${code}\n${text}`);
    write(`STRUCTURE_AREA_${at}_V0`, `stores: { THINGS_${at}: registry, CHANGES_${at}: events }\n`);
    write(`EV_CHANGED_${at}_V0`, `store: STRUCTURE_AREA_${at}_V0/CHANGES_${at}\nfields: { id: { type: string } }\n`);
    for (let pair = 0; pair < (perSubdomain - 2) / 2; pair += 1) {
      const code = `${at}_${pair}`;
      write(`CC_IDENTIFY_${code}_V0`, contract);
      write(`WF_REGISTER_${code}_V0`, workflow({ at, code }));
    }
  }
}

const contract = `inputs:
  name: { type: string }
outputs: { id: { type: string } }
outcomes: { SUCCESS: [id], VIOLATION: [] }
pipeline:
  - step: identify
    transform: capability_transforms::CT_PURE_GENERATE_ID_V0
    inputs: { prefix: T, data: { name: $.inputs.name } }
    outputs: { id: $.result.id }
`;

function workflow({ at, code }) {
  return `payload: { name: { type: string, minLength: 1 } }
nodes:
  IDENTIFY:
    contract: CC_IDENTIFY_${code}_V0
    inputs: { name: $.payload.name }
    next: { SUCCESS: REGISTER, VIOLATION: DENIED }
  REGISTER:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: THINGS_${at}
    inputs: { key: $.results.IDENTIFY.id, target_ref: $.payload.name }
    next: { SUCCESS: REGISTERED, ALREADY_EXISTS: REGISTERED, VIOLATION: DENIED }
  REGISTERED:
    exit: completed
    outputs: { id: $.results.IDENTIFY.id }
    emit: { event: EV_CHANGED_${at}_V0, fields: { id: $.results.IDENTIFY.id } }
`;
}

import { codeOf, type Fqdn, type Json, kindOf } from "@pgs/governance";
import type { SensitiveLeaf } from "@pgs/runtime";
import { isMap } from "../artifact.ts";
import { nameAt, placeOf, type SealedProtocol } from "../sealed-protocol.ts";

/** Everything that is marked secret or personal, where it comes, and what is told of it all the same. */
export interface SensitivePlaces {
  /** Marks as they are declared. */
  readonly declared: readonly MarkedField[];
  /** Places of the program in which a value is sealed where it is kept and redacted where it is shown. */
  readonly flows: readonly SensitiveFlow[];
  /** Outputs that may be told although they are made of a secret. */
  readonly discloses: readonly { readonly transform: Fqdn; readonly outputs: readonly string[]; readonly at: string }[];
}

export interface MarkedField {
  readonly artifact: Fqdn;
  /** The way to it in the artifact, e.g. `fields.email`. */
  readonly field: string;
  readonly mark: "secret" | "personal";
  readonly at: string;
}

export interface SensitiveFlow {
  readonly artifact: Fqdn;
  /** `payload`, `node ADMIT inputs`, `step sign outputs`, `store KEYS`, … */
  readonly part: string;
  readonly leaves: readonly SensitiveLeaf[];
}

/** Lists every place at which something is sensitive. */
export function sensitivePlaces(protocol: SealedProtocol): SensitivePlaces {
  const names = [...protocol.artifacts.keys()];
  return {
    declared: names.flatMap((fqdn) => marksOf(protocol, fqdn)),
    flows: [...workflowFlows(protocol), ...contractFlows(protocol), ...keptFlows(protocol)],
    discloses: names.flatMap((transform) => {
      const outputs = protocol.artifacts.get(transform)?.["discloses"];
      if (!Array.isArray(outputs)) return [];
      const at = placeOf(protocol, transform, `discloses/${outputs[0]}`);
      return [{ transform, outputs: outputs.map(String), at }];
    }),
  };
}

/** The marks that one artifact declares itself; those of an entity that it names are the entity's. */
export function marksOf(protocol: SealedProtocol, fqdn: Fqdn): readonly MarkedField[] {
  const found: MarkedField[] = [];
  const visit = (value: Json, path: readonly string[]): void => {
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, [...path, String(index)]);
    if (!isMap(value)) return;
    for (const mark of ["secret", "personal"] as const) {
      if (value[mark] !== true) continue;
      const [key = "", name = ""] = path;
      const part = key === "payload" ? name : `${key}/${name}`;
      found.push({ artifact: fqdn, field: path.join("."), mark, at: placeOf(protocol, fqdn, part) });
    }
    for (const [key, member] of Object.entries(value)) visit(member, [...path, key]);
  };
  // The cases of a transform are values, in which a name means nothing.
  if (kindOf(fqdn) !== "TEST_DATA") visit(protocol.artifacts.get(fqdn) ?? {}, []);
  return found;
}

type Parts = readonly (readonly [part: string, sensitivity: number])[];

function workflowFlows(protocol: SealedProtocol): readonly SensitiveFlow[] {
  return protocol.program.workflows.flatMap(({ artifact, intent, nodes }) => {
    const actors = intent.actors.map((actor): Parts[number] => [
      `attributes of ${codeOf(nameAt(protocol, actor.artifact))}`,
      actor.sensitiveAttributes,
    ]);
    const inside = nodes.flatMap((node): Parts => {
      if (node.kind === "contract") return [[`node ${node.name} inputs`, node.sensitiveInputs]];
      if (node.kind === "intent") return [];
      const events = node.emit.map((emit): Parts[number] => [`node ${node.name} emit`, emit.sensitiveFields]);
      return [[`node ${node.name} outputs`, node.sensitiveOutputs], ...events];
    });
    return flowsOf(protocol, artifact, [["payload", intent.sensitivePayload], ...actors, ...inside]);
  });
}

function contractFlows(protocol: SealedProtocol): readonly SensitiveFlow[] {
  const flows = protocol.program.contracts.flatMap(({ artifact, steps, sensitiveOutputs }) => {
    const inside = steps.flatMap(
      (step): Parts => [
        [`step ${step.name} inputs`, step.sensitiveInputs],
        ...(step.kind === "effect" ? ([[`step ${step.name} answer`, step.sensitiveAnswer]] as const) : []),
        [`step ${step.name} outputs`, step.sensitiveOutputs],
      ],
    );
    return flowsOf(protocol, artifact, [...inside, ["outputs", sensitiveOutputs]]);
  });
  // A contract that was specialised for several workflows is one contract to a reader.
  return [...new Map(flows.map((flow) => [`${flow.artifact} ${flow.part}`, flow])).values()];
}

function keptFlows(protocol: SealedProtocol): readonly SensitiveFlow[] {
  const { stores, events } = protocol.program;
  return [
    ...stores.flatMap(({ structure, name, sensitiveRecord }) =>
      flowsOf(protocol, structure, [[`store ${name}`, sensitiveRecord]]),
    ),
    ...events.flatMap(({ artifact, sensitiveFields }) => flowsOf(protocol, artifact, [["fields", sensitiveFields]])),
  ];
}

function flowsOf(protocol: SealedProtocol, address: number, parts: Parts): readonly SensitiveFlow[] {
  return parts.flatMap(([part, sensitivity]) => {
    const leaves = protocol.program.sensitivities[sensitivity] ?? [];
    return leaves.length === 0 ? [] : [{ artifact: nameAt(protocol, address), part, leaves }];
  });
}

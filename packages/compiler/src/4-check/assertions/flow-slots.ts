import { codeOf, type Fqdn, type Type } from "@pgs/governance";
import type { BoundField, FlowSource, FlowTarget, StoreUse } from "../../3-bind/bound.ts";
import { artifactNamed, locateStore } from "../analysis/lookup.ts";
import { signatureOf } from "../analysis/signature.ts";
import type { Parts } from "./parts.ts";
import { answerOf, contextOf, eventHolder, holderOf, payloadOf, type Slot } from "./slot.ts";
import type { Ways } from "./ways.ts";

/** The slots of a workflow in which a value begins. */
export function beginsIn(ways: Ways, source: FlowSource, parts: Parts): readonly Slot[] {
  const { workflow } = ways;
  const path = source.field.name.split(".");
  if (source.kind === "store") return holdersOfStore(ways, source.store, parts).map((holder) => ({ holder, path }));
  const { fqdn } = source.artifact;
  switch (source.kind) {
    case "payload":
      return workflow.fqdn === fqdn ? [{ holder: payloadOf(workflow.fqdn), path }] : [];
    case "actor": {
      const actors = artifactNamed(parts.protocol, workflow.intent.fqdn, "IN")?.actors ?? [];
      const isAsked = actors.some((actor) => actor.fqdn === fqdn);
      return isAsked ? [{ holder: contextOf(workflow.fqdn), path: ["actor", ...path] }] : [];
    }
    case "transform":
      return stepsOf(ways).flatMap(({ place, step }) =>
        step.uses.fqdn === fqdn ? [{ holder: `${place}#result`, path }] : [],
      );
    case "contract":
      return workflow.nodes.flatMap((node) =>
        node.kind === "contract" && node.contract.fqdn === fqdn
          ? [{ holder: `${codeOf(workflow.fqdn)}/${node.name}`, path }]
          : [],
      );
    case "entity":
      return recordsOf(ways, parts).flatMap(({ holder, fields }) =>
        fields.flatMap(({ name, type }) =>
          waysToEntity(type, fqdn).map((way) => ({ holder, path: [name, ...way, ...path] })),
        ),
      );
  }
}

/** Where in a workflow a value must not arrive, by holder, as a message says it. */
export function targetsIn(ways: Ways, target: FlowTarget, parts: Parts): ReadonlyMap<string, string> {
  const { workflow } = ways;
  if (target.kind === "store") {
    return new Map(
      holdersOfStore(ways, target.store, parts).map((holder) => [holder, `store \`${target.store.name}\``]),
    );
  }
  if (target.kind === "event") {
    const written = ownPoints(ways).flatMap(({ step, node }) => [
      ...(step?.event === undefined ? [] : [step.event.fqdn]),
      ...(node.kind === "exit" ? node.emit.map(({ event }) => event.fqdn) : []),
    ]);
    const meant = written.filter((fqdn) => target.event === undefined || fqdn === target.event.fqdn);
    return new Map(meant.map((fqdn) => [eventHolder(fqdn), `event \`${codeOf(fqdn)}\``]));
  }
  const exits = workflow.nodes.filter(
    (node) => node.kind === "exit" && (target.name === "any" || [node.class, node.name].includes(target.name)),
  );
  return new Map(exits.map(({ name }) => [answerOf(workflow.fqdn, name), `what \`${name}\` answers`]));
}

function holdersOfStore(ways: Ways, { name, structure }: StoreUse, { protocol }: Parts): readonly string[] {
  const uses = ownPoints(ways).flatMap(({ step, node }) => {
    if (node.kind !== "exit") return [step?.store];
    return node.emit.map(({ event }) => artifactNamed(protocol, event.fqdn, "EV")?.store);
  });
  const used = uses.flatMap((use) => {
    const located = locateStore(use, { protocol, names: ways.stores });
    const isMeant = located?.store.name === name && (structure === undefined || located.structure.fqdn === structure);
    return isMeant ? [holderOf(located)] : [];
  });
  return [...new Set(used)];
}

/** What happens in children is of the ways through them. */
function ownPoints({ points }: Ways): Ways["points"] {
  return points.filter(({ frame }) => frame.isRoot);
}

interface PlacedStep {
  readonly place: string;
  readonly step: NonNullable<Ways["points"][number]["step"]>;
}

/** Every step of a workflow, those of molecules included. */
function stepsOf(ways: Ways): readonly PlacedStep[] {
  const home = codeOf(ways.workflow.fqdn);
  return ownPoints(ways).flatMap(({ kind, step, place }) =>
    kind === "step" && step !== undefined ? [{ place: `${home}/${place}`, step }] : [],
  );
}

interface HeldRecord {
  readonly holder: string;
  readonly fields: readonly Pick<BoundField, "name" | "type">[];
}

/** What is declared of every place in which a workflow holds values. */
function recordsOf(ways: Ways, { protocol }: Parts): readonly HeldRecord[] {
  const { workflow } = ways;
  const home = codeOf(workflow.fqdn);
  const payload = artifactNamed(protocol, workflow.intent.fqdn, "IN")?.payload ?? [];
  const contracts = workflow.nodes.flatMap((node): readonly HeldRecord[] => {
    const contract = node.kind === "contract" ? artifactNamed(protocol, node.contract.fqdn, "CC") : undefined;
    if (contract === undefined) return [];
    const holder = `${home}/${node.name}`;
    return [
      { holder: `${holder}#in`, fields: contract.inputs },
      { holder, fields: contract.outputs },
    ];
  });
  const steps = stepsOf(ways).flatMap(({ place, step }): readonly HeldRecord[] => {
    const { inputs, outputs } = signatureOf(step, { protocol, names: ways.stores });
    return [
      { holder: `${place}#in`, fields: inputs },
      { holder: `${place}#result`, fields: outputs },
    ];
  });
  return [{ holder: payloadOf(workflow.fqdn), fields: payload }, ...contracts, ...steps];
}

/** The ways from a value of a type to the records of an entity within it; items of lists stand for their list. */
function waysToEntity(type: Type, entity: Fqdn): readonly (readonly string[])[] {
  if (type.kind === "array") return waysToEntity(type.items, entity);
  if (type.kind !== "object") return [];
  if (type.entity === entity) return [[]];
  return type.properties.flatMap((field) => waysToEntity(field.type, entity).map((way) => [field.name, ...way]));
}

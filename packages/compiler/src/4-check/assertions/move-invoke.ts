import type { BoundStep, BoundWorkflow } from "../../3-bind/bound.ts";
import { artifactNamed } from "../analysis/lookup.ts";
import { operationOf } from "../analysis/signature.ts";
import { movesOfEntries } from "./move-entries.ts";
import type { Parts } from "./parts.ts";
import { answerOf, contextOf, type Move, payloadOf } from "./slot.ts";

interface Invoking extends Pick<Parts, "protocol"> {
  readonly workflow: BoundWorkflow;
  /** What the step's paths are read in. */
  readonly place: string;
  /** The place of the step. */
  readonly here: string;
}

/** Into the payload of every child and out of whatever its exits answer; a child that the caller asks knows the caller. */
export function movesOfInvoke(step: BoundStep, { workflow, place, here, protocol }: Invoking): readonly Move[] {
  const { invoke } = step;
  if (invoke === undefined) return [];
  const { each, payload, as, cases } = invoke;
  const given = { workflow, within: place, ...(each?.kind === "path" ? { each: each.path } : {}) };
  const isOne = operationOf(step, protocol)?.invokes === "one";
  const answered = { holder: `${here}#result`, path: isOne ? ["execution_result"] : ["results", "outputs"] };
  return cases.flatMap(({ workflow: { fqdn }, at }): readonly Move[] => {
    const nodes = artifactNamed(protocol, fqdn, "WF")?.nodes ?? [];
    const exits = nodes.filter(({ kind }) => kind === "exit");
    const asked = { from: contextOf(workflow.fqdn), to: contextOf(fqdn) };
    return [
      ...movesOfEntries(payload, { ...given, into: payloadOf(fqdn) }),
      ...exits.map(({ name }): Move => {
        return { from: { holder: answerOf(fqdn, name), path: [] }, to: answered, isCopy: true, at };
      }),
      ...(as === undefined ? [{ ...slotsOf(asked), isCopy: true, at }] : []),
    ];
  });
}

function slotsOf({ from, to }: { readonly from: string; readonly to: string }): Pick<Move, "from" | "to"> {
  return { from: { holder: from, path: ["actor"] }, to: { holder: to, path: ["actor"] } };
}

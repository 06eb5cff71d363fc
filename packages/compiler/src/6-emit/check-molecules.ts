import type { Diagnostic } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";

/** Finds stated types inside molecules, which nothing would check: a molecule is one pure function. */
export function checkMolecules(protocol: BoundProtocol): readonly Diagnostic[] {
  return artifactsOfKind(protocol, "CT").flatMap(({ fqdn, body }) => {
    if (body.kind !== "molecule") return [];
    return body.steps.flatMap((step) =>
      step.outputs
        .filter(({ type }) => type !== undefined)
        .map(({ name, at }) => rules.moleculeStatesNoType({ ct: fqdn, step: step.name, output: name }, { at })),
    );
  });
}

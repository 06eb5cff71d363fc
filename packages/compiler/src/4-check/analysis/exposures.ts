import { codeOf, type Field, type Label, type Span } from "@pgs/governance";
import { exposureOf, heldIn, type Mark } from "../../3-bind/mark.ts";
import { saysStep } from "./authored.ts";
import type { Binding } from "./bindings.ts";
import { placeOf } from "./environment.ts";
import { handovers } from "./handovers.ts";
import type { Pipeline } from "./pipeline.ts";
import { declarerOf, type Site, type SiteKind } from "./sites.ts";

/** A marked value that is handed to a place that does not keep it. */
export interface FoundExposure {
  readonly kind: SiteKind;
  readonly mark: Mark;
  readonly says: string;
  /** The value: a path, and the way on to the part of it that is marked. */
  readonly source: string;
  readonly target: string;
  readonly of: string;
  readonly at: Span;
  readonly related: readonly Label[];
}

interface Places {
  readonly sites: readonly { readonly site: Site; readonly bindings: readonly Binding[] }[];
  readonly pipelines: readonly Pipeline[];
}

/** Every hand-over of a marked value to a place that is not marked alike: by a path, or by an output's name. */
export function exposuresIn({ sites, pipelines }: Places): readonly FoundExposure[] {
  const bound = sites.flatMap(({ site, bindings }): readonly FoundExposure[] => {
    if (site.kind === "outputs") return [];
    return bindings.flatMap((binding): readonly FoundExposure[] => {
      if (binding.kind !== "read" || binding.sight.kind !== "value") return [];
      const found = exposureOf(binding.sight, binding.into);
      if (found === undefined) return [];
      const source = `${binding.path.text}${found.at}`;
      const of = declarerOf(site, binding.name);
      const related = site.kind === "exit" ? [] : declared(binding.target);
      const { kind, says } = site;
      return [{ kind, mark: found.mark, says, source, target: binding.name, of, at: binding.at, related }];
    });
  });
  const handed = pipelines.flatMap(handovers).flatMap(({ pipeline, step, output, field, target }) => {
    const found = exposureOf(heldIn(field, undefined), heldIn(target, undefined));
    if (found === undefined) return [];
    const kind = "outputs" as const;
    const says = saysStep(pipeline.owner, step);
    const source = `${field.name}${found.at}`;
    const of = codeOf(pipeline.owner.fqdn);
    return [
      { kind, mark: found.mark, says, source, target: target.name, of, at: output.at, related: declared(target) },
    ];
  });
  return [...bound, ...handed];
}

function declared(field: Field | undefined): readonly Label[] {
  const span = placeOf(field);
  return span === undefined ? [] : [{ span, text: "it is declared here" }];
}

import { codeOf, type Field, type Label, type Span } from "@pgs/governance";
import type { Path } from "../../3-bind/bound.ts";
import { exposureOf, heldIn, type Mark } from "../../3-bind/mark.ts";
import { writtenPath } from "../../3-bind/path.ts";
import { saysStep } from "./authored.ts";
import type { Binding } from "./bindings.ts";
import { placeOf } from "./environment.ts";
import { handovers } from "./handovers.ts";
import { callerOf, markedWay, type Places, type Within } from "./marked-way.ts";
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

interface Exposing extends Places {
  readonly sites: readonly { readonly site: Site; readonly bindings: readonly Binding[] }[];
}

/** Every hand-over of a marked value to a place that is not marked alike: by a path, or by an output's name. */
export function exposuresIn({ sites, ...places }: Exposing): readonly FoundExposure[] {
  const bound = sites.flatMap(({ site, bindings }): readonly FoundExposure[] => {
    if (site.kind === "outputs") return [];
    return bindings.flatMap((binding): readonly FoundExposure[] => {
      if (binding.kind !== "read" || binding.sight.kind !== "value") return [];
      const found = exposureOf(binding.sight, binding.into);
      if (found === undefined) return [];
      const source = `${authoredPath(binding.path, site.within, places)}${found.at}`;
      const of = declarerOf(site, binding.name);
      const way = markedWay({ kind: "path", path: binding.path, at: binding.at }, site.within, places);
      const related = [...way, ...(site.kind === "exit" ? [] : declared(binding.target, found.mark))];
      const { kind, says } = site;
      return [{ kind, mark: found.mark, says, source, target: binding.name, of, at: binding.at, related }];
    });
  });
  const handed = places.pipelines.flatMap(handovers).flatMap(({ pipeline, step, output, field, target }) => {
    const found = exposureOf(heldIn(field, undefined), heldIn(target, undefined));
    if (found === undefined) return [];
    const kind = "outputs" as const;
    const says = saysStep(pipeline.owner, step);
    const source = `${field.name}${found.at}`;
    const of = codeOf(pipeline.owner.fqdn);
    const path = { root: "results", segments: [step.name, output.name], text: "" } as const;
    const way = markedWay({ kind: "path", path, at: output.at }, { kind: "pipeline", pipeline }, places);
    const related = [...way, ...declared(target, found.mark)];
    return [{ kind, mark: found.mark, says, source, target: target.name, of, at: output.at, related }];
  });
  return [...bound, ...handed];
}

/** The path in the author's words: what the node hands to a contract that it implied. */
function authoredPath(path: Path, within: Within, places: Places): string {
  if (path.written !== undefined || path.root !== "inputs" || within.kind !== "pipeline") return writtenPath(path);
  const { owner } = within.pipeline;
  const caller = owner.kind === "CC" && owner.inline ? callerOf(within.pipeline, places) : undefined;
  const value = caller?.node.inputs.find(({ name }) => name === path.segments[0])?.value;
  return value?.kind === "path" ? [value.path.text, ...path.segments.slice(1)].join(".") : path.text;
}

function declared(field: Field | undefined, mark: Mark): readonly Label[] {
  const span = placeOf(field);
  return field === undefined || span === undefined
    ? []
    : [{ span, text: `\`${field.name}\` is not declared ${mark} here` }];
}

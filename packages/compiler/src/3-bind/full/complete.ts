import type { Json, JsonObject } from "@pgs/governance";
import { textAt } from "../../2-parse/located.ts";
import type { BoundArtifact } from "../bound.ts";
import type { Declared } from "../scope.ts";
import { printBody } from "./print-body.ts";

type WithoutFull<A> = A extends BoundArtifact ? Omit<A, "full"> : never;

/**
 * The artifact with its full text: what an author would write who used no short form. Binding that text again gives the
 * same artifact. `owner` is the file that declares it, undefined for what a workflow brings along.
 */
export function completed<A extends WithoutFull<BoundArtifact>>(
  artifact: A,
  owner: Declared | undefined,
): A & { readonly full: Json } {
  const written = (key: string): JsonObject => {
    const text = owner === undefined ? undefined : textAt(owner.tree, key)?.text;
    return text === undefined ? {} : { [key]: text };
  };
  const full: JsonObject = {
    artifact: artifact.fqdn,
    ...(artifact.summary === "" ? {} : { summary: artifact.summary }),
    ...written("governed_by"),
    status: artifact.status,
    ...(artifact.subdomain === "" ? {} : { subdomain: artifact.subdomain }),
    ...written("notes"),
    ...printBody(artifact),
  };
  return { ...artifact, full };
}

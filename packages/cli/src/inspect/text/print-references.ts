import type { Fqdn } from "@pgs/governance";
import type { Ink } from "../../terminal/ink.ts";
import type { Reference } from "../queries/references.ts";
import { columns } from "./columns.ts";

/** Artifacts, a block each, with a line for every place that names one. */
export function printReferences(
  references: readonly Reference[],
  { ink, short }: { readonly ink: Ink; readonly short: (fqdn: Fqdn) => string },
): readonly string[] {
  const rows = references.flatMap(({ mentions }) =>
    mentions.map(({ part, at }) => [part, { text: at, paint: ink.dim }]),
  );
  const lines = columns(rows, { indent: 2 });
  let next = 0;
  return references.flatMap(({ artifact, mentions }) => {
    const own = lines.slice(next, next + mentions.length);
    next += mentions.length;
    return ["", ink.bold(short(artifact)), ...own];
  });
}

import type { Fqdn } from "@pgs/governance";
import type { Ink } from "../../terminal/ink.ts";
import { shortNames } from "../find-artifact.ts";
import { type SensitivePlaces, sensitivePlaces } from "../queries/sensitive-places.ts";
import type { Question } from "../question.ts";
import { columns, wrap } from "../text/columns.ts";

export const sensitiveQuestion: Question = {
  name: "sensitive",
  parameters: "",
  description: "what is secret or personal, where it comes, what is disclosed",
  examples: [
    "pgs inspect sensitive",
    "pgs inspect sensitive --json",
    "pgs inspect sensitive --snapshot protocol_snapshot",
  ],
  answer: ({ protocol }) => {
    const places = sensitivePlaces(protocol);
    const short = shortNames(protocol);
    const isNone = places.declared.length === 0 && places.flows.length === 0;
    return {
      json: places,
      print: (ink) => (isNone ? "" : printPlaces(places, { ink, short })),
      ...(isNone ? { note: "nothing is marked secret or personal" } : {}),
    };
  },
};

interface Style {
  readonly ink: Ink;
  readonly short: (fqdn: Fqdn) => string;
}

function printPlaces({ declared, flows, discloses }: SensitivePlaces, { ink, short }: Style): string {
  const marks = columns(
    declared.map(({ artifact, field, mark }) => [{ text: mark, paint: ink.yellow }, short(artifact), field]),
    { indent: 2 },
  );
  const rows = flows.flatMap(({ artifact, part, leaves }) =>
    (["secret", "personal"] as const).flatMap((kind) => {
      const paths = leaves.filter((leaf) => leaf.kind === kind).map(({ path }) => path.join("."));
      return paths.length === 0 ? [] : [{ artifact, part, kind, paths }];
    }),
  );
  const widest = Math.max(0, ...rows.map(({ part }) => part.length));
  const indent = widest + "    ".length + "  personal  ".length;
  const lines = columns(
    rows.map(({ part, kind, paths }) => [
      part,
      { text: kind, paint: ink.yellow },
      wrap(separated(paths), { indent, width: 116 - indent }),
    ]),
    { indent: 4 },
  );
  const blocks = [...new Set(flows.map(({ artifact }) => artifact))].flatMap((artifact) => [
    `  ${ink.bold(short(artifact))}`,
    ...rows.flatMap((row, index) => (row.artifact === artifact ? [lines[index] ?? ""] : [])),
  ]);
  const told = discloses.map(({ transform, outputs }) => {
    return `  ${ink.bold(short(transform))}\n    ${wrap(separated(outputs), { indent: 4 })}`;
  });
  return `${[
    ink.bold("Declared"),
    ...marks,
    "",
    ink.bold("Where it comes: sealed where it is kept, redacted where it is shown"),
    ...blocks,
    "",
    ink.bold("Disclosed: told although it is made of a secret"),
    ...(told.length === 0 ? [ink.dim("  nothing")] : told),
  ].join("\n")}\n`;
}

function separated(words: readonly string[]): readonly string[] {
  return words.map((word, index) => (index === words.length - 1 ? word : `${word},`));
}

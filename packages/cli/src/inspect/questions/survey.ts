import { codeOf, type Fqdn } from "@pgs/governance";
import { visibleText } from "@pgs/runtime";
import { counted } from "../../terminal/counted.ts";
import type { Ink } from "../../terminal/ink.ts";
import { shortNames } from "../find-artifact.ts";
import { countedKind } from "../kind-words.ts";
import { type Survey, survey } from "../queries/survey.ts";
import type { Answer, Asked } from "../question.ts";
import { columns, wrap } from "../text/columns.ts";

/** `pgs inspect` alone: what is in the snapshot. */
export function answerSurvey({ protocol }: Pick<Asked, "protocol">): Answer {
  const found = survey(protocol);
  return { json: found, print: (ink) => printSurvey(found, { ink, short: shortNames(protocol) }) };
}

interface Style {
  readonly ink: Ink;
  readonly short: (fqdn: Fqdn) => string;
}

function printSurvey(found: Survey, { ink, short }: Style): string {
  const { tool, program_digest, root_digest, source_digest, signatures, counts, hosts } = found;
  const kinds = counts.by_kind.map(({ kind, count }, index, all) =>
    `${countedKind(count, kind)}${index === all.length - 1 ? "" : ","}`.replaceAll(" ", "\u00a0"),
  );
  const domains = counts.by_namespace.map(({ namespace, count }) => [namespace, String(count)]);
  const workflows = found.workflows.flatMap(({ workflow, summary, status, exits }) => [
    `  ${ink.bold(short(workflow))}${status === "active" ? "" : ink.yellow(` (${status})`)}`,
    `    ${wrap(visibleText(summary).split(" "), { indent: 4, width: 96 })}`,
    `    ${ink.dim(wrap(exitWords(exits), { indent: 4, width: 96 }))}`,
  ]);
  const needed = hosts.map((host) => [
    codeOf(host.side_effect as Fqdn),
    host.host,
    `${host.package} ${host.version}`,
    ink.dim(host.contract_digest.slice(0, 16)),
  ]);
  return `${[
    `${counted(counts.artifacts, "artifact")}: ${wrap(kinds, { indent: 2, width: 86 }).replaceAll("\u00a0", " ")}`,
    "",
    ink.bold("Domains"),
    ...columns(domains, { indent: 2 }),
    "",
    ink.bold("Workflows"),
    ...workflows,
    "",
    ink.bold("Digests"),
    ...columns(
      [
        ["program", program_digest],
        ["root", root_digest],
        ["sources", source_digest],
        [
          "sealed by",
          `${tool.name} ${tool.version}, ${signatures === 0 ? "not signed" : counted(signatures, "signature")}`,
        ],
      ],
      { indent: 2 },
    ),
    "",
    ink.bold("Hosts"),
    ...columns(needed, { indent: 2 }),
  ].join("\n")}\n`;
}

/** `completed A, B; denied C`: a word each, for wrapping. */
function exitWords(exits: Survey["workflows"][number]["exits"]): readonly string[] {
  const classes = [...new Set(exits.map((exit) => exit.class))];
  return classes.flatMap((end, index) => {
    const names = exits.filter((exit) => exit.class === end).map(({ exit }) => exit);
    const last = index === classes.length - 1 ? "" : ";";
    return [end, ...names.map((name, at) => `${name}${at === names.length - 1 ? last : ","}`)];
  });
}

import type { Fqdn } from "@pgs/governance";
import { visibleText } from "@pgs/runtime";
import { usageFailure } from "../../command-failure.ts";
import { paintTerminal } from "../../print-terminal.ts";
import type { Ink } from "../../terminal/ink.ts";
import { findArtifact, shortNames } from "../find-artifact.ts";
import { type DeclaredAnswer, type DeclaredOutcomes, outcomesOf } from "../queries/declared-outcomes.ts";
import type { WorkflowExit } from "../queries/workflow-exits.ts";
import type { Question } from "../question.ts";
import { columns, wrap } from "../text/columns.ts";

export const outcomesQuestion: Question = {
  name: "outcomes",
  parameters: "<artifact>",
  description: "how it can end, what that guarantees, and what leads there",
  examples: [
    "pgs inspect outcomes WF_HELLO_V0",
    "pgs inspect outcomes CC_GREET_V0",
    "pgs inspect outcomes capability_side_effects::CS_REGISTRY_V0 --json",
  ],
  answer: (asked) => {
    const artifact = findArtifact(asked);
    const found = outcomesOf(asked.protocol, artifact);
    if (found === undefined) {
      throw usageFailure(`\`${artifact}\` has no outcomes`, "workflows, contracts, transforms and side effects have");
    }
    const { kind: _kind, ...ends } = found;
    const short = shortNames(asked.protocol);
    return { json: { artifact, ...ends }, print: (ink) => `${artifact}\n${printEnds(found, { ink, short })}\n` };
  },
};

interface Style {
  readonly ink: Ink;
  readonly short: (fqdn: Fqdn) => string;
}

function printEnds(found: DeclaredOutcomes, style: Style): string {
  const blocks =
    found.kind === "workflow"
      ? found.exits.map((exit) => printExit(exit, style))
      : found.answers.map((answer) => printAnswer(answer, style.ink));
  return blocks.flatMap((lines) => ["", ...lines]).join("\n");
}

function printExit(exit: WorkflowExit, { ink, short }: Style): readonly string[] {
  const { class: end, reasons, detail, outputs, emits, reached_from } = exit;
  const edges = reached_from.map(({ node, outcome }, index, all) => {
    return `${node}\u00a0${outcome}${index === all.length - 1 ? "" : ","}`;
  });
  const rows = [
    ["reason", reasons.length === 1 ? reasons.join() : `<node>_<outcome>, e.g. ${reasons[0]}`],
    ["gives", outputs.join(", ")],
    ["emits", emits.map(short).join(", ")],
    ["from", wrap(edges, { indent: 10, width: 90 }).replaceAll("\u00a0", " ")],
  ].filter(([, text]) => text !== "");
  const said = detail === "" ? [] : [`  ${wrap(visibleText(detail).split(" "), { indent: 2 })}`];
  return [`${ink.bold(exit.exit)}  ${paintTerminal(end, ink)}`, ...said, ...columns(rows, { indent: 2 })];
}

function printAnswer({ operation, outcomes }: DeclaredAnswer, ink: Ink): readonly string[] {
  const rows = outcomes.map(({ outcome, guarantees }) => [
    { text: outcome, paint: ink.bold },
    guarantees.length === 0 ? "gives nothing" : `gives ${guarantees.join(", ")}`,
  ]);
  const heads = columns(rows, { indent: 2 });
  const lines = outcomes.flatMap(({ meaning, comes_from }, index) => [
    heads[index] ?? "",
    ...(meaning === "" ? [] : [`    ${ink.dim(visibleText(meaning))}`]),
    ...(comes_from.length === 0
      ? []
      : [`    ${ink.dim(`from ${comes_from.map(({ step, outcome }) => `${step} ${outcome}`).join(", ")}`)}`]),
  ]);
  return [...(operation === "" ? [] : [ink.bold(operation)]), ...lines];
}

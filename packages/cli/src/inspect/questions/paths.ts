import { codeOf, type Fqdn } from "@pgs/governance";
import { parseCount } from "../../parse-count.ts";
import { paintTerminal } from "../../print-terminal.ts";
import { counted } from "../../terminal/counted.ts";
import type { Ink } from "../../terminal/ink.ts";
import { findName } from "../../workspace/find-name.ts";
import { type WorkflowArtifact, workflowText } from "../artifact.ts";
import { findArtifact } from "../find-artifact.ts";
import { stepInside } from "../queries/child-ways.ts";
import type { FoundPaths, WorkflowPath } from "../queries/workflow-path.ts";
import { pathsOf } from "../queries/workflow-paths.ts";
import type { AskedOptions, Question } from "../question.ts";
import { artifactOf } from "../sealed-protocol.ts";
import { wrap } from "../text/columns.ts";

const usualLimit = 50;

export const pathsQuestion: Question = {
  name: "paths",
  parameters: "<workflow>",
  description: "every way through a workflow and the children it runs, the shortest first",
  addOptions: (command) =>
    command
      .option("--to <exit>", "only those that end there")
      .option("--through <node>", "only those through this node, or through a node with this contract")
      .option("--no-children", "stop at the nodes that run other workflows")
      .option("--limit <count>", `how many at most (default: ${usualLimit})`, parseCount),
  examples: [
    "pgs inspect paths WF_HELLO_V0",
    "pgs inspect paths WF_HELLO_V0 --to DENIED",
    "pgs inspect paths WF_HELLO_V0 --through CC_GREET_V0 --json",
  ],
  answer: (asked) => {
    const fqdn = findArtifact(asked, { prefix: "WF", noun: "workflow" });
    const workflow = workflowText(artifactOf(asked.protocol, fqdn));
    const inside = asked.options.children === false ? undefined : stepInside(asked.protocol)(fqdn);
    const search = { ...findEnds(asked.options, workflow), inside, limit: asked.options.limit ?? usualLimit };
    const found = pathsOf(workflow, search);
    const more = found.total - found.paths.length;
    return {
      json: { workflow: fqdn, total: found.total, isCut: more > 0, paths: found.paths },
      print: (ink) => printPaths(fqdn, found, ink),
      ...(more > 0 ? { note: `${more} more; see --limit, --to and --through` } : {}),
    };
  },
};

function findEnds(
  { to, through }: AskedOptions,
  { nodes }: WorkflowArtifact,
): { readonly to: string | undefined; readonly through: string | undefined } {
  const exits = Object.keys(nodes).filter((name) => nodes[name]?.exit !== undefined);
  const middle = Object.values(nodes).flatMap(({ contract }) => contract ?? []);
  const names = [...Object.keys(nodes), ...new Set(middle)];
  return {
    to: to && findName(to, { noun: "exit", names: exits, separator: "::" }),
    through: through && findName(through, { noun: "node or contract", names, separator: "::" }),
  };
}

function printPaths(fqdn: Fqdn, { total, paths }: FoundPaths, ink: Ink): string {
  const width = String(paths.length).length;
  const lines = paths.map(
    (path, index) => `${ink.dim(String(index + 1).padStart(width))}  ${pathLine(path, width, ink)}`,
  );
  const head = total === 0 ? `no path of ${fqdn} is like that` : `${counted(total, "path")} through ${fqdn}`;
  return `${[head, ...(lines.length === 0 ? [] : ["", ...lines])].join("\n")}\n`;
}

function pathLine({ steps, exit, class: end }: WorkflowPath, width: number, ink: Ink): string {
  const words = steps.map(({ node, outcome }) => `${node}\u00a0${outcome}\u00a0→`);
  const text = wrap([...words, `${exit}\u00a0(${end})`], { indent: width + 2, width: 98 - width });
  const own = text.replaceAll("\u00a0", " ").replace(`(${end})`, paintTerminal(end, ink));
  return [own, ...childLines(steps, { indent: width + 2, ink })].join("\n");
}

const whichWords = { one: "runs", each: "each", last: "the last", some: "one or more" } as const;

/** Below a path the ways of the children on it, and below each of them those of its own. */
function childLines(
  steps: WorkflowPath["steps"],
  { indent, ink }: { readonly indent: number; readonly ink: Ink },
): readonly string[] {
  return steps.flatMap(({ node, children = [] }) =>
    children.flatMap((child) => {
      const { which, workflow, exit, class: end } = child;
      const head = `${" ".repeat(indent)}in ${node}, ${whichWords[which]} ${codeOf(workflow)}:`;
      if (exit === "") return [`${head} ${paintTerminal(end, ink)}`];
      const words = child.steps.map((step) => `${step.node}\u00a0${step.outcome}\u00a0→`);
      const way = wrap([head, ...words, `${exit}\u00a0(${end})`], { indent: indent + 4, width: 100 - indent - 4 });
      const told = way.replaceAll("\u00a0", " ").replace(`(${end})`, paintTerminal(end, ink));
      return [told, ...childLines(child.steps, { indent: indent + 4, ink })];
    }),
  );
}

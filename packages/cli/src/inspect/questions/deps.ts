import type { Fqdn } from "@pgs/governance";
import { counted } from "../../terminal/counted.ts";
import type { Ink } from "../../terminal/ink.ts";
import { findArtifact, shortNames } from "../find-artifact.ts";
import { allDependenciesOf, type Reached } from "../queries/reached.ts";
import { dependenciesOf, type Reference } from "../queries/references.ts";
import type { Question } from "../question.ts";
import { printReached } from "../text/print-reached.ts";
import { printReferences } from "../text/print-references.ts";

export const depsQuestion: Question = {
  name: "deps",
  parameters: "<artifact>",
  description: "what it refers to, and where",
  addOptions: (command) => command.option("--transitive", "and what that refers to, to the end"),
  examples: [
    "pgs inspect deps WF_HELLO_V0",
    "pgs inspect deps WF_HELLO_V0 --transitive",
    "pgs inspect deps CC_GREET_V0 --json",
  ],
  answer: (asked) => {
    const artifact = findArtifact(asked);
    const { protocol, options } = asked;
    const short = shortNames(protocol);
    if (options.transitive === true) {
      const reached = allDependenciesOf(protocol, artifact);
      return {
        json: { artifact, transitive: true, depends_on: reached },
        print: (ink) => printAll({ artifact, reached }, { ink, short }),
      };
    }
    const references = dependenciesOf(protocol, artifact);
    return {
      json: { artifact, transitive: false, depends_on: references },
      print: (ink) => printDeps({ artifact, references }, { ink, short }),
    };
  },
};

interface Style {
  readonly ink: Ink;
  readonly short: (fqdn: Fqdn) => string;
}

function printDeps(
  { artifact, references }: { readonly artifact: Fqdn; readonly references: readonly Reference[] },
  style: Style,
): string {
  const head = `${artifact} refers to ${references.length === 0 ? "nothing" : counted(references.length, "artifact")}`;
  return `${[head, ...printReferences(references, style)].join("\n")}\n`;
}

function printAll(
  { artifact, reached }: { readonly artifact: Fqdn; readonly reached: readonly Reached[] },
  style: Style,
): string {
  const head = `${artifact} needs ${reached.length === 0 ? "nothing" : counted(reached.length, "artifact")}`;
  return `${[head, ...printReached(reached, style)].join("\n")}\n`;
}

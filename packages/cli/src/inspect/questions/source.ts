import { visibleText } from "@pgs/runtime";
import { exitCodes } from "../../command-failure.ts";
import { findArtifact } from "../find-artifact.ts";
import { readSource, type SourceText } from "../queries/read-source.ts";
import { lineageOf } from "../queries/trace-lineage.ts";
import type { Answer, Question } from "../question.ts";

export const sourceQuestion: Question = {
  name: "source",
  parameters: "<artifact>",
  description: "the text that it was compiled from, where that is still so",
  examples: [
    "pgs inspect source WF_HELLO_V0",
    "pgs inspect source CC_GREET_V0",
    "pgs inspect source CT_PURE_GENERATE_ID_V0 --json",
  ],
  answer: (asked) => {
    const artifact = findArtifact(asked);
    const { declared, source } = lineageOf(asked.protocol, artifact);
    const read = readSource(source, asked.fileOf(source.path));
    return { json: { artifact, declared, sha256: source.sha256, ...read }, ...answerOf(read, declared) };
  },
};

function answerOf(read: SourceText, declared: string): Omit<Answer, "json"> {
  const print = (): string => `${declared}\n`;
  switch (read.state) {
    case "agrees":
      return { print: (ink) => `${ink.dim(`# ${declared}`)}\n${visibleLines(read.text)}` };
    case "differs":
      return {
        print,
        exit: exitCodes.findings,
        note: "it was changed since it was sealed; `pgs inspect show` has what was compiled",
      };
    case "missing":
      return { print, note: "the source is not here; `pgs inspect show` has what was compiled" };
  }
}

/** A text may hold what would steer a terminal. */
function visibleLines(text: string): string {
  return text
    .split(/(\r?\n|\t)/)
    .map((part) => (/^[\r\n\t]/.test(part) ? part : visibleText(part)))
    .join("");
}

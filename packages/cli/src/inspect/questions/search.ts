import { visibleText } from "@pgs/runtime";
import { parseCount } from "../../parse-count.ts";
import { counted } from "../../terminal/counted.ts";
import type { Ink } from "../../terminal/ink.ts";
import { shortNames } from "../find-artifact.ts";
import { searchArtifacts } from "../queries/search-artifacts.ts";
import type { Question } from "../question.ts";

const usualLimit = 20;

export const searchQuestion: Question = {
  name: "search",
  parameters: "<words...>",
  description: "artifacts with these words in names, summaries, fields or texts",
  addOptions: (command) => command.option("--limit <count>", `how many at most (default: ${usualLimit})`, parseCount),
  examples: ["pgs inspect search wallet", "pgs inspect search licence tier", "pgs inspect search email --json"],
  answer: ({ protocol, words, options }) => {
    const { total, hits } = searchArtifacts(protocol, { words, limit: options.limit ?? usualLimit });
    const short = shortNames(protocol);
    const more = total - hits.length;
    const print = (ink: Ink): string =>
      hits
        .map(({ artifact, summary, found_in }) => {
          const said = summary === "" ? "" : `    ${visibleText(summary)}\n`;
          return `${ink.bold(short(artifact))}  ${ink.dim(found_in.join(", "))}\n${said}`;
        })
        .join("");
    return {
      json: { words, total, isCut: more > 0, hits },
      print,
      note: more > 0 ? `${counted(total, "artifact")}; see --limit` : total === 0 ? "nothing has these words" : "",
    };
  },
};

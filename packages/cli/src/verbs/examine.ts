import { examinationText, examineTrace } from "@pgs/runtime";
import { exitCodes } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { findTrace } from "../find-trace.ts";
import { addPlaceOptions, findPlace, type PlaceOptions } from "../place.ts";
import { paintVerdict } from "../print-terminal.ts";
import { inkOf } from "../terminal/ink.ts";
import { shownPath } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";
import { writeTrace } from "../write-trace.ts";

interface ExamineOptions extends PlaceOptions {
  readonly render?: true;
}

/** `pgs examine <run>`: what happened, why, and whether the trace is as it was sealed. */
export const addExamineVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("examine")
      .argument("<run>", "a run, or the path of a trace")
      .option("--render", "write what is missing of its files: .jsonl, .md, .html, .png")
      .option("--snapshot <folder>", "the snapshot that it ran on (default: the one that was kept)"),
  )
    .addHelpText(
      "after",
      examples([
        "pgs examine R_0123456789abcdef",
        "pgs examine traces/R_0123/R_0123.jsonl",
        "pgs examine R_0123 --render",
      ]),
    )
    .action(async (word: string, options: ExamineOptions) => {
      invocation.exit = await examine(word, { options, composition: invocation.composition });
    });
};

async function examine(
  word: string,
  how: { readonly options: ExamineOptions; readonly composition: Composition },
): Promise<number> {
  const { options, composition } = how;
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const found = await findTrace(word, { place, composition });
  const examination = examineTrace(found.text, found.evidence);
  if (options.json === true) terminal.out(`${JSON.stringify(examination)}\n`);
  else
    terminal.out(
      paintVerdict(examinationText(examination), { terminal: examination.classification, ink: inkOf(terminal) }),
    );
  if (examination.proof === "tampered") return exitCodes.verification;
  if (options.render === true && found.subject !== undefined) {
    for (const file of await writeTrace("all", found.subject))
      terminal.err(`${shownPath(file, terminal.currentFolder)}\n`);
  }
  return exitCodes.ok;
}

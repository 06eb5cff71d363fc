import { nearestTo } from "@pgs/governance";
import type { Command } from "commander";
import { usageFailure } from "../command-failure.ts";
import { examples } from "../examples.ts";
import { nearHelp } from "../explain-usage.ts";
import type { Answer, Asked, AskedOptions } from "../inspect/question.ts";
import { showQuestion } from "../inspect/questions/show.ts";
import { answerSurvey } from "../inspect/questions/survey.ts";
import { questions } from "../inspect/questions.ts";
import { readProtocol } from "../inspect/sealed-protocol.ts";
import { openSealedFiles } from "../open-program.ts";
import { findPlace } from "../place.ts";
import { inkOf } from "../terminal/ink.ts";
import type { AddVerb, Invocation } from "../verbs.ts";
import { warnWhenStale } from "../warn-when-stale.ts";
import { findSourceFile } from "../workspace/source-roots.ts";

interface InspectOptions extends AskedOptions {
  readonly workspace?: string;
  readonly snapshot?: string;
  readonly json?: true;
}

/** `pgs inspect`: questions about a sealed snapshot. It is verified first; nothing of it is evaluated. */
export const addInspectVerb: AddVerb = (program, invocation) => {
  const inspect = program
    .command("inspect")
    .argument("[name]")
    .usage("[artifact] | <question> …")
    .enablePositionalOptions()
    .commandsGroup("Questions:");
  addInspectOptions(inspect)
    .addHelpText(
      "after",
      examples(["pgs inspect", "pgs inspect WF_HELLO_V0", "pgs inspect reach CS_REGISTRY_V0 REGISTER"]),
    )
    .action(async (name: string | undefined, options: InspectOptions) => {
      const question = name === undefined ? survey : oneNamed(name);
      await tell({ ...question, words: name === undefined ? [] : [name] }, { options, invocation });
    });
  for (const question of questions) {
    const command = inspect
      .command(`${question.name} ${question.parameters}`.trimEnd())
      .description(question.description);
    question.addOptions?.(command);
    addInspectOptions(command)
      .addHelpText("after", examples(question.examples))
      .action(async () => {
        const words = command.processedArgs.flat().filter((word) => typeof word === "string");
        await tell({ ...question, words }, { options: command.opts<InspectOptions>(), invocation });
      });
  }
};

interface Told {
  readonly name: string;
  readonly answer: (asked: Asked) => Answer;
  readonly words: readonly string[];
}

const survey = { name: "survey", answer: answerSurvey };

/** A bare name is shown. What can be none is a question that is not known. */
function oneNamed(word: string): Pick<Told, "name" | "answer"> {
  if (/[A-Z].*_/.test(word)) return showQuestion;
  const near = nearestTo(
    word,
    questions.map(({ name }) => name),
  );
  throw usageFailure(`there is no question \`${word}\``, nearHelp(near, "see `pgs inspect --help`"));
}

function addInspectOptions(command: Command): Command {
  return command
    .option("--snapshot <folder>", "the snapshot (default: the configuration's)")
    .option("--workspace <folder>", "the folder with pgs.config.yaml (default: found upwards)")
    .option("--json", "print one JSON object");
}

async function tell(
  told: Told,
  { options, invocation }: { readonly options: InspectOptions; readonly invocation: Invocation },
): Promise<void> {
  const { terminal, platformRoot } = invocation.composition;
  const { workspace } = await findPlace(options, invocation.composition);
  const protocol = readProtocol(openSealedFiles(workspace));
  warnWhenStale(workspace, invocation.composition);
  const fileOf = (source: string): string => findSourceFile(source, { workspace, platformRoot });
  const { json, print, note = "", exit = 0 } = told.answer({ protocol, words: told.words, options, fileOf });
  if (options.json === true) terminal.out(`${JSON.stringify({ schemaVersion: 1, question: told.name, ...json })}\n`);
  else terminal.out(print(inkOf(terminal)));
  if (note !== "") terminal.err(`${note}\n`);
  invocation.exit = exit;
}

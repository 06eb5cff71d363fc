import { Command, CommanderError, Help, type OutputConfiguration } from "commander";
import type { Composition } from "./composition.ts";
import { examples } from "./examples.ts";
import { explainUsage } from "./explain-usage.ts";
import { type Invocation, verbs } from "./verbs.ts";
import { version } from "./version.ts";

/** Finds the verb, runs it, and gives its exit code. Words that it does not know are a `CommandFailure`. */
export async function runCommandLine(argv: readonly string[], composition: Composition): Promise<number> {
  const invocation: Invocation = { composition, exit: 0 };
  const program = describeProgram(composition);
  const word = argv.find((said) => said !== "--");
  await describeVerbs(word, { program, invocation });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return invocation.exit;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    if (thrown.exitCode === 0) return 0;
    throw explainUsage(thrown, { program, argv });
  }
}

/** Verbs that share a line of the help, so that it fits a screen: under the first of them. */
const joined: Readonly<Record<string, { readonly verbs: readonly string[]; readonly description: string }>> = {
  compile: {
    verbs: ["check"],
    description: "prove the protocol sources and seal them; or only prove them, and mend slips",
  },
  run: { verbs: ["call"], description: "run a workflow of the sealed snapshot once; call one transform" },
  examine: { verbs: ["verify"], description: "say what happened in a run and why; verify all that is recorded" },
  runs: { verbs: ["pending"], description: "list runs, the newest first; list what they wait for" },
  approve: { verbs: ["reject"], description: "say yes or no to what a run asks for; it then goes on" },
  graph: { verbs: ["inspect"], description: "draw a workflow or the protocol; ask what is in the snapshot" },
};

function shownVerbs({ commands }: Command): Command[] {
  const hidden = new Set(Object.values(joined).flatMap(({ verbs: names }) => names));
  return commands.filter((command) => !hidden.has(command.name()));
}

/** The program without its verbs. An option that a verb and a verb inside it both have is of the one before it. */
function describeProgram({ terminal }: Composition): Command {
  return new Command("pgs")
    .description("Declare what a system may do, prove it, run it, and keep the proof.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this")
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureHelp({
      visibleCommands: (command) =>
        command.parent === null ? shownVerbs(command) : new Help().visibleCommands(command),
      subcommandTerm: (command) => [command.name(), ...(joined[command.name()]?.verbs ?? [])].join(", "),
      subcommandDescription: (command) => joined[command.name()]?.description ?? command.description(),
    })
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => undefined, ...plainHelp })
    .usage("<verb> [options]")
    .commandsGroup("Verbs:")
    .addHelpText(
      "after",
      examples([
        "pgs compile",
        "pgs run --wf blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0 --payload actor.json",
        "pgs explain PGS2003",
      ]),
    );
}

/** The same everywhere. Where it is not said, the streams of the process are made to be asked, which takes long. */
const plainHelp: OutputConfiguration = {
  getOutHelpWidth: () => 100,
  getErrHelpWidth: () => 100,
  getOutHasColors: () => false,
  getErrHasColors: () => false,
};

/** Where the first word is a verb, it is loaded and described, and no other; else all are listed and none is loaded. */
async function describeVerbs(
  word: string | undefined,
  { program, invocation }: { readonly program: Command; readonly invocation: Invocation },
): Promise<void> {
  const wanted = word === undefined || !Object.hasOwn(verbs, word) ? undefined : verbs[word];
  if (wanted === undefined) {
    program.helpOption("-h, --help", "print this, or a verb's own help");
    for (const [name, { description }] of Object.entries(verbs)) program.command(name).description(description);
    return;
  }
  const addVerb = await wanted.load();
  addVerb(program, invocation);
  for (const command of program.commands) command.description(wanted.description);
}

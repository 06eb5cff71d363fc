import { Command, CommanderError, Help } from "commander";
import type { Composition } from "./composition.ts";
import { examples } from "./examples.ts";
import { explainUsage } from "./explain-usage.ts";
import { type Invocation, verbs } from "./verbs.ts";
import { version } from "./version.ts";

/** Finds the verb, runs it, and gives its exit code. Words that it does not know are a `CommandFailure`. */
export async function runCommandLine(argv: readonly string[], composition: Composition): Promise<number> {
  const invocation: Invocation = { composition, exit: 0 };
  const program = describeProgram(invocation, argv[0]);
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
  compile: { verbs: ["check"], description: "prove the protocol sources, and seal them; mend what is surely misspelt" },
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

/** Of a command line that begins with a verb, only that verb is described: describing all takes longer than reading it. */
function describeProgram(invocation: Invocation, word: string | undefined): Command {
  const { terminal } = invocation.composition;
  const program = new Command("pgs")
    .description("Declare what a system may do, prove it, run it, and keep the proof.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this, or a verb's own help")
    .helpCommand(false)
    // An option that both a verb and a verb inside it have is of the one behind which it stands.
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureHelp({
      helpWidth: 100,
      visibleCommands: (command) =>
        command.parent === null ? shownVerbs(command) : new Help().visibleCommands(command),
      subcommandTerm: (command) => [command.name(), ...(joined[command.name()]?.verbs ?? [])].join(", "),
      subcommandDescription: (command) => joined[command.name()]?.description ?? command.description(),
    })
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => undefined })
    .usage("<verb> [options]")
    .commandsGroup("Verbs:");
  const wanted = word !== undefined && Object.hasOwn(verbs, word) ? [verbs[word]] : Object.values(verbs);
  for (const addVerb of wanted) addVerb?.(program, invocation);
  return program.addHelpText(
    "after",
    examples([
      "pgs compile",
      "pgs run --wf blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0 --payload actor.json",
      "pgs explain PGS2003",
    ]),
  );
}

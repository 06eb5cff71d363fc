import { nearestTo } from "@pgs/governance";
import type { Command, CommanderError } from "commander";
import { type CommandFailure, usageFailure } from "./command-failure.ts";

/** Says in our words what was wrong with a command line, with the nearest known word. */
export function explainUsage(
  error: CommanderError,
  asked: { readonly program: Command; readonly argv: readonly string[] },
): CommandFailure {
  const verb = asked.program.commands.find((command) => command.name() === asked.argv[0]);
  const command = verb?.commands.find((inner) => inner.name() === asked.argv[1]) ?? verb ?? asked.program;
  const word = /'([^']*)'/.exec(error.message)?.[1]?.split(" ")[0] ?? "";
  const seeHelp = `see \`${fullName(command)} --help\``;
  switch (error.code) {
    case "commander.help":
      return usageFailure("a verb is missing", "see `pgs --help`");
    case "commander.unknownCommand": {
      const names = command.commands.map((known) => known.name());
      return usageFailure(`there is no verb \`${word}\``, nearHelp(nearestTo(word, names), seeHelp));
    }
    case "commander.unknownOption": {
      const names = command.options.flatMap((option) => option.long ?? []);
      return usageFailure(`there is no option \`${word}\``, nearHelp(nearestTo(word, names), seeHelp));
    }
    default:
      return usageFailure(error.message.replace(/^error: /, "").replaceAll("'", "`"), seeHelp);
  }
}

/** `did you mean …?`, or else what stands in its place. */
export function nearHelp(near: string | undefined, otherwise: string | undefined): string | undefined {
  return near === undefined ? otherwise : `did you mean \`${near}\`?`;
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

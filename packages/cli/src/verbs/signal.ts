import type { JsonObject } from "@pgs/governance";
import { Option } from "commander";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { addPlaceOptions, findPlace, type PlaceOptions } from "../place.ts";
import { readJson } from "../read-words.ts";
import { settleAwaited } from "../settle-awaited.ts";
import type { AddVerb } from "../verbs.ts";
import { type TraceChoice, traceChoices } from "../write-trace.ts";

interface SignalOptions extends PlaceOptions {
  readonly value?: string;
  readonly name?: string;
  readonly trace: TraceChoice;
}

/** `pgs signal`: sends a waiting run the signal that it waits for. */
export const addSignalVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("signal")
      .argument("<id>", "what is awaited, as `pgs pending` lists it, or the run that waits for it")
      .option("--value <json>", "what it carries: a file, - for standard input, or the JSON itself (default: null)")
      .option("--name <signal>", "send it only if it is called so")
      .addOption(new Option("--trace <files>", "what is written of the trace").choices(traceChoices).default("all")),
  )
    .addHelpText(
      "after",
      examples([
        `pgs signal AW_0123456789abcdef --value '{"paid": true}'`,
        "pgs signal AW_0123456789abcdef --name PAID --value payment.json",
        "pgs signal R_0123456789abcdef --json",
      ]),
    )
    .action(async (id: string, options: SignalOptions) => {
      invocation.exit = await sendSignal(id, { options, composition: invocation.composition });
    });
};

async function sendSignal(
  id: string,
  { options, composition }: { readonly options: SignalOptions; readonly composition: Composition },
): Promise<number> {
  const place = await findPlace(options, composition);
  const value = options.value === undefined ? null : readJson(options.value, { option: "--value", place, composition });
  const isJson = options.json === true;
  return settleAwaited(id, {
    place,
    composition,
    choice: options.trace,
    isJson,
    offer: ({ row }) => ({ signal: options.name ?? (JSON.parse(row.body) as JsonObject)["name"] ?? "", value }),
  });
}

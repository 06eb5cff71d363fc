import { usageFailure } from "../command-failure.ts";
import { examples } from "../examples.ts";
import { addPlaceOptions, findPlace, type PlaceOptions } from "../place.ts";
import { serve } from "../serve/serve.ts";
import type { AddVerb } from "../verbs.ts";

interface ServeOptions extends PlaceOptions {
  readonly host?: string;
  readonly port?: number;
}

/** `pgs serve`: answers HTTP until it is asked to stop. */
export const addServeVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("serve")
      .option("--host <host>", "where to listen (default: this machine alone)")
      .option("--port <port>", "0 takes a free one (default: the configuration's, or 7070)", parsePort)
      .option("--snapshot <folder>", "the snapshot (default: the configuration's)"),
  )
    .addHelpText("after", examples(["pgs serve", "pgs serve --port 0 --json", "pgs serve --host 0.0.0.0 --port 8080"]))
    .action(async (options: ServeOptions) => {
      const { composition } = invocation;
      const place = await findPlace(options, composition);
      const { host, port, tenant, json } = options;
      invocation.exit = await serve({ place, composition, host, port, tenant, isJson: json === true });
    });
};

function parsePort(word: string): number {
  const port = Number(word);
  if (/^\d{1,5}$/.test(word) && port <= 65_535) return port;
  throw usageFailure(`\`${word}\` is no port`, "give a whole number from 0 to 65535");
}

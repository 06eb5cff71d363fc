import path from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@pgs/governance";
import { standaloneValidators } from "../../schema/standalone-validators.ts";
import { bundleScript } from "./bundle-script.ts";
import { validatorsPrelude } from "./validators-prelude.ts";
import { wrapScript } from "./wrap-script.ts";

/** Prints `validators.js`: one validator a schema, self-contained. */
export async function validatorsScript(schemas: readonly JsonObject[]): Promise<string> {
  const bundle = await bundleScript({
    entry: standaloneValidators(schemas),
    resolveFrom: path.dirname(fileURLToPath(import.meta.url)),
    name: "bundled",
    roots: [],
  });
  const [failure] = bundle.failures;
  if (failure !== undefined) throw new Error(`internal: the validators cannot be bundled: ${failure.text}`);
  const list = schemas.map((_, index) => `issuesBy(bundled.v${index})`);
  return wrapScript({ body: [bundle.code, validatorsPrelude], result: `{ validators: [${list.join(", ")}] }` });
}

import { keyCode, memberCode, neededCode } from "./javascript.ts";
import type { PipelineSource } from "./pipeline.ts";
import type { ResultSource } from "./scope.ts";

/**
 * Prints what a pipeline leaves with under `outcome`: each output it guarantees, from whichever step assigned it on
 * the path, and each optional one that was assigned. Gives the empty text when there is nothing to give.
 */
export function outcomeReaderCode(query: {
  readonly outcome: string;
  readonly source: PipelineSource;
  readonly steps: readonly ResultSource[];
}): string {
  const { outcome, source, steps } = query;
  const guarantees = source.outcomes.find(({ name }) => name === outcome)?.guarantees ?? [];
  const outputs = source.outputs
    .filter((field) => field.optional || guarantees.includes(field.name))
    .map((field) => ({ ...field, from: steps.filter(({ fields }) => fields.some(({ name }) => name === field.name)) }))
    .filter(({ from }) => from.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (outputs.length === 0) return "";
  const certain = outputs.filter(({ name, optional }) => guarantees.includes(name) && !optional);
  const literal = certain
    .map(({ name, from }) => `${keyCode(name)}: ${neededCode(assignedCode(name, from, true))}`)
    .join(", ");
  const gaps = outputs.filter((output) => !certain.includes(output));
  if (gaps.length === 0) return `(f) => ({ ${literal} })`;
  const statements = gaps.map(
    ({ name, from }, index) =>
      `const v${index} = ${assignedCode(name, from, false)}; if (v${index} !== undefined) o[${JSON.stringify(name)}] = v${index};`,
  );
  return `(f) => { const o = {${literal === "" ? "" : ` ${literal} `}}; ${statements.join(" ")} return o; }`;
}

/** `??` would be wrong: a step may have assigned null. */
function assignedCode(name: string, from: readonly ResultSource[], isCertain: boolean): string {
  const isOne = from.length === 1;
  const reads = from.map(({ index }) => memberCode(`f.steps[${index}]`, name, !isOne || !isCertain));
  return isOne ? reads.join("") : `firstOf(${reads.join(", ")})`;
}

import { canonicalize } from "../canonical.ts";
import type { EffectAnswer, EffectRecord } from "../kernel/state.ts";
import { printOnce } from "./print-once.ts";

/** Writes what effects answered as canonical text: by hand, because it has few shapes and every run has some. */
export function printAnswers(answers: readonly EffectAnswer[]): string {
  let text = "";
  for (const answer of answers) text += text === "" ? printAnswer(answer) : `,${printAnswer(answer)}`;
  return `[${text}]`;
}

/** Names stand in their order. */
function printAnswer({ effect, outcome, outputs, reason }: EffectAnswer): string {
  const start = effect === undefined ? "{" : `{"effect":${printEffect(effect)},`;
  const end = reason === undefined ? "}" : `,"reason":${canonicalize(reason)}}`;
  return `${start}${printOutcome(outcome, "")}${canonicalize(outputs)}${end}`;
}

function printEffect({ store, op, key, version_before, version_after }: EffectRecord): string {
  let text = key === undefined ? "{" : `{"key":${canonicalize(key)},`;
  text += printTouched(op, store);
  if (version_after !== undefined) text += `,"version_after":${canonicalize(version_after)}`;
  if (version_before !== undefined) text += `,"version_before":${canonicalize(version_before)}`;
  return `${text}}`;
}

const printOutcome = printOnce((outcome) => `"outcome":${canonicalize(outcome)},"outputs":`);
const printTouched = printOnce((op, store) => `"op":${canonicalize(op)},"store":${canonicalize(store)}`);

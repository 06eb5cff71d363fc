import { canonicalize, unquoted } from "../canonical.ts";
import type { EffectAnswer, EffectRecord } from "../kernel/state.ts";
import { printOnce } from "./print-once.ts";

/**
 * Writes what effects answered as canonical text: by hand, because it has few shapes and every run has some. What stands
 * between two values is one text, because each `+` costs again when the whole is hashed.
 */
export function appendAnswers(before: string, answers: readonly EffectAnswer[]): string {
  let text = `${before}[`;
  let isFirst = true;
  for (const answer of answers) {
    if (!isFirst) text += ",";
    text = appendAnswer(text, answer);
    isFirst = false;
  }
  return `${text}]`;
}

/** Names stand in their order. */
function appendAnswer(before: string, { effect, outcome, outputs, reason }: EffectAnswer): string {
  const start =
    effect === undefined ? before + printStart(outcome) : appendEffect(before, effect) + printOutcome(outcome);
  const text = start + canonicalize(outputs);
  return reason === undefined ? `${text}}` : `${text},"reason":${canonicalize(reason)}}`;
}

function appendEffect(before: string, { store, op, key, version_before, version_after }: EffectRecord): string {
  let text =
    key === undefined
      ? before + printBare(op, store)
      : `${before}{"effect":{"key":"${unquoted(key)}${printKeyed(op, store)}`;
  if (version_after !== undefined) text = `${text},"version_after":${canonicalize(version_after)}`;
  if (version_before !== undefined) text = `${text},"version_before":${canonicalize(version_before)}`;
  return text;
}

const printStart = printOnce((outcome) => `{"outcome":${canonicalize(outcome)},"outputs":`);
const printOutcome = printOnce((outcome) => `},"outcome":${canonicalize(outcome)},"outputs":`);
const printBare = printOnce((op, store) => `{"effect":{${touched(op, store)}`);
const printKeyed = printOnce((op, store) => `",${touched(op, store)}`);

function touched(op: string, store: string): string {
  return `"op":${canonicalize(op)},"store":${canonicalize(store)}`;
}

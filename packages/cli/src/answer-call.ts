import { type Json, type JsonObject, rules } from "@pgs/governance";
import { callTransform, type LinkedProgram } from "@pgs/runtime";
import { parseStrictJson } from "@pgs/transport";
import { CommandFailure, exitCodes } from "./command-failure.ts";
import type { InputLine } from "./terminal/split-lines.ts";
import { findName } from "./workspace/find-name.ts";
import type { WorkspaceLimits } from "./workspace/workspace.ts";

/** What a call answers: `{outcome, outputs, reason?}`, or `{error}` where it was no call or its code is at fault. */
export interface CallAnswer {
  readonly answer: JsonObject;
  /** 0 for SUCCESS, 3 for every other outcome and for a line that is no call, 6 for a fault. */
  readonly exit: number;
}

/** Calls one transform of the program by a word that means it. */
export function answerCall(
  linked: LinkedProgram,
  { ct, inputs }: { readonly ct: string; readonly inputs: Json },
): CallAnswer {
  const called = callTransform(linked, findTransform(ct, linked), inputs);
  if (called.kind === "fault") {
    const { code, message } = called.finding;
    return { answer: { error: { code, message } }, exit: exitCodes.failed };
  }
  const { outcome, outputs, reason } = called;
  return {
    answer: { outcome, outputs, ...(reason === undefined ? {} : { reason }) },
    exit: outcome === "SUCCESS" ? exitCodes.ok : exitCodes.refused,
  };
}

/** Answers one line of a batch, `{"ct": …, "inputs": …}`. A line that is none is told so and refuses no other. */
export function answerLine(linked: LinkedProgram, { bytes, length }: InputLine, limits: WorkspaceLimits): CallAnswer {
  const { payloadBytes: maxBytes, payloadDepth: maxDepth } = limits;
  if (length > maxBytes) {
    const { code, message } = rules.jsonSizeLimited({ bytes: `${length}`, limit: `${maxBytes}` }, nowhere);
    return refuse({ code, message });
  }
  const parsed = parseStrictJson(bytes, { maxBytes, maxDepth });
  if (parsed.kind === "issue") {
    const { code, message, column } = parsed.issue;
    return refuse({ code, message: `${message} (column ${column})` });
  }
  const call = parsed.value as Partial<Record<string, Json>> | null;
  const names = typeof call === "object" && call !== null && !Array.isArray(call) ? Object.keys(call).sort() : [];
  const ct = call?.["ct"];
  if (names.join() !== "ct,inputs" || typeof ct !== "string") {
    return refuse({ message: "a line is one object `{ct, inputs}`, and `ct` is the name of a transform" });
  }
  try {
    return answerCall(linked, { ct, inputs: call?.["inputs"] ?? null });
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const { message, help } = error.failure;
    return refuse({ message, ...(help === undefined ? {} : { help }) });
  }
}

const nowhere = { at: { file: "", start: 0, end: 0 } };

function refuse(error: JsonObject): CallAnswer {
  return { answer: { error }, exit: exitCodes.refused };
}

function findTransform(word: string, { program, vocabulary }: LinkedProgram): number {
  const names = program.transforms.map(({ artifact }) => vocabulary.artifacts[artifact] ?? "");
  return names.indexOf(findName(word, { noun: "transform", names, separator: "::" }) as (typeof names)[number]);
}

import type { EndLine, EventLine, HeaderLine, RecordLine, SealLine, TraceLine } from "./trace-line.ts";

/** A trace by the kinds of its lines. */
export interface Trace {
  readonly header: HeaderLine;
  readonly records: readonly RecordLine[];
  readonly events: readonly EventLine[];
  readonly end: EndLine;
  readonly seal: SealLine;
}

/** Reads a trace that `verifyTrace` found intact; of any other it promises nothing, and throws where it is torn. */
export function readTrace(text: string): Trace {
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TraceLine);
  const header = lines.find((line) => line.type === "header");
  const end = lines.find((line) => line.type === "end");
  const seal = lines.find((line) => line.type === "seal");
  if (header === undefined || end === undefined || seal === undefined) {
    throw new Error("a trace has a header, an end and a seal");
  }
  return { header, records: lines.filter(isRecord), events: lines.filter((line) => line.type === "event"), end, seal };
}

function isRecord(line: TraceLine): line is RecordLine {
  return line.type !== "header" && line.type !== "event" && line.type !== "end" && line.type !== "seal";
}

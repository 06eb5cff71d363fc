import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { type LineContent, traceDigest } from "./trace-digest.ts";
import type { SealLine } from "./trace-line.ts";
import { hashLine, noHash } from "./trace-lines.ts";

/** Something in a trace that its seal or its chain contradicts. `line` counts from 1. */
export interface TraceFinding {
  readonly line: number;
  readonly what: string;
}

export interface TraceVerdict {
  readonly verdict: "intact" | "tampered";
  /** Empty iff intact; in line order. */
  readonly findings: readonly TraceFinding[];
}

/**
 * Says whether a trace is byte for byte what was sealed, and if not, which line says so. It proves that the trace is
 * whole, not that it is the one that ran: whoever rewrites every line can seal again. For that, compare `anchor`, the
 * head hash that a data root remembers.
 */
export function verifyTrace(text: string, anchor?: string): TraceVerdict {
  const lines = text.split("\n");
  const findings: TraceFinding[] = [];
  if (lines.pop() !== "") findings.push({ line: lines.length + 1, what: "the last line is not ended" });
  const parsed: (JsonObject | undefined)[] = lines.map(parseLine);
  let prev: Json | undefined = noHash;
  parsed.forEach((line, index) => {
    const what = line === undefined ? "is not a canonical JSON object" : linkFault(line, { index, prev });
    if (what !== undefined) findings.push({ line: index + 1, what });
    // An unreadable line says nothing of the next one: a cause suppresses its consequences.
    prev = line?.["hash"];
  });
  const seal = parsed.at(-1);
  if (seal?.["type"] !== "seal") {
    findings.push({ line: Math.max(1, lines.length), what: "the seal is missing: the trace was cut or never ended" });
  } else if (findings.length === 0) {
    const what = sealFault(seal as unknown as SealLine, parsed as readonly JsonObject[], anchor);
    if (what !== undefined) findings.push({ line: lines.length, what });
  }
  return { verdict: findings.length === 0 ? "intact" : "tampered", findings };
}

/** A line counts only in its canonical form: other bytes with the same meaning are not what was sealed. */
function parseLine(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject && canonicalize(value) === text ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function linkFault(
  line: JsonObject,
  { index, prev }: { readonly index: number; readonly prev: Json | undefined },
): string | undefined {
  if (hashLine(line) !== line["hash"]) return "its hash is not that of its content: the line was changed";
  if (line["seq"] !== index) {
    return `is numbered ${JSON.stringify(line["seq"])} where ${index} belongs: a line was dropped, repeated or moved`;
  }
  if (prev !== undefined && line["prev"] !== prev) return "does not follow the line before it: that line was changed";
  if ((line["type"] === "header") !== (index === 0)) return index === 0 ? "is not a header" : "is a second header";
  return undefined;
}

function sealFault(seal: SealLine, lines: readonly JsonObject[], anchor: string | undefined): string | undefined {
  const contents = lines.slice(0, -1);
  const types = contents.map((line) => line["type"]);
  if (types.includes("seal")) return "there is more than one seal";
  if (types.indexOf("end") !== contents.length - 1) return "the run does not end right before the seal";
  if (seal.count !== contents.length) return `the seal counts ${seal.count} lines, there are ${contents.length}`;
  if (seal.head !== seal.prev) return "the seal names another head hash than that of the last line";
  try {
    if (seal.trace_digest !== traceDigest(contents as unknown as readonly LineContent[])) {
      return "the seal's trace digest is not that of the lines";
    }
  } catch {
    return "a line lacks what a trace line has";
  }
  if (anchor !== undefined && seal.head !== anchor) {
    return "is sealed, but the data root remembers another head hash: the trace was rewritten";
  }
  return undefined;
}

import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import type { Reason } from "../kernel/state.ts";
import type { TraceLine } from "./trace-line.ts";

type Unchained<Line> = Line extends TraceLine ? Omit<Line, "seq" | "prev" | "hash"> : never;
/** A line before it is numbered and chained. */
export type LineContent = Unchained<Exclude<TraceLine, { type: "seal" }>>;

/**
 * Hex SHA-256 over what a run decided and what it decided from: equal program, state and input give an equal digest on
 * any machine (DESIGN §6).
 *
 * Covered, a canonical line each: of the header workflow, intent, actor and payload; of a record and a written event
 * type, node, step, artifact, outcome, inputs, outputs, effect and the code and place of each reason; of the end its
 * exit, terminal and reasons likewise, and of what is awaited side effect, operation and place. Of a redacted leaf that it is there and why: equal under every tenant's key.
 *
 * Not covered: clocks (`at`), ids (run, key, attempt, tenant, correlation, causation), `program_digest`, numbers and
 * hashes of lines, and the words of reasons. Context and samples count as input, exactly where a protocol reads them:
 * they are values there. So another run id or another `now` changes the digest iff `$.context.run_id` or
 * `$.context.now` is read, and a snapshot that decides alike gives the same digest.
 */
export function traceDigest(lines: readonly LineContent[]): string {
  return sha256Hex(lines.map((line) => `${coveredText(line)}\n`).join(""));
}

function coveredText(line: LineContent): string {
  const part = coveredPart(line);
  const text = canonicalize(part);
  return text.includes('"$redacted"') ? canonicalize(withoutCommits(part)) : text;
}

/** Of a redacted leaf the marker is covered: what it is committed to depends on the tenant's key. */
function withoutCommits(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutCommits);
  const record = value as JsonObject;
  const { $redacted: kind } = record;
  if (kind !== undefined) return { $redacted: kind };
  return Object.fromEntries(Object.entries(record).map(([name, member]) => [name, withoutCommits(member)]));
}

function coveredPart(line: LineContent): Json {
  switch (line.type) {
    case "header": {
      const { type, workflow, intent, actor, payload } = line;
      return { type, workflow, intent, actor: { ...actor }, payload };
    }
    case "event": {
      const { type, node, artifact, inputs, effect } = line;
      return { type, node, artifact, inputs, effect: { ...effect } };
    }
    case "end": {
      const { type, node, outcome, awaits, reasons } = line;
      const covered = { type, node, outcome, reasons: reasons.map(coveredReason) };
      if (awaits === undefined) return covered;
      const { kind, side_effect, op, at } = awaits;
      return { ...covered, awaits: { kind, side_effect, op, at } };
    }
    default: {
      const { type, node, step, artifact, outcome, inputs, outputs, effect, reasons } = line;
      return {
        type,
        node,
        artifact,
        outcome,
        ...(step === undefined ? {} : { step }),
        ...(inputs === undefined ? {} : { inputs }),
        ...(outputs === undefined ? {} : { outputs }),
        ...(effect === undefined ? {} : { effect: { ...effect } }),
        ...(reasons === undefined ? {} : { reasons: reasons.map(coveredReason) }),
      };
    }
  }
}

function coveredReason({ code, at }: Reason): Json {
  return { code, at };
}

import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import { type LineContent, traceDigest } from "./trace-digest.ts";
import type { RunAccount, WrittenEvent } from "./trace-line.ts";

/** A trace as it is written, and what a data root remembers of it. */
export interface SealedTrace {
  /** One canonical JSON object a line, each line ended. */
  readonly text: string;
  readonly traceDigest: string;
  /** Hash of the last line before the seal. */
  readonly headHash: string;
}

/** What the first line names as the hash before it. */
export const noHash = "0".repeat(64);

/** Writes the account of a run as a chained and sealed trace. Equal accounts give equal bytes. */
export function traceLines(account: RunAccount): SealedTrace {
  const contents = contentsOf(account);
  const digest = traceDigest(contents);
  let head = noHash;
  const lines: string[] = [];
  const add = (content: object): void => {
    const printed = printLine({ ...content, seq: lines.length, prev: head } as JsonObject);
    head = printed.hash;
    lines.push(printed.text);
  };
  contents.forEach(add);
  const headHash = head;
  add({ type: "seal", count: lines.length, head, trace_digest: digest });
  return { text: lines.join(""), traceDigest: digest, headHash };
}

/** Prints a line with its hash in its place: the canonical text is made once, hashed, and written. */
function printLine(line: JsonObject): { readonly text: string; readonly hash: string } {
  const names = Object.keys(line).sort();
  const members = names.map((name) => `${canonicalize(name)}:${canonicalize(line[name] as Json)}`);
  const hash = sha256Hex(`{${members.join(",")}}`);
  const after = names.findIndex((name) => name > "hash");
  members.splice(after === -1 ? members.length : after, 0, `"hash":"${hash}"`);
  return { text: `{${members.join(",")}}\n`, hash };
}

/** Gives the digest that the trace of a run would have, without writing one. */
export function accountDigest(account: RunAccount): string {
  return traceDigest(contentsOf(account));
}

/** The hash that a line has to carry: of everything in it but the hash itself. */
export function hashLine(line: JsonObject): string {
  const { hash: _, ...hashed } = line;
  return sha256Hex(canonicalize(hashed));
}

function contentsOf({ header, records, end }: RunAccount): readonly LineContent[] {
  const { terminal, exit, emitted, ...told } = end;
  const { at } = end;
  return [
    { type: "header", format: 1, ...header },
    ...records,
    ...emitted.map((event) => eventContent(event, exit, at)),
    { type: "end", node: exit, artifact: header.workflow, outcome: terminal, ...told },
  ];
}

function eventContent({ event, store, fields, sequence }: WrittenEvent, exit: string, at: string): LineContent {
  const effect = { store, op: "APPEND", version_after: sequence };
  return { type: "event", node: exit, artifact: event, inputs: fields, effect, at };
}

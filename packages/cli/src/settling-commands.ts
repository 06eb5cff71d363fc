import type { Json, JsonObject } from "@pgs/governance";
import { type Awaiting, commandsFor, kindOf } from "./awaiting.ts";

/**
 * The commands that settle what is awaited, with the names that its program gives; what people fill in is `…`. Empty: it
 * settles itself.
 */
export function settlingCommands(awaiting: Awaiting, now: string): readonly string[] {
  const { row } = awaiting;
  // Children end by themselves, and what they wait for has commands of its own.
  if (row.kind === "children") return [];
  if (isOver(awaiting, now)) return ["pgs resume"];
  if (kindOf(row) === "approval") return decisionCommands(awaiting);
  if (row.kind !== "effect" || row.state !== "unknown") return commandsFor(row);
  const performed = JSON.stringify({ outcome: "SUCCESS", outputs: sampleOutputs(awaiting) });
  return [`pgs resume ${row.id} --performed '${performed}'`, `pgs resume ${row.id} --retry`];
}

/** Whether nobody can settle it any more, because its time is over. */
export function isOver({ row }: Awaiting, now: string): boolean {
  return row.kind === "wait" && row.due !== "" && row.due <= now;
}

function decisionCommands({ row, run }: Awaiting): readonly string[] {
  const { approvers, identified_by: id, key_required: isSigned } = run.inputs as JsonObject;
  const [actor = "<actor>"] = Array.isArray(approvers) ? approvers.map(String) : [];
  const named = `--as ${actor} --actor '${JSON.stringify({ [String(id)]: "…" })}'`;
  const who = isSigned === true ? "--key-file <pem>" : named;
  return [`pgs approve ${row.id} ${who}`, `pgs reject ${row.id} ${who}`];
}

/** Outputs as a SUCCESS of the effect is declared to give them, one value of its type each. */
function sampleOutputs({ row, program }: Awaiting): JsonObject {
  const text = program.snapshot.files.get("artifacts.json");
  const { artifacts } = JSON.parse(Buffer.from(text ?? '{"artifacts":{}}').toString("utf8")) as Declared;
  const { outputs = {}, outcomes = {} } = artifacts[row.sideEffect]?.operations?.[row.op] ?? {};
  return Object.fromEntries((outcomes["SUCCESS"] ?? []).map((name) => [name, sampleOf(outputs[name] ?? {})]));
}

interface Declared {
  readonly artifacts: Readonly<Record<string, { readonly operations?: Readonly<Record<string, Operation>> }>>;
}

interface Operation {
  readonly outputs?: Readonly<Record<string, Field>>;
  readonly outcomes?: Readonly<Record<string, readonly string[]>>;
}

interface Field {
  readonly type?: string;
  readonly const?: Json;
  readonly enum?: readonly Json[];
}

function sampleOf(field: Field): Json {
  const samples: Readonly<Record<string, Json>> = { integer: 0, number: 0, boolean: true, array: [], object: {} };
  return field.const ?? field.enum?.[0] ?? samples[field.type ?? ""] ?? "…";
}

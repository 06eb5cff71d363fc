import { makeVault, openMemoryLedger, sideEffectHost } from "@pgs/capabilities";
import type { OpenedProgram } from "@pgs/cli/data-root";
import type { JsonObject } from "@pgs/governance";
import { createEngine, type Engine, type RunRequest, type RunResult } from "@pgs/runtime";
import { defaultStrictJsonLimits, parseStrictJson, payloadRefusal } from "@pgs/transport";
import { type Draw, seeded } from "../system/seeded.ts";
import { type DeclaredFields, hostileText } from "./hostile-text.ts";

/** A workflow that is asked, and what its intent and its actor declare. */
export interface Target {
  readonly workflow: string;
  readonly payload: DeclaredFields;
  readonly attributes: DeclaredFields;
}

/** Every workflow of a program that may be asked, from what the snapshot says of its intent. */
export function targetsOf({ snapshot, linked }: OpenedProgram): readonly Target[] {
  const text = Buffer.from(snapshot.files.get("artifacts.json") ?? "").toString("utf8");
  const { artifacts } = JSON.parse(text) as { readonly artifacts: Readonly<Record<string, JsonObject>> };
  const fieldsOf = (name: string, key: string): JsonObject => (artifacts[name]?.[key] ?? {}) as JsonObject;
  const entities = new Map(Object.keys(artifacts).map((name) => [name, fieldsOf(name, "fields")] as const));
  const nameOf = (address: number): string => linked.vocabulary.artifacts[address] ?? "";
  return linked.program.workflows.map(({ artifact, intent }) => ({
    workflow: nameOf(artifact),
    payload: { entities, fields: fieldsOf(nameOf(intent.artifact), "payload") },
    attributes: { entities, fields: fieldsOf(nameOf(intent.actors[0]?.artifact ?? -1), "attributes") },
  }));
}

/** How often a workflow ended how, and the texts that it could not take. */
export interface Thrown {
  readonly ends: Readonly<Record<string, number>>;
  readonly defects: readonly string[];
}

/** What an end may be: whoever sends a text never makes anything fail. */
const clean: ReadonlySet<string> = new Set(["completed", "denied", "rejected", "waiting"]);
const batch = 50;

/** Sends the texts of `from` to below `to` to a workflow on a ledger of its own, in memory. */
export async function throwTexts(
  target: Target,
  { program, from, to }: { readonly program: OpenedProgram; readonly from: number; readonly to: number },
): Promise<Thrown> {
  const ends: Record<string, number> = {};
  const defects: string[] = [];
  const engine = openEngine(program);
  const tell = (seed: number, what: string): void => void defects.push(`${target.workflow}, seed ${seed}: ${what}`);
  for (let first = from; first < to; first += batch) {
    const seeds = Array.from({ length: Math.min(batch, to - first) }, (_, index) => first + index);
    const results = await Promise.all(
      seeds.map((seed) => askSafely(engine, requestOf(target, seeded(seed), `key ${seed}`))),
    );
    for (const [index, result] of results.entries()) {
      const { terminal, reasons } = result;
      ends[terminal] = (ends[terminal] ?? 0) + 1;
      if (!clean.has(terminal)) tell(first + index, `${terminal}: ${JSON.stringify(reasons).slice(0, 300)}`);
    }
  }
  await engine.close();
  return { ends, defects };
}

function openEngine({ linked }: OpenedProgram): Engine {
  return createEngine({
    linked,
    host: sideEffectHost("0.1.0"),
    clock: { now: () => "2026-01-01T00:00:00.000Z" },
    entropy: { bytes: (count) => new Uint8Array(count).fill(7) },
    vault: makeVault(new Uint8Array(32)),
    tenant: "default",
    ledger: openMemoryLedger({ maxRecords: 1_000_000 }),
  });
}

type Answer = Pick<RunResult, "terminal" | "reasons">;

async function askSafely(
  engine: Engine,
  request: RunRequest,
): Promise<Answer | { terminal: "thrown"; reasons: unknown }> {
  try {
    return await engine.submit(request);
  } catch (error) {
    return { terminal: "thrown", reasons: error instanceof Error ? error.message : String(error) };
  }
}

/** A request as transport makes it of what came in. */
function requestOf({ workflow, payload, attributes }: Target, draw: Draw, key: string): RunRequest {
  const text = hostileText(payload, draw);
  const parsed = parseStrictJson(Buffer.from(text), defaultStrictJsonLimits);
  return {
    workflow,
    payloadText: parsed.kind === "value" ? parsed.text : text,
    refusals: parsed.kind === "value" ? [] : [payloadRefusal(parsed.issue)],
    key,
    actor: { actor: "", attributes: attributesOf(attributes, draw), provenance: "asserted-by-operator" },
  };
}

/** Mostly none; whoever asks is told by others, who send objects only. */
function attributesOf(declared: DeclaredFields, draw: Draw): JsonObject {
  if (draw(4) !== 0) return {};
  const parsed = parseStrictJson(hostileText(declared, draw), defaultStrictJsonLimits);
  const isRecord = parsed.kind === "value" && typeof parsed.value === "object" && !Array.isArray(parsed.value);
  return isRecord ? ((parsed.value ?? {}) as JsonObject) : {};
}

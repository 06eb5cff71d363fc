import type { Field, Json, JsonObject } from "@pgs/governance";
import { type Advance, advance, type LinkedProgram, newState, type TransformAnswer } from "@pgs/runtime";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import type { Lowered } from "../../5-lower/lowered.ts";
import { checkRun } from "./check-run.ts";
import type { Choices } from "./choices.ts";
import { dropDefaults } from "./fill-defaults.ts";
import { linkMade } from "./link-made.ts";
import type { MadeProtocol } from "./make-protocol.ts";
import type { Signed } from "./maker.ts";
import { answerAs, answerEffect, complain, givenBy, type World } from "./world.ts";

/** What came of playing a protocol: how many runs ended by which exit, and what was wrong in the first that was. */
export interface Played {
  readonly exits: readonly string[];
  readonly complaints: readonly string[];
}

/** A protocol that was made, and what was made of it. */
export interface Compiled {
  readonly made: MadeProtocol;
  readonly protocol: BoundProtocol;
  readonly lowered: Lowered;
}

/** Runs a protocol that compiles so many times, each time with another request, other answers, other events found. */
export async function playMade(
  { made, protocol, lowered }: Compiled,
  { choices, runs }: { readonly choices: Choices; readonly runs: number },
): Promise<Played> {
  let world: World = { choices, complaints: [], isSpeechless: false };
  const signatures = lowered.code.transforms.map(({ fqdn }) => signatureOf(protocol, fqdn));
  const linked = await linkMade(lowered, (fqdn) => (inputs) => answerAs(world, signatureOf(protocol, fqdn), inputs));
  const watched: LinkedProgram = {
    ...linked,
    transforms: linked.transforms.map((transform, index) => (inputs) => {
      const signature = signatures[index];
      const answer = transform(inputs);
      if (signature !== undefined && lowered.code.transforms[index]?.kind === "molecule")
        watch(world, signature, { inputs, answer });
      return answer;
    }),
  };
  const exits: string[] = [];
  for (let left = runs; left > 0; left -= 1) {
    world = { choices, complaints: [], isSpeechless: false };
    const [payload, attributes] = [sentBy(world, made.payload), sentBy(world, made.attributes)];
    if (payload === undefined || attributes === undefined) continue;
    const exit = playOnce(world, { made, protocol, linked: watched, payload, attributes });
    if (world.isSpeechless) continue;
    if (world.complaints.length > 0) return { exits, complaints: world.complaints };
    exits.push(exit);
  }
  return { exits, complaints: [] };
}

interface Playing {
  readonly made: MadeProtocol;
  readonly protocol: BoundProtocol;
  readonly linked: LinkedProgram;
  readonly payload: JsonObject;
  readonly attributes: JsonObject;
}

function playOnce(world: World, playing: Playing): string {
  const { made, linked } = playing;
  const actor = { actor: "", attributes: playing.attributes, provenance: "asserted-by-operator" as const };
  const context = { now: "2026-01-31T00:00:00.000Z", run_id: "R", tenant: "t", snapshot: "s" };
  const payload = structuredClone(playing.payload) as Json;
  let at: Advance = advance(linked, newState(0), { kind: "start", payload, actor, context, refusals: [] });
  const records = [...at.records];
  for (let left = 100; left > 0 && (at.command.kind === "effect" || at.command.kind === "ask"); left -= 1) {
    let answer: ReturnType<typeof answerEffect>;
    try {
      answer = answerEffect(world, { made, linked }, at.command);
    } catch (error) {
      if (!world.isSpeechless) throw error;
      return "";
    }
    at = advance(linked, at.state, { kind: "answer", answer });
    records.push(...at.records);
  }
  if (world.isSpeechless) return "";
  return checkRun(world, { ...playing, command: at.command, records });
}

/** Fields as somebody sends them: mostly so that they are to be admitted. */
function sentBy({ choices }: World, fields: readonly Field[]): JsonObject | undefined {
  const full = choices.values(fields);
  if (full === undefined) return undefined;
  const changed = choices.chance(85) ? undefined : fields[choices.below(fields.length || 1)];
  if (changed !== undefined) {
    const value = full[changed.name];
    const [item] = Array.isArray(value) ? (value as readonly Json[]) : [];
    const other = choices.chance(50) ? choices.kin(changed.type) : choices.type();
    full[changed.name] = item === undefined ? (choices.value(other) ?? null) : [item, ...(value as readonly Json[])];
  }
  if (fields.length > 0 && choices.chance(4)) full["odd"] = 1;
  return dropDefaults({ kind: "object", properties: fields, open: false }, full, choices) as JsonObject;
}

function watch(
  world: World,
  signature: Signed,
  { inputs, answer }: { readonly inputs: JsonObject; readonly answer: TransformAnswer },
): void {
  complain(world, `the inputs of ${signature.code}`, { fields: signature.inputs, value: inputs });
  if (signature.outcomes[answer.outcome] === undefined) world.complaints.push(`${signature.code} ${answer.outcome}`);
  const fields = givenBy(signature, answer.outcome);
  complain(world, `the outputs of ${signature.code}`, { fields, value: answer.outputs });
}

function signatureOf(protocol: BoundProtocol, fqdn: string): Signed {
  const transform = [...protocol.artifacts.values()].find((each) => each.kind === "CT" && each.fqdn === fqdn);
  if (transform?.kind !== "CT") throw new Error(`${fqdn} is no transform`);
  const outcomes = Object.fromEntries(transform.outcomes.map(({ name, guarantees }) => [name, guarantees]));
  return { code: fqdn, inputs: transform.inputs, outputs: transform.outputs, outcomes };
}

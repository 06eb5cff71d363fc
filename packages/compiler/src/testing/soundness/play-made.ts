import type { Field, Json, JsonObject } from "@pgs/governance";
import type { EffectAnswer, LinkedProgram, TransformAnswer } from "@pgs/runtime";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import type { Lowered } from "../../5-lower/lowered.ts";
import { valueMisfit } from "../../compatibility/value-misfit.ts";
import { declared } from "../play/declared.ts";
import { expectOneWay } from "../play/expect-one-way.ts";
import { linkLowered } from "../play/link-lowered.ts";
import { type Asking, type Ended, playRun, startOf } from "../play/play-run.ts";
import { expectType, recordOf, Undeclared } from "../play/undeclared.ts";
import type { Choices } from "./choices.ts";
import { dropDefaults, isAdmissible } from "./fill-defaults.ts";
import type { MadeProtocol } from "./make-protocol.ts";
import type { Signed } from "./maker.ts";
import { answerAs, answerEffect, givenOf, type World } from "./world.ts";

/** What came of playing a protocol: by which exits runs ended, and what the first did that it does not declare. */
export interface Played {
  readonly exits: readonly string[];
  readonly complaint?: string;
}

/** A protocol that was made, and what was made of it. */
export interface Compiled {
  readonly made: MadeProtocol;
  readonly protocol: BoundProtocol;
  readonly lowered: Lowered;
}

/** Runs a protocol that compiles so many times, each time with another request, other answers, other events found. */
export function playMade(
  { made, protocol, lowered }: Compiled,
  { choices, runs }: { readonly choices: Choices; readonly runs: number },
): Played {
  let world: World = { choices, isSpeechless: false };
  const signatures = lowered.code.transforms.map(({ fqdn }) => signatureOf(protocol, fqdn));
  // A transform is pure: it answers the same again within a run.
  const answered = new Map<string, TransformAnswer>();
  const linked = linkLowered(lowered, (index) => {
    const signature = signatures[index] as Signed;
    return (inputs) => {
      const call = `${index} ${JSON.stringify(inputs)}`;
      const answer = answered.get(call) ?? answerAs(world, signature, inputs);
      answered.set(call, answer);
      return answer;
    };
  });
  const watched: LinkedProgram = {
    ...linked,
    transforms: linked.transforms.map((transform, index) => (inputs) => {
      const signature = signatures[index];
      const answer = transform(inputs);
      if (signature !== undefined && lowered.code.transforms[index]?.kind === "molecule")
        watch(signature, inputs, answer);
      return answer;
    }),
  };
  const exits: string[] = [];
  for (let left = runs; left > 0; left -= 1) {
    world = { choices, isSpeechless: false };
    answered.clear();
    const [payload, attributes] = [sentBy(world, made.payload), sentBy(world, made.attributes)];
    if (payload === undefined || attributes === undefined) continue;
    try {
      exits.push(playOnce(world, { made, protocol, linked: watched, payload, attributes }));
    } catch (error) {
      if (world.isSpeechless) continue;
      if (error instanceof Undeclared) return { exits, complaint: error.message };
      throw error;
    }
  }
  return { exits };
}

interface Playing {
  readonly made: MadeProtocol;
  readonly protocol: BoundProtocol;
  readonly linked: LinkedProgram;
  readonly payload: JsonObject;
  readonly attributes: JsonObject;
}

/** Gives the exit; throws `Undeclared` where the run does what was not declared. */
function playOnce(world: World, { made, protocol, linked, payload, attributes }: Playing): string {
  const actor = { actor: "", attributes, provenance: "asserted-by-operator" } as const;
  const asked = { payload: structuredClone(payload) as Json, actor };
  const answer = (command: Asking): EffectAnswer => answerEffect(world, { made, linked }, command);
  const { end, isAdmitted, answers } = playRun({ protocol, linked, workflow: 0, asked, answer });
  expectOneWay({ linked, workflow: 0, start: startOf({ payload, actor }), answers });
  const isRight = isAdmissible(made.payload, payload) && isAdmissible(made.attributes, attributes);
  if (isAdmitted && !isRight) throw new Undeclared(`${JSON.stringify([payload, attributes])} is admitted`);
  checkOutputs(made, end);
  return end.exit;
}

function checkOutputs(made: MadeProtocol, { exit, outputs }: Ended["end"]): void {
  const bound = made.exits.get(exit) ?? {};
  for (const [name, { path, type, optional }] of Object.entries(bound)) {
    const value = outputs[name];
    const isRight = value === undefined ? optional : valueMisfit(type, value) === undefined;
    if (!isRight) throw new Undeclared(`${exit} gives ${JSON.stringify(value)} as ${name}, which reads ${path}`);
  }
  const odd = Object.keys(outputs).find((name) => bound[name] === undefined);
  if (odd !== undefined) throw new Undeclared(`${exit} gives ${odd}`);
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

function watch(signature: Signed, inputs: JsonObject, { outcome, outputs }: TransformAnswer): void {
  const { code, outcomes } = signature;
  expectType(recordOf(signature.inputs), inputs, `the inputs of ${code}`);
  if (outcomes[outcome] === undefined) throw new Undeclared(`${code} ends with ${outcome}, which it does not declare`);
  expectType(recordOf(givenOf(signature, outcome)), outputs, `what ${code} gives after ${outcome}`);
}

function signatureOf(protocol: BoundProtocol, fqdn: string): Signed {
  const transform = declared(protocol, fqdn, "CT");
  const outcomes = Object.fromEntries(transform.outcomes.map(({ name, guarantees }) => [name, guarantees]));
  return { code: fqdn, inputs: transform.inputs, outputs: transform.outputs, outcomes };
}

import type { JsonObject } from "@pgs/governance";
import type { ActorClaim, EffectAnswer } from "@pgs/runtime";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import type { Lowered } from "../../5-lower/lowered.ts";
import { type Asking, playRun } from "../play/play-run.ts";
import { Undeclared } from "../play/undeclared.ts";
import { randomOf } from "../random.ts";
import { answerAsked, type Play, schemaAt } from "./answer-asked.ts";
import { type Choose, explore } from "./explore.ts";
import { generateValue, type Sampler } from "./generate-value.ts";
import { answerOf, linkStubs } from "./link-stubs.ts";

/**
 * Runs every workflow of a protocol in the kernel, with payloads that it admits and any outcome that its capabilities
 * declare, and says what happened that it does not declare: a fault, a value of another type, a guarantee that is not
 * kept, an exit that is not there. Undefined: nothing did.
 */
export function playProtocol(
  { protocol, lowered }: { readonly protocol: BoundProtocol; readonly lowered: Lowered },
  seed: number,
): string | undefined {
  const random = randomOf(seed);
  const now: { choose: Choose } = { choose: (_, options) => options[0] ?? "" };
  const by: Sampler = { random, choose: (place, options) => now.choose(place, options) };
  const play: Play = { protocol, lowered, linked: linkStubs(lowered, by), by };
  const tryOut = (run: () => void): void =>
    explore((choose) => {
      now.choose = choose;
      run();
    });
  try {
    for (const workflow of lowered.program.workflows.keys()) tryOut(() => playOnce(play, workflow));
    for (const [index, { kind }] of lowered.code.transforms.entries()) {
      if (kind === "molecule") tryOut(() => callOnce(play, index));
    }
    return undefined;
  } catch (error) {
    if (error instanceof Undeclared) return error.message;
    throw error;
  }
}

function playOnce(play: Play, workflow: number): void {
  const { protocol, linked, by } = play;
  const intent = linked.program.workflows[workflow]?.intent;
  if (intent === undefined) throw new Error(`there is no workflow ${workflow}`);
  const claimed = intent.actors.length === 0 ? undefined : by.random.pick(intent.actors);
  const payload = generateValue(schemaAt(play, intent.payload), by);
  const actor: ActorClaim = {
    actor: linked.vocabulary.artifacts[claimed?.artifact ?? -1] ?? "",
    attributes: answerOf(schemaAt(play, claimed?.attributes ?? -1), by),
    provenance: claimed === undefined ? "asserted-by-operator" : "principal",
  };
  const answer = (command: Asking): EffectAnswer => answerAsked(play, command, workflow);
  playRun({ protocol, linked, workflow, asked: { payload, actor }, answer });
}

function callOnce({ linked, lowered, by }: Play, index: number): void {
  const { inputs = -1, outcomes = [], outputs = [] } = linked.program.transforms[index] ?? {};
  const given = answerOf(lowered.code.validators[inputs] ?? {}, by);
  linked.validators[inputs]?.(given);
  const said = linked.transforms[index]?.(given);
  const validate = linked.validators[outputs[outcomes.indexOf(said?.outcome ?? "")] ?? -1];
  const [issue] = validate === undefined ? [] : validate(structuredClone(said?.outputs ?? {}) as JsonObject);
  if (said === undefined || !outcomes.includes(said.outcome))
    throw new Undeclared(`a molecule answers ${said?.outcome}`);
  if (issue !== undefined) throw new Undeclared(`a molecule gives ${issue.pointer}, which fails ${issue.keyword}`);
}

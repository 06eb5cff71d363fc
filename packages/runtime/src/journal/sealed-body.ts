import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { Played } from "../kernel/play.ts";
import type { EffectAnswer } from "../kernel/state.ts";
import type { Vault } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { openLeaves, sealLeaves } from "../vault/sealed-values.ts";
import { leavesOfAnswer, leavesOfRequest, mayTell, type SensitiveRequest, stepOf } from "../vault/sensitive-parts.ts";
import type { HeaderTexts, RunHeader } from "./journal-body.ts";

interface Sealing {
  readonly linked: LinkedProgram;
  readonly vault: Vault;
}

interface Asked {
  /** Index into the program's workflows. */
  readonly workflow: number;
  /** FQDN; empty: the intent's first. */
  readonly actor: string;
  readonly isAdmitted: boolean;
}

/** What is sensitive in what a run was asked. */
export function requestLeaves({ program, vocabulary }: LinkedProgram, asked: Asked): SensitiveRequest {
  const intent = program.workflows[asked.workflow]?.intent;
  if (intent === undefined) throw new Error(`the program has no workflow ${asked.workflow}`);
  const actor = asked.actor === "" ? -1 : vocabulary.artifacts.indexOf(asked.actor as never);
  return leavesOfRequest(program, intent, { actor, isAdmitted: asked.isAdmitted });
}

/** The texts of a request as the journal keeps them. */
export function sealTexts({ linked, vault }: Sealing, asked: Asked & { readonly texts: HeaderTexts }): HeaderTexts {
  const { texts } = asked;
  const leaves = requestLeaves(linked, asked);
  if (leaves.payload.length === 0 && leaves.attributes.length === 0) return texts;
  return {
    actor: hasNoAttributes(asked) ? texts.actor : sealActor(texts.actor, leaves.attributes, vault),
    payload: sealText(texts.payload, leaves.payload, vault),
  };
}

/** Of what was not admitted, even nothing is sealed: it is not known to be of its type. */
function hasNoAttributes({ actor, isAdmitted, texts }: Asked & { readonly texts: HeaderTexts }): boolean {
  return isAdmitted && texts.actor.startsWith(`{"actor":${canonicalize(actor)},"attributes":{},`);
}

function sealText(text: string, leaves: readonly SensitiveLeaf[], vault: Vault): string {
  return leaves.length === 0 ? text : canonicalize(sealLeaves(JSON.parse(text) as Json, leaves, vault));
}

function sealActor(text: string, leaves: readonly SensitiveLeaf[], vault: Vault): string {
  if (leaves.length === 0) return text;
  const { attributes = {}, ...claim } = JSON.parse(text) as JsonObject;
  const kept = sealLeaves(attributes, leaves, vault);
  return kept === attributes ? text : canonicalize({ ...claim, attributes: kept });
}

/** What effects answered as the journal keeps it: words that could tell something sensitive are not kept at all. */
export function sealAnswers(
  { linked: { program }, vault }: Sealing,
  { answers, asked, workflow }: Pick<Played, "answers" | "asked"> & { readonly workflow: number },
): readonly EffectAnswer[] {
  return answers.map((answer, index) => {
    const command = asked[index];
    if (command === undefined || mayTell(stepOf(program, workflow, command))) return answer;
    const { reason: _, ...told } = answer;
    const outputs = sealLeaves(told.outputs, leavesOfAnswer(program, workflow, command), vault) as JsonObject;
    return { ...told, outputs };
  });
}

export function openAnswer(
  answer: EffectAnswer,
  { vault, leaves }: { readonly vault: Vault; readonly leaves: readonly SensitiveLeaf[] },
): EffectAnswer {
  return leaves.length === 0 ? answer : { ...answer, outputs: openLeaves(answer.outputs, leaves, vault) as JsonObject };
}

/** How a run began, as it was asked. */
export function openHeader({ linked, vault }: Sealing, header: RunHeader): RunHeader {
  const found = findWorkflow(linked, header.workflow);
  if (!found.ok) return header;
  const { actor, attributes } = header.actor;
  const leaves = requestLeaves(linked, { workflow: found.index, actor, isAdmitted: true });
  return {
    ...header,
    payload: openLeaves(header.payload, leaves.payload, vault),
    actor: { ...header.actor, attributes: openLeaves(attributes, leaves.attributes, vault) as JsonObject },
  };
}

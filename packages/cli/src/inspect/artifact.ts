import type { Fqdn, Json, JsonObject } from "@pgs/governance";

/** An artifact as `artifacts.json` has it: whole, without a short form, every reference an FQDN. */
export interface Artifact extends JsonObject {
  readonly artifact: Fqdn;
  readonly status: "draft" | "active" | "retired";
}

/** A workflow, as far as it is asked about. */
export interface WorkflowArtifact {
  readonly binding: Fqdn;
  readonly start: string;
  readonly nodes: Readonly<Record<string, NodeText>>;
}

export interface NodeText {
  readonly intent?: Fqdn;
  readonly contract?: Fqdn;
  readonly requires?: readonly JsonObject[];
  readonly forbids?: readonly JsonObject[];
  /** Node by outcome; left out: an exit. */
  readonly next?: Readonly<Record<string, string>>;
  readonly exit?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly outputs?: JsonObject;
  readonly emit?: readonly { readonly event: Fqdn }[];
}

/** A step of a contract or a molecule. */
export interface StepText {
  readonly step: string;
  readonly transform?: Fqdn;
  readonly side_effect?: Fqdn;
  readonly op?: string;
  readonly store?: string;
  readonly on: Readonly<Record<string, string>>;
}

/** What an artifact guarantees, by outcome. */
export type OutcomeTexts = Readonly<Record<string, readonly string[]>>;

export function workflowText(artifact: Artifact): WorkflowArtifact {
  return artifact as unknown as WorkflowArtifact;
}

/** The steps of a contract or a molecule; none of anything else. */
export function stepTexts(artifact: Artifact): readonly StepText[] {
  return (artifact["pipeline"] ?? artifact["compose"] ?? []) as unknown as readonly StepText[];
}

export function outcomeTexts(value: JsonObject): OutcomeTexts {
  return (value["outcomes"] ?? {}) as OutcomeTexts;
}

/** A text under a key; empty where there is none. */
export function textUnder(value: JsonObject, key: string): string {
  const found = value[key];
  return typeof found === "string" ? found : "";
}

/** What stands under a key of a map; nothing where there is none. */
export function membersUnder(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isMap(found) ? found : {};
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { type Fqdn, type JsonObject, kindOf } from "@pgs/governance";
import {
  type Artifact,
  isMap,
  membersUnder,
  outcomeTexts,
  type StepText,
  stepTexts,
  workflowText,
} from "../artifact.ts";
import { artifactOf, type SealedProtocol } from "../sealed-protocol.ts";
import { exitsOf, type WorkflowExit } from "./workflow-exits.ts";

/** How something can end: a workflow through its exits, all else with outcomes. */
export type DeclaredOutcomes =
  | { readonly kind: "workflow"; readonly exits: readonly WorkflowExit[] }
  | { readonly kind: "outcomes"; readonly answers: readonly DeclaredAnswer[] };

/** The outcomes of a contract, a transform, or one operation of a side effect. */
export interface DeclaredAnswer {
  /** Of a side effect; empty for all else. */
  readonly operation: string;
  readonly outcomes: readonly DeclaredOutcome[];
}

export interface DeclaredOutcome {
  readonly outcome: string;
  /** Outputs that are there whenever it ends so. */
  readonly guarantees: readonly string[];
  /** As the vocabulary has it. */
  readonly meaning: string;
  /** The steps that it comes from; an atom and an operation have none. */
  readonly comes_from: readonly { readonly step: string; readonly outcome: string }[];
}

/** How an artifact can end. Undefined: it is of a kind that does not. */
export function outcomesOf(protocol: SealedProtocol, fqdn: Fqdn): DeclaredOutcomes | undefined {
  const artifact = artifactOf(protocol, fqdn);
  switch (kindOf(fqdn)) {
    case "WF":
      return { kind: "workflow", exits: exitsOf(workflowText(artifact)) };
    case "CC":
    case "CT":
      return {
        kind: "outcomes",
        answers: [answerOf(artifact, { protocol, operation: "", steps: stepTexts(artifact) })],
      };
    case "CS":
      return { kind: "outcomes", answers: operationAnswers(artifact, protocol) };
    default:
      return undefined;
  }
}

function operationAnswers(artifact: Artifact, protocol: SealedProtocol): readonly DeclaredAnswer[] {
  return Object.entries(membersUnder(artifact, "operations")).flatMap(([operation, declared]) =>
    isMap(declared) ? [answerOf(declared, { protocol, operation, steps: [] })] : [],
  );
}

function answerOf(
  declared: JsonObject,
  of: { readonly protocol: SealedProtocol; readonly operation: string; readonly steps: readonly StepText[] },
): DeclaredAnswer {
  const meanings = vocabularyOf(of.protocol);
  return {
    operation: of.operation,
    outcomes: Object.entries(outcomeTexts(declared)).map(([outcome, guarantees]) => ({
      outcome,
      guarantees,
      meaning: meanings.get(outcome) ?? "",
      comes_from: of.steps.flatMap((step) => leavesOf(step, outcome)),
    })),
  };
}

/** `exit` leaves with the outcome itself, `exit OTHER` with another one. */
function leavesOf({ step, on }: StepText, wanted: string): DeclaredOutcome["comes_from"] {
  return Object.entries(on).flatMap(([outcome, target]) => {
    const left = target === "exit" ? outcome : target.startsWith("exit ") ? target.slice("exit ".length) : undefined;
    return left === wanted ? [{ step, outcome }] : [];
  });
}

function vocabularyOf({ artifacts }: SealedProtocol): ReadonlyMap<string, string> {
  const vocabularies = [...artifacts].filter(([fqdn]) => kindOf(fqdn) === "VOCAB");
  return new Map(
    vocabularies.flatMap(([, artifact]) =>
      Object.entries(membersUnder(artifact, "terms")).map(([term, meaning]) => [term, String(meaning)] as const),
    ),
  );
}

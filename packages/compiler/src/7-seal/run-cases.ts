import type { Diagnostic, Fqdn, Json } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { LinkedProgram, TransformProgram, Validator } from "@pgs/runtime";
import { canonicalize } from "@pgs/runtime";
import type { BoundCase, BoundProtocol, BoundTransform } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";

/** What `conformance.json` says. */
export interface Conformance {
  readonly format: 1;
  readonly transforms: readonly {
    readonly transform: Fqdn;
    readonly cases: readonly { readonly case: string; readonly outcome: string; readonly holds: boolean }[];
  }[];
}

/**
 * Runs every case of every transform on the code that is about to be sealed. A case that does not hold is an error at
 * its place; an outcome without a case is a warning.
 */
export function runCases(
  protocol: BoundProtocol,
  linked: LinkedProgram,
): { readonly conformance: Conformance; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const transforms = artifactsOfKind(protocol, "CT").map((transform, index) => {
    diagnostics.push(...outcomesWithoutCase(transform));
    const program = linked.program.transforms[index];
    if (program === undefined) throw new Error(`internal: \`${transform.fqdn}\` is not in the program`);
    const cases = [...transform.cases].sort(byNameAndPlace).map((recorded) => {
      const finding = runCase({ recorded, transform, program, index, linked });
      if (finding !== undefined) diagnostics.push(finding);
      return { case: recorded.name, outcome: recorded.outcome, holds: finding === undefined };
    });
    return { transform: transform.fqdn, cases };
  });
  return { conformance: { format: 1, transforms }, diagnostics };
}

interface CaseRun {
  readonly recorded: BoundCase;
  readonly transform: BoundTransform;
  readonly program: TransformProgram;
  readonly index: number;
  readonly linked: LinkedProgram;
}

function runCase({ recorded, transform, program, index, linked }: CaseRun): Diagnostic | undefined {
  const inputs = linked.adopt(recorded.inputs);
  const [issue] = validatorAt(linked, program.inputs)(inputs);
  const named = { case: recorded.name, ct: transform.fqdn };
  if (issue !== undefined) {
    return rules.caseInputsFit(
      { ...named, issue: `\`${issue.pointer || "/"}\` ${issue.message}` },
      { at: recorded.at },
    );
  }
  const attempted = attempt(linked, index, inputs);
  const isSame =
    attempted.outcome === recorded.outcome &&
    (recorded.outputs === undefined || textOf(attempted.outputs) === textOf(recorded.outputs));
  const isKept = isDeclared({ attempted, program, linked });
  if (isSame && isKept) return undefined;
  const said = isKept ? saidOf(attempted) : `${saidOf(attempted)}, which the contract does not declare`;
  return rules.caseHolds({ ...named, attempted: said, recorded: saidOf(recorded) }, { at: recorded.at });
}

interface Answer {
  readonly outcome: string;
  readonly outputs: Json | undefined;
}

/** A throw is an answer nobody declared; it is compared like any other. */
function attempt(linked: LinkedProgram, index: number, inputs: Json): Answer {
  try {
    const answer = linked.transforms[index]?.(inputs as Parameters<LinkedProgram["transforms"][number]>[0]);
    // Brought over from the realm of the linked code.
    return JSON.parse(JSON.stringify(answer)) as Answer;
  } catch (failure) {
    return { outcome: `the failure "${messageOf(failure)}"`, outputs: undefined };
  }
}

/** What a case records may be less than what the contract promises. */
function isDeclared(query: {
  readonly attempted: Answer;
  readonly program: TransformProgram;
  readonly linked: LinkedProgram;
}): boolean {
  const { attempted, program, linked } = query;
  const validator = program.outputs[program.outcomes.indexOf(attempted.outcome)];
  return validator !== undefined && validatorAt(linked, validator)(linked.adopt(attempted.outputs ?? {})).length === 0;
}

function outcomesWithoutCase({ fqdn, outcomes, cases }: BoundTransform): readonly Diagnostic[] {
  const shown = new Set(cases.map(({ outcome }) => outcome));
  return outcomes
    .filter(({ name }) => !shown.has(name))
    .map(({ name, at }) => rules.outcomeHasCase({ ct: fqdn, outcome: name }, { at }));
}

function validatorAt(linked: LinkedProgram, index: number): Validator {
  const validator = linked.validators[index];
  if (validator === undefined) throw new Error(`internal: there is no validator ${index}`);
  return validator;
}

function saidOf({ outcome, outputs }: Answer): string {
  const text = outputs === undefined ? outcome : `${outcome} ${textOf(outputs)}`;
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`;
}

function textOf(outputs: Json | undefined): string {
  return outputs === undefined ? "" : canonicalize(outputs);
}

function messageOf(failure: unknown): string {
  return typeof failure === "object" && failure !== null && "message" in failure
    ? String(failure.message)
    : String(failure);
}

function byNameAndPlace(a: BoundCase, b: BoundCase): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start;
}

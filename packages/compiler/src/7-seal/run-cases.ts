import type { Diagnostic, Fqdn, Json } from "@pgs/governance";
import { rules } from "@pgs/governance";
import type { LinkedProgram, TransformProgram, Validator } from "@pgs/runtime";
import { canonicalize } from "@pgs/runtime";
import type { BoundCase, BoundProtocol, BoundTransform } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";
import { answerCase, type CaseAnswer } from "./answer-case.ts";

/** What `conformance.json` says. */
export interface Conformance {
  readonly format: 1;
  readonly transforms: readonly {
    readonly transform: Fqdn;
    readonly cases: readonly { readonly case: string; readonly outcome: string; readonly holds: boolean }[];
  }[];
}

/**
 * Runs every case of every transform on the code that is about to be sealed, on frozen inputs, and all of them again in
 * the other order. A case that does not hold, repeat or leave its inputs alone is an error at its place; an outcome
 * without a case is a warning.
 */
export function runCases(
  protocol: BoundProtocol,
  linked: LinkedProgram,
): { readonly conformance: Conformance; readonly diagnostics: readonly Diagnostic[] } {
  const transforms = artifactsOfKind(protocol, "CT");
  const runs = transforms.map((transform, index) => runsOf(transform, index, linked));
  const verdicts = new Map(runs.flat().map((run) => [run, runCase(run, linked)]));
  for (const [run, { finding, answer }] of [...verdicts].toReversed()) {
    const difference = answer === undefined ? undefined : runAgain(run, answer, linked);
    if (finding === undefined && difference !== undefined) verdicts.set(run, { finding: difference });
  }
  const findings = [...verdicts.values()].flatMap(({ finding }) => finding ?? []);
  const conformance: Conformance = {
    format: 1,
    transforms: transforms.map(({ fqdn }, index) => ({
      transform: fqdn,
      cases: (runs[index] ?? []).map((run) => ({
        case: run.recorded.name,
        outcome: run.recorded.outcome,
        holds: verdicts.get(run)?.finding === undefined,
      })),
    })),
  };
  return { conformance, diagnostics: [...transforms.flatMap(outcomesWithoutCase), ...findings] };
}

interface CaseRun {
  readonly recorded: BoundCase;
  readonly transform: BoundTransform;
  readonly program: TransformProgram;
  readonly index: number;
  /** With the defaults of the contract. */
  readonly inputs: Json;
  readonly misfit: Diagnostic | undefined;
}

function runsOf(transform: BoundTransform, index: number, linked: LinkedProgram): readonly CaseRun[] {
  const program = linked.program.transforms[index];
  if (program === undefined) throw new Error(`internal: \`${transform.fqdn}\` is not in the program`);
  return [...transform.cases].sort(byNameAndPlace).map((recorded) => {
    const inputs = linked.adopt(recorded.inputs);
    const [issue] = validatorAt(linked, program.inputs)(inputs);
    const run = { recorded, transform, program, index, inputs };
    if (issue === undefined) return { ...run, misfit: undefined };
    const params = { ...namesOf(run), issue: `\`${issue.pointer || "/"}\` ${issue.message}` };
    return { ...run, misfit: rules.caseInputsFit(params, { at: recorded.at }) };
  });
}

interface Verdict {
  readonly finding: Diagnostic | undefined;
  /** Absent when there was nothing to run, or nothing to compare with. */
  readonly answer?: CaseAnswer;
}

function runCase(run: CaseRun, linked: LinkedProgram): Verdict {
  const { recorded, program, index, inputs, misfit } = run;
  if (misfit !== undefined) return { finding: misfit };
  const answer = answerCase(linked, index, inputs);
  if ("changes" in answer) {
    return { finding: rules.caseLeavesInputs({ ...namesOf(run), what: answer.changes }, { at: recorded.at }) };
  }
  const isSame =
    answer.outcome === recorded.outcome &&
    (recorded.outputs === undefined || textOf(answer.outputs) === textOf(recorded.outputs));
  const isKept = isDeclared({ attempted: answer, program, linked });
  if (isSame && isKept) return { finding: undefined, answer };
  const attempted = isKept ? saidOf(answer) : `${saidOf(answer)}, which the contract does not declare`;
  const params = { ...namesOf(run), attempted, recorded: saidOf(recorded) };
  return { finding: rules.caseHolds(params, { at: recorded.at }), answer };
}

function runAgain(run: CaseRun, first: CaseAnswer, linked: LinkedProgram): Diagnostic | undefined {
  const again = answerCase(linked, run.index, run.inputs);
  if ("changes" in again || again.text === first.text) return undefined;
  const params = { ...namesOf(run), first: saidOf(first), again: saidOf(again) };
  return rules.caseRepeats(params, { at: run.recorded.at });
}

function namesOf({ recorded, transform }: Pick<CaseRun, "recorded" | "transform">) {
  return { case: recorded.name, ct: transform.fqdn };
}

/** What a case records may be less than what the contract promises. */
function isDeclared(query: {
  readonly attempted: CaseAnswer;
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

function saidOf({ outcome, outputs }: Pick<CaseAnswer, "outcome" | "outputs">): string {
  const text = outputs === undefined ? outcome : `${outcome} ${textOf(outputs)}`;
  return text.length <= 400 ? text : `${text.slice(0, 399)}…`;
}

function textOf(outputs: Json | undefined): string {
  return outputs === undefined ? "" : canonicalize(outputs);
}

function byNameAndPlace(a: BoundCase, b: BoundCase): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.start - b.at.start;
}

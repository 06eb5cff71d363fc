import { codeOf, type Fqdn } from "@pgs/governance";
import { type AssertionVerdict, type InvariantVerdict, type Verdicts, visibleText, type Witness } from "@pgs/runtime";
import { counted } from "../../terminal/counted.ts";
import type { Ink } from "../../terminal/ink.ts";
import { findName } from "../../workspace/find-name.ts";
import type { Asked, Question } from "../question.ts";
import { wrap } from "../text/columns.ts";

export const invariantsQuestion: Question = {
  name: "invariants",
  parameters: "[name]",
  description: "what was proved of it, by which rules, over what; assertions too",
  examples: [
    "pgs inspect invariants",
    "pgs inspect invariants INVARIANT_TOPOLOGY_ACYCLIC_V0",
    "pgs inspect invariants --json",
  ],
  answer: (asked) => {
    const { invariants, assertions } = verdictsAsked(asked);
    const isNone = invariants.length + assertions.length === 0;
    return {
      json: { invariants, assertions },
      print: (ink) => (isNone ? "" : printVerdicts({ invariants, assertions }, ink)),
      ...(isNone ? { note: "the snapshot has no verdicts: it was sealed before there were any" } : {}),
    };
  },
};

function verdictsAsked({ protocol, words }: Asked): Omit<Verdicts, "format"> {
  const { invariants, assertions } = protocol.verdicts;
  const [word] = words;
  if (word === undefined) return { invariants, assertions };
  const names = [...invariants.map(({ invariant }) => invariant), ...assertions.map(({ assertion }) => assertion)];
  const otherwise = "`pgs inspect invariants` lists them";
  const name = findName(word, { noun: "invariant or assertion", names, separator: "::", otherwise });
  return {
    invariants: invariants.filter(({ invariant }) => invariant === name),
    assertions: assertions.filter(({ assertion }) => assertion === name),
  };
}

function printVerdicts({ invariants, assertions }: Omit<Verdicts, "format">, ink: Ink): string {
  const proved = invariants.filter(({ verdict }) => verdict === "proved").length;
  const guarded = invariants.length - proved;
  const parts = [
    ...(invariants.length === 0
      ? []
      : [`${counted(invariants.length, "invariant")}: ${proved} proved, ${guarded} guarded`]),
    ...(assertions.length === 0 ? [] : [`${counted(assertions.length, "assertion")} proved`]),
  ];
  const blocks = [
    ...invariants.map((verdict) => invariantLines(verdict, ink)),
    ...assertions.map((verdict) => assertionLines(verdict, ink)),
  ];
  return `${[parts.join("; "), ...blocks.flatMap((lines) => ["", ...lines])].join("\n")}\n`;
}

function invariantLines({ invariant, summary, verdict, rules }: InvariantVerdict, ink: Ink): readonly string[] {
  const by = rules.map(({ code, rule, phase, witness }) => {
    const over = witnessWords(witness);
    return ink.dim(`  ${code} ${rule}: ${over === "" ? `stops a ${phase} that would break it` : `over ${over}`}`);
  });
  return [
    `${ink.bold(invariant)}  ${verdict === "proved" ? ink.green(verdict) : ink.yellow(verdict)}`,
    `  ${wrap(visibleText(summary).split(" "), { indent: 2 })}`,
    ...(by.length === 0 ? [ink.dim("  no rule can see it; tests guard it")] : by),
  ];
}

function assertionLines(found: AssertionVerdict, ink: Ink): readonly string[] {
  const { assertion, summary, form, verdict, subjects, witness } = found;
  const over = witnessWords(witness);
  const places = subjects.map(({ workflow, places: at, guards }) => {
    const seen = guards.length === 0 ? "" : `, seen to by ${guards.join(", ")}`;
    return ink.dim(`  ${codeOf(workflow as Fqdn)}${at.length === 0 ? "" : ` at ${at.join(", ")}`}${seen}`);
  });
  return [
    `${ink.bold(assertion)}  ${ink.green(verdict)}`,
    ...(summary === "" ? [] : [`  ${wrap(visibleText(summary).split(" "), { indent: 2 })}`]),
    ink.dim(`  ${form}${over === "" ? "" : `, over ${over}`}`),
    ...places,
  ];
}

/** `4 workflows, 41 nodes`. */
function witnessWords(witness: Witness): string {
  return Object.entries(witness)
    .map(([what, count]) => `${count} ${what.replaceAll("_", " ")}`)
    .join(", ");
}

import type { Diagnostic } from "@pgs/governance";
import { lineColumnOf } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";
import type { ParsedSource } from "../../2-parse/parse.ts";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import { lower } from "../../5-lower/lower.ts";
import { harmless } from "./harmless.ts";
import { checkChangedContracts, type Survivor } from "./implementations.ts";
import { judge, judgeSources } from "./judge.ts";
import type { Mutant } from "./make-mutants.ts";
import { playProtocol } from "./play/play-protocol.ts";
import type { Protocols } from "./protocols.ts";

/** What came of a mutant. */
export type Judged =
  | { readonly kind: "refused"; readonly mutant: Mutant; readonly findings: readonly Diagnostic[] }
  | { readonly kind: "harmless"; readonly mutant: Mutant; readonly why: string }
  /** It is not refused, and there is no reason why it should not be. */
  | { readonly kind: "hole"; readonly mutant: Mutant; readonly why: string };

/** Judges mutants one by one, then the implementations of all those whose contracts were changed. */
export async function judgeAll(mutants: readonly Mutant[], protocols: Protocols): Promise<readonly Judged[]> {
  const verdicts = mutants.map((mutant) => ({ mutant, verdict: judge(mutant, protocols) }));
  const survivors = verdicts.flatMap(({ mutant, verdict }): readonly Survivor[] =>
    verdict.kind === "survives" ? [{ mutant, protocol: verdict.protocol }] : [],
  );
  const misfits = await checkChangedContracts(survivors);
  const programs = originalPrograms(protocols);
  return verdicts.map(({ mutant, verdict }): Judged => {
    if (verdict.kind === "refused") return { ...verdict, mutant };
    const findings = misfits.get(mutant.name) ?? [];
    if (findings.length > 0) return { kind: "refused", mutant, findings };
    return judgeSurvivor({ mutant, protocol: verdict.protocol }, programs(mutant));
  });
}

function judgeSurvivor({ mutant, protocol }: Survivor, before: string): Judged {
  if (programText(protocol) === before) return { kind: "harmless", mutant, why: harmless.same };
  const undeclared = playProtocol(protocol, 1);
  if (undeclared !== undefined) return { kind: "hole", mutant, why: undeclared };
  const why = mutant.operator.harmless;
  return why === undefined ? { kind: "hole", mutant, why: "nothing refuses it" } : { kind: "harmless", mutant, why };
}

/** The text of the program that each mutant's original is a part of. */
function originalPrograms({ sources, around }: Protocols): (mutant: Mutant) => string {
  const known = new Map<readonly ParsedSource[], string>();
  return ({ original }) => {
    const parsed = around(original, "");
    const verdict = known.has(parsed) ? undefined : judgeSources(parsed, { sources });
    if (verdict?.kind === "refused") throw new Error(`${original.fqdn} is refused as it is`);
    if (verdict !== undefined) known.set(parsed, programText(verdict.protocol));
    return known.get(parsed) ?? "";
  };
}

function programText(protocol: BoundProtocol): string {
  const { program, vocabulary, code } = lower(protocol);
  const transforms = code.transforms.map((each) =>
    each.kind === "atom" ? [each.fqdn, each.module, each.name] : [each.fqdn, JSON.stringify(each)],
  );
  return canonicalize([JSON.stringify([program, vocabulary, code.readers, code.validators]), transforms]);
}

/** One line that says what came of a mutant, where, and why. */
export function lineOf(judged: Judged, { sources }: Protocols): string {
  const { name } = judged.mutant;
  if (judged.kind !== "refused") return `${name} → ${judged.kind}: ${judged.why}`;
  const places = judged.findings.map(({ code, at: { span } }) => {
    const text = sources.files.find(({ path }) => path === span.file)?.text ?? "";
    return `${code} ${span.file.slice(span.file.lastIndexOf("/") + 1)}:${lineColumnOf(text, span.start).line}`;
  });
  const [first, ...rest] = new Set(places);
  return `${name} → ${first}${rest.length === 0 ? "" : ` and ${rest.length} more`}`;
}

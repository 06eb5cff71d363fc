import type { Diagnostic } from "@pgs/governance";
import { lineColumnOf } from "@pgs/governance";
import { canonicalize, type SideEffectHost, sha256Hex } from "@pgs/runtime";
import type { ParsedSource } from "../../2-parse/parse.ts";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import { lower } from "../../5-lower/lower.ts";
import type { Lowered } from "../../5-lower/lowered.ts";
import { hostRequirements } from "../../7-seal/host-requirements.ts";
import { harmless } from "./harmless.ts";
import { checkChangedContracts, type Survivor } from "./implementations.ts";
import { judge, judgeSources } from "./judge.ts";
import type { Mutant } from "./make-mutants.ts";
import { playProtocol } from "./play-protocol.ts";
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

function judgeSurvivor({ mutant, protocol }: Survivor, before: Before): Judged {
  const lowered = lower(protocol);
  if (programText(lowered) === before.text) return { kind: "harmless", mutant, why: harmless.same };
  const findings = hostRequirements({ protocol, lowered, host: before.host }).diagnostics;
  if (findings.length > 0) return { kind: "refused", mutant, findings };
  const undeclared = playProtocol({ protocol, lowered }, 1);
  if (undeclared !== undefined) return { kind: "hole", mutant, why: undeclared };
  const why = mutant.operator.harmless;
  return why === undefined ? { kind: "hole", mutant, why: "nothing refuses it" } : { kind: "harmless", mutant, why };
}

/** What the original of a mutant is a part of. */
interface Before {
  readonly text: string;
  /** Performs every side effect as it was declared. */
  readonly host: SideEffectHost;
}

function originalPrograms({ sources, around }: Protocols): (mutant: Mutant) => Before {
  const known = new Map<readonly ParsedSource[], Before>();
  return ({ original }) => {
    const parsed = around(original, "");
    const verdict = known.has(parsed) ? undefined : judgeSources(parsed, { sources });
    if (verdict?.kind === "refused") throw new Error(`${original.fqdn} is refused as it is`);
    const before = known.get(parsed) ?? beforeOf(verdict?.protocol);
    known.set(parsed, before);
    return before;
  };
}

function beforeOf(protocol: BoundProtocol | undefined): Before {
  if (protocol === undefined) throw new Error("there is no protocol");
  const performed = [...protocol.artifacts.values()].filter(({ kind }) => kind === "CS");
  const host: SideEffectHost = {
    package: "mutants",
    version: "1.0.0",
    sideEffects: new Map(performed.map(({ fqdn }) => [fqdn, () => ({ outcome: "BACKEND_ERROR", outputs: {} })])),
    contracts: new Map(performed.map(({ fqdn, full }) => [fqdn, sha256Hex(canonicalize(full))])),
  };
  return { text: programText(lower(protocol)), host };
}

function programText({ program, vocabulary, code }: Lowered): string {
  const transforms = code.transforms.map((each) =>
    each.kind === "atom" ? [each.fqdn, each.module, each.name] : [each.fqdn, JSON.stringify(each)],
  );
  return JSON.stringify([program, vocabulary, code.readers, code.validators, transforms]);
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

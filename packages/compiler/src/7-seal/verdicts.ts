import type { InvariantArtifact } from "@pgs/governance";
import { invariants } from "@pgs/governance/invariants";
import type { HostRequirement, InvariantVerdict, Verdicts, Witness } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { referencesOf } from "../4-check/analysis/references.ts";
import type { Checked } from "../4-check/check.ts";
import type { Emitted } from "../6-emit/emit.ts";
import type { Conformance } from "./run-cases.ts";

/** What the phases went over, of a protocol in which none of them found an error. */
export interface Proved {
  readonly protocol: BoundProtocol;
  readonly checked: Checked;
  readonly emitted: Emitted;
  readonly conformance: Conformance;
  readonly hosts: readonly HostRequirement[];
  /** How many files are sealed beside the verdicts. */
  readonly files: number;
}

type Enforcing = InvariantArtifact["enforced_by"][number];

/** Says of every invariant and every assertion what was gone over to prove it. */
export function verdictsOf(proved: Proved): Verdicts {
  const witnesses = witnessesOf(proved);
  return {
    format: 1,
    invariants: invariants.map(({ artifact, summary, enforced_by }): InvariantVerdict => {
      const rules = enforced_by.map((rule) => ({ ...rule, witness: witnesses(rule) }));
      const isProved = rules.some(({ phase }) => !isGuard(phase));
      return { invariant: artifact, summary, verdict: isProved ? "proved" : "guarded", rules };
    }),
    assertions: proved.checked.assertions,
  };
}

/** Phases whose rules stop a run or a request, and can be asked of nothing before. */
function isGuard(phase: string): boolean {
  return phase === "run" || phase === "transport";
}

function witnessesOf({ protocol, checked, emitted, conformance, hosts, files }: Proved): (rule: Enforcing) => Witness {
  const sources: Witness = { files: protocol.sources.length };
  const artifacts = [...protocol.artifacts.values()];
  const references: Witness = {
    artifacts: artifacts.length,
    references: artifacts.reduce((sum, artifact) => sum + referencesOf(artifact).length, 0),
  };
  const code: Witness = {
    modules: emitted.modules.size,
    transforms: artifacts.filter((artifact) => artifact.kind === "CT" && artifact.body.kind === "atom").length,
  };
  const cases: Witness = {
    cases: conformance.transforms.reduce((sum, transform) => sum + transform.cases.length, 0),
    transforms: conformance.transforms.length,
  };
  return ({ rule, phase }) => {
    if (isGuard(phase)) return {};
    if (phase === "check") return checked.witnesses.get(rule) ?? {};
    if (phase === "bind") return references;
    if (phase === "emit") return code;
    if (phase !== "seal") return sources;
    if (rule.startsWith("snapshot-")) return { files: files + 1 };
    return rule === "side-effect-performed" ? { hosts: hosts.length } : cases;
  };
}

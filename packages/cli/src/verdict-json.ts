import type { RedecideVerdict, ReplayVerdict } from "@pgs/runtime";

/** A run that was played again, by its own program or by another. */
interface PlayedAgain {
  /** FQDN. */
  readonly workflow: string;
  readonly verdict: ReplayVerdict | RedecideVerdict;
}

/** What `--json` prints of a run that was played again, and of what it came to. */
export function verdictJson({ workflow, verdict }: PlayedAgain): object {
  const { kind, run, ...rest } = verdict;
  if (!("finding" in rest)) return { run, workflow, verdict: kind, ...rest };
  const { finding, ...known } = rest;
  const { code, message, help } = finding;
  return {
    run,
    workflow,
    verdict: kind,
    ...known,
    finding: { code, message, ...(help === undefined ? {} : { help }) },
  };
}

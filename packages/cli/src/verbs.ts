import type { Command } from "commander";
import type { Composition } from "./composition.ts";
import { addApproveVerb } from "./verbs/approve.ts";
import { addCallVerb } from "./verbs/call.ts";
import { addCheckVerb } from "./verbs/check.ts";
import { addCompileVerb } from "./verbs/compile.ts";
import { addDataVerb } from "./verbs/data.ts";
import { addDoctorVerb } from "./verbs/doctor.ts";
import { addExamineVerb } from "./verbs/examine.ts";
import { addExplainVerb } from "./verbs/explain.ts";
import { addFmtVerb } from "./verbs/fmt.ts";
import { addGraphVerb } from "./verbs/graph.ts";
import { addInitVerb } from "./verbs/init.ts";
import { addInspectVerb } from "./verbs/inspect.ts";
import { addPendingVerb } from "./verbs/pending.ts";
import { addRejectVerb } from "./verbs/reject.ts";
import { addReplayVerb } from "./verbs/replay.ts";
import { addResumeVerb } from "./verbs/resume.ts";
import { addRunVerb } from "./verbs/run.ts";
import { addRunsVerb } from "./verbs/runs.ts";
import { addServeVerb } from "./verbs/serve.ts";
import { addSignalVerb } from "./verbs/signal.ts";
import { addVerifyVerb } from "./verbs/verify.ts";

/** One call of the command: what it works with, and the exit code that its verb leaves. */
export interface Invocation {
  readonly composition: Composition;
  exit: number;
}

/** Declares one verb to the command line; its action sets `invocation.exit`. */
export type AddVerb = (program: Command, invocation: Invocation) => void;

/** Every verb by its name, in the order in which a newcomer meets them. */
export const verbs: Readonly<Record<string, AddVerb>> = {
  init: addInitVerb,
  compile: addCompileVerb,
  check: addCheckVerb,
  run: addRunVerb,
  call: addCallVerb,
  examine: addExamineVerb,
  verify: addVerifyVerb,
  replay: addReplayVerb,
  runs: addRunsVerb,
  pending: addPendingVerb,
  approve: addApproveVerb,
  reject: addRejectVerb,
  signal: addSignalVerb,
  resume: addResumeVerb,
  serve: addServeVerb,
  data: addDataVerb,
  doctor: addDoctorVerb,
  graph: addGraphVerb,
  fmt: addFmtVerb,
  inspect: addInspectVerb,
  explain: addExplainVerb,
};

import type { Command } from "commander";
import type { Composition } from "./composition.ts";

/** One call of the command: what it works with, and the exit code that its verb leaves. */
export interface Invocation {
  readonly composition: Composition;
  exit: number;
}

/** Declares one verb to the command line; its action sets `invocation.exit`. */
export type AddVerb = (program: Command, invocation: Invocation) => void;

/** What is said of a verb in one line, and where the rest of it is: listing verbs loads none. */
export interface Verb {
  readonly description: string;
  readonly load: () => Promise<AddVerb>;
}

/** Every verb by its name, in the order in which a newcomer meets them. */
export const verbs: Readonly<Record<string, Verb>> = {
  init: {
    description: "begin a root of your own, with a small workflow and schemas for editors",
    load: async () => (await import("./verbs/init.ts")).addInitVerb,
  },
  compile: {
    description: "prove the protocol sources and seal them into one snapshot",
    load: async () => (await import("./verbs/compile.ts")).addCompileVerb,
  },
  check: {
    description: "prove the protocol sources; with --fix, mend what is surely misspelt",
    load: async () => (await import("./verbs/check.ts")).addCheckVerb,
  },
  run: {
    description: "run a workflow of the sealed snapshot once",
    load: async () => (await import("./verbs/run.ts")).addRunVerb,
  },
  call: {
    description: "call one transform, and write nothing down",
    load: async () => (await import("./verbs/call.ts")).addCallVerb,
  },
  examine: {
    description: "verify a trace, and say what happened in it and why",
    load: async () => (await import("./verbs/examine.ts")).addExamineVerb,
  },
  verify: {
    description: "verify the snapshot, the journal, the traces and what was decided",
    load: async () => (await import("./verbs/verify.ts")).addVerifyVerb,
  },
  replay: {
    description: "play runs again as recorded, or say what another snapshot would decide",
    load: async () => (await import("./verbs/replay.ts")).addReplayVerb,
  },
  runs: {
    description: "list runs, the newest first",
    load: async () => (await import("./verbs/runs.ts")).addRunsVerb,
  },
  pending: {
    description: "list what runs wait for: approvals, signals, timers, unknown effects",
    load: async () => (await import("./verbs/pending.ts")).addPendingVerb,
  },
  approve: {
    description: "say yes to what a run asks for; it then goes on",
    load: async () => (await import("./verbs/approve.ts")).addApproveVerb,
  },
  reject: {
    description: "say no to what a run asks for; it then goes on",
    load: async () => (await import("./verbs/reject.ts")).addRejectVerb,
  },
  signal: {
    description: "send a run the signal that it waits for",
    load: async () => (await import("./verbs/signal.ts")).addSignalVerb,
  },
  resume: {
    description: "go on with what a crash or time left undone, and make its views and traces",
    load: async () => (await import("./verbs/resume.ts")).addResumeVerb,
  },
  serve: {
    description: "answer the snapshot's routes over HTTP until it is stopped",
    load: async () => (await import("./verbs/serve.ts")).addServeVerb,
  },
  data: {
    description: "look into the stores, load facts, and look after what is kept",
    load: async () => (await import("./verbs/data.ts")).addDataVerb,
  },
  doctor: {
    description: "look whether all is well: Node, configuration, snapshot, key, store, what waits",
    load: async () => (await import("./verbs/doctor.ts")).addDoctorVerb,
  },
  graph: {
    description: "draw a workflow, a contract or the whole protocol",
    load: async () => (await import("./verbs/graph.ts")).addGraphVerb,
  },
  fmt: {
    description: "write protocol sources in canonical form; comments stay",
    load: async () => (await import("./verbs/fmt.ts")).addFmtVerb,
  },
  inspect: {
    description: "ask what is in the snapshot, who uses what, and what can happen",
    load: async () => (await import("./verbs/inspect.ts")).addInspectVerb,
  },
  explain: {
    description: "say why a rule exists, with an example that breaks it and one that keeps it",
    load: async () => (await import("./verbs/explain.ts")).addExplainVerb,
  },
};

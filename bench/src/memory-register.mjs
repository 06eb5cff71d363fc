import { sideEffectHost } from "@pgs/capabilities";
import {
  canonicalize,
  chainHash,
  chainStart,
  findWorkflow,
  linkSnapshot,
  openSnapshot,
  play,
  printBody,
} from "@pgs/runtime";
import { mapStores } from "./map-stores.mjs";
import { registerByHand } from "./register-by-hand.mjs";
import { instant, registerWorkflow } from "./sealed-register.mjs";

const actor = { actor: "", attributes: {}, provenance: "asserted-by-operator" };
const entropy = { bytes: (count) => new Uint8Array(count) };

/** The ways to register in memory, on stores in maps, by name. */
export function memoryVariants(folder) {
  const opened = openSnapshot(folder);
  if (!opened.ok) throw new Error("the snapshot does not verify");
  const linked = linkSnapshot(opened.snapshot);
  const host = sideEffectHost("0.1.0");
  const traverse = traversal(linked, host);
  const byHand = registerByHand({ linked, host });
  return {
    pgs: traverse,
    journaled: (given) => journaled(linked, traverse(given)),
    byHand: ({ text, stores }) => byHand({ text, run: "R_1", now: instant, entropy, ...stores }),
  };
}

/** A run by the loop around the kernel that the engine has. */
export function traversal(linked, host) {
  const found = findWorkflow(linked, registerWorkflow);
  const { artifacts } = linked.vocabulary;
  const context = { now: instant, run_id: "R_1", tenant: "default", snapshot: linked.programDigest };
  const effects = artifacts.map((name) => host.sideEffects.get(name));
  const isRegister = linked.program.stores.map(({ name }) => name === "ACTOR");
  return ({ text, stores }) => {
    const start = { kind: "start", payload: linked.parse(text), actor, context, refusals: [] };
    const perform = ({ sideEffect, op, inputs, store, event }) =>
      effects[sideEffect]({
        op,
        inputs,
        store: isRegister[store] ? stores.actors : stores.events,
        event: event === -1 ? "" : artifacts[event],
        run: "R_1",
        now: instant,
        entropy,
      });
    const played = play({ linked, workflow: found.index, start, perform, isRecorded: false });
    const { end } = played;
    if (end.kind !== "end" || end.end.exit !== "REGISTERED") throw new Error("the run did not register");
    return { answers: played.answers, end: end.end, payload: played.payload };
  };
}

/** Runs a variant on stores that nothing stands in. */
export function repeat(variant, texts) {
  const stores = mapStores();
  for (const text of texts) variant({ text, stores });
}

/** What the engine adds before anything is stored: canonical texts, the row of the journal, and its hash. */
function journaled(linked, { answers, end, payload }) {
  const header = {
    workflow: registerWorkflow,
    program_digest: linked.programDigest,
    tenant: "default",
    key: instant,
    attempt: 1,
    actor,
    now: instant,
    payload,
  };
  const texts = { actor: canonicalize(actor), payload: canonicalize(payload) };
  const body = printBody({ v: 2, answers, end: { class: end.class, exit: end.exit, emitted: [] }, header }, texts);
  return chainHash(chainStart, { run: "R_1", segment: 0, kind: "segment", body });
}

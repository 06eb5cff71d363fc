import { sideEffectHost } from "@pgs/capabilities";
import { advance, canonicalize, findWorkflow, newState, sha256Hex } from "@pgs/runtime";
import { mapStores } from "../src/map-stores.mjs";
import { absolute, compare, measureInTurns } from "../src/measure.mjs";
import { registerByHand } from "../src/register-by-hand.mjs";
import { instant, registerWorkflow, requestText, sealRegister } from "../src/sealed-register.mjs";

/** The register workflow in memory: the kernel against the same calls by hand, on the same stores. */
export async function memory() {
  const { linked } = sealRegister();
  const host = sideEffectHost("0.1.0");
  const byHand = registerByHand({ linked, host });
  const traverse = traversal(linked, host);
  const measured = await measureInTurns(
    {
      pgs: (count) => repeat(count, (text, stores) => traverse({ text, stores })),
      byHand: (count) =>
        repeat(count, (text, stores) => byHand({ text, run: "R_1", now: instant, entropy, ...stores })),
      journaled: (count) => repeat(count, (text, stores) => journaled(traverse({ text, stores }), text)),
    },
    { rounds: 15, count: 4000, warmUps: 4, clock: "cpu" },
  );
  const least = (value) => ({ kind: "least", value });
  return [
    compare("register, traversal in memory", {
      pgs: measured.pgs,
      other: measured.byHand,
      against: "by hand",
      budget: least(0.8),
    }),
    compare("register, with journal bytes and digest", {
      pgs: measured.journaled,
      other: measured.byHand,
      against: "by hand",
      budget: least(0.5),
    }),
    absolute("register, allocated a run", {
      value: allocation(traverse),
      unit: "KB",
      budget: { kind: "most", value: 20 },
    }),
    absolute("register by hand, allocated a run", {
      value: allocation(({ text, stores }) => byHand({ text, run: "R_1", now: instant, entropy, ...stores })),
      unit: "KB",
    }),
  ];
}

const entropy = { bytes: (count) => new Uint8Array(count) };

function repeat(count, work) {
  const stores = mapStores();
  for (let i = 0; i < count; i += 1) work(requestText(i), stores);
}

/** The one loop around the kernel, as `play` in the runtime has it. */
export function traversal(linked, host) {
  const found = findWorkflow(linked, registerWorkflow);
  const { artifacts } = linked.vocabulary;
  const context = { now: instant, run_id: "R_1", tenant: "default", snapshot: linked.programDigest };
  const actor = { actor: "", attributes: {}, provenance: "asserted-by-operator" };
  const effects = new Map(
    linked.program.contracts
      .flatMap(({ steps }) => steps)
      .map(({ artifact }) => [artifact, host.sideEffects.get(artifacts[artifact])]),
  );
  const names = new Map(
    linked.program.stores.map(({ name }, index) => [index, name === "ACTOR" ? "actors" : "events"]),
  );
  return ({ i, text = requestText(i), stores }) => {
    const payload = linked.parse(text);
    const answers = [];
    let at = advance(linked, newState(found.index), { kind: "start", payload, actor, context, refusals: [] });
    const records = [...at.records];
    while (at.command.kind === "effect") {
      const { sideEffect, op, inputs, store, event } = at.command;
      const answer = effects.get(sideEffect)({
        op,
        inputs,
        store: stores[names.get(store)],
        event: event === -1 ? "" : artifacts[event],
        run: "R_1",
        now: instant,
        entropy,
      });
      answers.push(answer);
      at = advance(linked, at.state, { kind: "answer", answer });
      records.push(...at.records);
    }
    if (at.command.kind !== "end" || at.command.end.exit !== "REGISTERED") throw new Error("the run did not register");
    return { records, answers, end: at.command.end };
  };
}

/** What the engine adds before anything is stored: the canonical texts, and one hash of the row. */
function journaled({ answers, end }, text) {
  const payload = canonicalize(JSON.parse(text));
  const body = `{"answers":${canonicalize(answers)},"end":${canonicalize({ class: end.class, exit: end.exit, emitted: [] })},"header":${payload}}`;
  return sha256Hex(body);
}

/** Kilobytes that one run allocates, over runs between which nothing is collected. */
function allocation(work) {
  if (globalThis.gc === undefined) throw new Error("run me with --expose-gc");
  const count = 200;
  const samples = Array.from({ length: 9 }, () => {
    const stores = mapStores();
    const texts = Array.from({ length: count }, (_, i) => requestText(i));
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    for (const text of texts) work({ text, stores });
    return (process.memoryUsage().heapUsed - before) / count / 1024;
  });
  return samples.sort((a, b) => a - b)[4];
}

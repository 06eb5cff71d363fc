import { randomBytes } from "node:crypto";
import { makeVault, openSqliteLedger, sideEffectHost, sqliteDefaults } from "@pgs/capabilities";
import { createEngine } from "@pgs/runtime";
import { hex, openLedgerByHand } from "./ledger-by-hand.mjs";
import { instant, registerWorkflow, requestText } from "./sealed-register.mjs";

/** One key for both sides: what is personal is sealed by the same vault. */
export const vault = makeVault(randomBytes(32));

/** An engine as the command line makes it. */
export function makeEngine(ledger, linked) {
  return createEngine({
    linked,
    host: sideEffectHost("0.1.0"),
    clock: { now: () => new Date().toISOString() },
    entropy: { bytes: (count) => randomBytes(count) },
    vault,
    tenant: "default",
    ledger,
  });
}

/** The real engine on the real ledger. `run` submits requests, `inFlight` at a time, and waits for all. */
export function engineOn(file, linked, { from = 0, acknowledge = () => {} } = {}) {
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: file });
  const engine = makeEngine(ledger, linked);
  const submit = async (i) => {
    const result = await engine.submit({
      workflow: registerWorkflow,
      payloadText: requestText(i),
      refusals: [],
      key: freshKey(i),
      actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
    });
    if (result.exit !== "REGISTERED") throw new Error(JSON.stringify(result.reasons));
    acknowledge(result.run);
  };
  let next = from;
  return {
    recover: () => engine.recover(),
    run: async (count, inFlight) => {
      for (let done = 0; done < count; done += inFlight) {
        await Promise.all(Array.from({ length: Math.min(inFlight, count - done) }, () => submit(next++)));
      }
    },
    close: async () => {
      await engine.close();
      ledger.close();
    },
  };
}

/** The loop by hand: reads the request, makes the same ids with the same transform, and writes the same rows. */
export function handOn(file, { linked, schemaFrom, generateId, from = 0 }) {
  const ledger = openLedgerByHand(file, schemaFrom);
  let next = from;
  return {
    run: async (count, inFlight) => {
      for (let done = 0; done < count; done += inFlight) {
        await new Promise((resume) => setImmediate(resume));
        ledger.commit(Array.from({ length: Math.min(inFlight, count - done) }, () => rowsFor(next++)));
      }
    },
    close: ledger.close,
  };

  function rowsFor(i) {
    const text = requestText(i);
    const payload = linked.parse(text);
    const { actor_record } = payload;
    const { email_registration: email, first_name, last_name } = actor_record;
    if (typeof email !== "string" || !email.includes("@") || !first_name || !last_name) throw new Error("refused");
    const actor = generateId({ prefix: "A", data: actor_record }).outputs.id;
    const kyc = generateId({ prefix: "A_KEY", data: { email, first_name, last_name } }).outputs.id;
    const now = new Date().toISOString();
    const key = freshKey(i);
    const run = `R_${hex(`default\n${registerWorkflow}\n${key}\n1`).slice(0, 32)}`;
    const salt = { id: i + 1, text: "" };
    const forRun = vault.salted({
      find: () => salt.text,
      add: (text) => {
        salt.text = text;
        return salt.id;
      },
    });
    const sealed = (value, whole) => sealedBy(forRun, value, whole);
    const record = sealed((places) => ({ actor_id: actor, registration_data: places, timestamp: now }), actor_record);
    const answers = [kyc, actor].map((name) => ({
      outcome: "SUCCESS",
      outputs: { address: `ADDR_${name}` },
      effect: {
        store: "blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR",
        op: "REGISTER",
        key: name,
        version_before: 0,
        version_after: 1,
      },
    }));
    const appended = {
      outcome: "SUCCESS",
      outputs: { record_id: `${now}_${i}`, sequence_number: i },
      effect: {
        store: "blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR_EVENTS",
        op: "APPEND",
        version_before: i,
        version_after: i + 1,
      },
    };
    const header = {
      actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
      attempt: 1,
      key,
      now,
      payload: sealed((places) => ({ actor_record: places }), actor_record),
      program_digest: linked.programDigest,
      tenant: "default",
      workflow: registerWorkflow,
    };
    const body = JSON.stringify({
      answers: [...answers, appended],
      end: { class: "completed", exit: "REGISTERED", emitted: [] },
      header,
      v: 2,
    });
    const indexKey = vault.commit(`pgs index\n["${actor}"]`);
    return { actor, kyc, record, run, key, indexKey, salt, request: vault.commit(text), now, body };
  }
}

/** What is kept of a value with personal parts: they are sealed together, and the places they had stay. */
function sealedBy(vault, value, record) {
  const names = Object.keys(record);
  const places = Object.fromEntries(names.map((name, place) => [name, { $sealed: place }]));
  return { ...value(places), $sealed: vault.seal(JSON.stringify(names.map((name) => record[name]))) };
}

/** A key that grows, as those that the command line makes. */
function freshKey(i) {
  return `${instant}-${String(i).padStart(9, "0")}`;
}

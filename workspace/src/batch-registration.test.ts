import { readHeader } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { openDomainEngine, openProgram, seed } from "./domain-engine.ts";
import { sealedDomains } from "./sealed-domains.ts";

const linked = openProgram(sealedDomains);
const batch = seed("register_actors_payload");
const [sequence, concurrent] = ["IN_SEQUENCE", "CONCURRENTLY"].map(
  (how) => `blockchain::WF_REGISTER_ACTORS_${how}_V0`,
) as [string, string];
const ids = ["A_dc6e2a7ae93b8bae", "A_6638dfe9273dbebf", "A_945ff3aacf851637"];

interface Result {
  readonly run: string;
  readonly terminal: string;
  readonly exit: string;
  readonly outputs: { readonly actor_id?: string };
}

const resultsOf = (outputs: object): readonly Result[] => (outputs as { results: readonly Result[] }).results;

describe.each([sequence, concurrent])("%s", (workflow) => {
  test("registers everybody on a list, each by a run of its own, and tells how in the order of the list", async () => {
    const domains = openDomainEngine(linked);
    const done = await domains.run(workflow, batch);
    expect(done).toMatchObject({ terminal: "completed", exit: "REGISTERED" });
    const results = resultsOf(done.outputs);
    expect(results.map(({ outputs }) => outputs.actor_id)).toEqual(ids);
    for (const { run, terminal, exit } of results) {
      expect([terminal, exit]).toEqual(["completed", "REGISTERED"]);
      const header = readHeader(domains.ledger.read.journalOf(run));
      expect(header).toMatchObject({
        workflow: "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0",
        causation: done.run,
        actor: { actor: "blockchain::AC_ENDUSER_V0", attributes: {}, provenance: "workflow" },
      });
    }
    expect(domains.events("ACTOR_EVENTS")).toHaveLength(3);
    expect(domains.ledger.read.count("blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR")).toBe(6);
    expect(domains.progress.map(({ done: ended, total }) => [ended, total])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test("asked again with its key answers as the first time; as a new request it registers nobody twice", async () => {
    const domains = openDomainEngine(linked);
    const first = await domains.run(workflow, batch, { key: "k" });
    const again = await domains.run(workflow, batch, { key: "k" });
    expect(again).toMatchObject({ run: first.run, duplicate: true, outputs: first.outputs });
    expect(domains.events("ACTOR_EVENTS")).toHaveLength(3);
    expect(await domains.run(workflow, batch)).toMatchObject({ terminal: "completed" });
    expect(domains.ledger.read.count("blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR")).toBe(6);
    expect(domains.events("ACTOR_EVENTS")).toHaveLength(6);
  });

  test("is for registrars, and takes no empty list and none with a record that is none", async () => {
    const domains = openDomainEngine(linked);
    const asked = [
      domains.run(workflow, batch, { actor: "blockchain::AC_ENDUSER_V0" }),
      domains.run(workflow, { actor_records: [] }),
      domains.run(workflow, { actor_records: [{ first_name: "Nobody" }] }),
    ];
    for (const result of await Promise.all(asked)) expect(result.terminal).toBe("rejected");
    expect(domains.ledger.read.runs(9)).toHaveLength(3);
  });
});

test("a long list shows how far it is", async () => {
  const domains = openDomainEngine(linked);
  const actor_records = Array.from({ length: 250 }, (_, index) => ({
    first_name: "N",
    last_name: "N",
    email_registration: `n${index}@example.org`,
  }));
  expect(await domains.run(sequence, { actor_records })).toMatchObject({
    terminal: "completed",
    outputs: { items_processed: 250 },
  });
  expect(domains.progress).toHaveLength(250);
  expect(domains.progress.at(-1)).toMatchObject({ node: "REGISTER", done: 250, total: 250 });
});

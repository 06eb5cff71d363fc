import type { Fqdn } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { sealProtocol } from "../testing/run-protocol.ts";
import { workflowText } from "./artifact.ts";
import { countArtifacts } from "./queries/count-artifacts.ts";
import { outcomesOf } from "./queries/declared-outcomes.ts";
import { reachableEffects } from "./queries/reachable-effects.ts";
import { allDependenciesOf, impactOf } from "./queries/reached.ts";
import { dependenciesOf, referencesTo } from "./queries/references.ts";
import { searchArtifacts } from "./queries/search-artifacts.ts";
import { sensitivePlaces } from "./queries/sensitive-places.ts";
import { storesOf } from "./queries/store-uses.ts";
import { survey } from "./queries/survey.ts";
import { lineageOf } from "./queries/trace-lineage.ts";
import { pathsOf } from "./queries/workflow-paths.ts";
import { artifactOf, readProtocol } from "./sealed-protocol.ts";
import { ofHouse, sealHouse } from "./testing/house.ts";

const house = await sealHouse();
const registry = "capability_side_effects::CS_REGISTRY_V0" as Fqdn;
const remember = { part: "node REMEMBER", at: "hello/protocol/house/WF_GREET_V0.yaml:6" };

describe("references", () => {
  test("tell who refers to an artifact, and where", () => {
    expect(referencesTo(house, ofHouse("CC_REMEMBER_V0"))).toEqual([
      { artifact: "hello::WF_GREET_V0", mentions: [remember] },
    ]);
    expect(referencesTo(house, ofHouse("ENTITY_GUEST_V0"))).toEqual([
      {
        artifact: "hello::CC_REMEMBER_V0",
        mentions: [{ part: "input guest", at: "hello/protocol/house/CC_REMEMBER_V0.yaml:4" }],
      },
      {
        artifact: "hello::IN_GREET_V0",
        mentions: [{ part: "payload guest", at: "hello/protocol/house/WF_GREET_V0.yaml:4" }],
      },
    ]);
  });

  test("name the nodes that stand for stores whose structure nobody wrote down", () => {
    expect(referencesTo(house, ofHouse("STRUCTURE_HOUSE_V0"))).toEqual([
      {
        artifact: "hello::WF_GREET_V0",
        mentions: [
          { part: "node GREETED, store LOG", at: "hello/protocol/house/WF_GREET_V0.yaml:10" },
          { part: "node REMEMBER, store GUESTS", at: "hello/protocol/house/WF_GREET_V0.yaml:6" },
        ],
      },
    ]);
  });

  test("are told from the other side as dependencies", () => {
    expect(dependenciesOf(house, ofHouse("CC_REMEMBER_V0"))).toEqual([
      { artifact: registry, mentions: [{ part: "step register", at: "hello/protocol/house/CC_REMEMBER_V0.yaml:11" }] },
      {
        artifact: "hello::CT_GREET_V0",
        mentions: [{ part: "step greet", at: "hello/protocol/house/CC_REMEMBER_V0.yaml:8" }],
      },
      {
        artifact: "hello::ENTITY_GUEST_V0",
        mentions: [{ part: "input guest", at: "hello/protocol/house/CC_REMEMBER_V0.yaml:4" }],
      },
    ]);
  });

  test("lead on to all that a change may touch, the nearest first", () => {
    expect(impactOf(house, ofHouse("CT_GREET_V0"))).toEqual([
      { artifact: "hello::CC_REMEMBER_V0", distance: 1, via: "hello::CT_GREET_V0" },
      { artifact: "hello::TEST_DATA_GREET_V0", distance: 1, via: "hello::CT_GREET_V0" },
      { artifact: "hello::WF_GREET_V0", distance: 2, via: "hello::CC_REMEMBER_V0" },
    ]);
    expect(allDependenciesOf(house, ofHouse("TEST_DATA_GREET_V0"))).toEqual([
      { artifact: "hello::CT_GREET_V0", distance: 1, via: "hello::TEST_DATA_GREET_V0" },
    ]);
  });
});

describe("outcomes", () => {
  test("of a contract say what they guarantee and which steps they come from", () => {
    expect(outcomesOf(house, ofHouse("CC_REMEMBER_V0"))).toMatchObject({
      answers: [
        {
          operation: "",
          outcomes: [
            { outcome: "ALREADY_EXISTS", guarantees: ["greeting"], comes_from: [{ step: "register" }] },
            { outcome: "BACKEND_ERROR", guarantees: [], comes_from: [{ step: "register" }] },
            { outcome: "SUCCESS", guarantees: ["greeting"], comes_from: [{ step: "register" }] },
            { outcome: "VIOLATION", guarantees: [], comes_from: [{ step: "register" }] },
          ],
        },
      ],
    });
  });

  test("of a workflow are its exits, and what leads there", () => {
    const found = outcomesOf(house, ofHouse("WF_GREET_V0"));
    expect(found).toMatchObject({
      kind: "workflow",
      exits: [
        {
          exit: "GREETED",
          class: "completed",
          reasons: ["REMEMBER_SUCCESS"],
          detail: "They are new.",
          outputs: ["greeting"],
          emits: ["hello::EV_GREETED_V0"],
          reached_from: [{ node: "REMEMBER", outcome: "SUCCESS" }],
        },
        { exit: "KNOWN", reasons: ["KNOWN"], reached_from: [{ node: "REMEMBER", outcome: "ALREADY_EXISTS" }] },
        { exit: "DENIED", class: "denied", reached_from: [{ node: "REMEMBER", outcome: "VIOLATION" }] },
        { exit: "REJECTED", class: "rejected", reached_from: [{ outcome: "NACK" }] },
        { exit: "FAILED", class: "failed", reached_from: [{ node: "REMEMBER", outcome: "BACKEND_ERROR" }] },
      ],
    });
  });

  test("are none of an entity", () => {
    expect(outcomesOf(house, ofHouse("ENTITY_GUEST_V0"))).toBeUndefined();
  });
});

describe("paths", () => {
  const workflow = workflowText(artifactOf(house, ofHouse("WF_GREET_V0")));
  const exitsFound = (search: Partial<Parameters<typeof pathsOf>[1]>): readonly string[] =>
    pathsOf(workflow, { limit: 10, ...search }).paths.map(({ exit }) => exit);

  test("are every way to an exit, the shortest first", () => {
    expect(exitsFound({})).toEqual(["REJECTED", "KNOWN", "FAILED", "GREETED", "DENIED"]);
    expect(exitsFound({ to: "GREETED" })).toEqual(["GREETED"]);
    expect(exitsFound({ through: "REMEMBER" })).toEqual(["KNOWN", "FAILED", "GREETED", "DENIED"]);
    expect(exitsFound({ through: "hello::CC_REMEMBER_V0", to: "REJECTED" })).toEqual([]);
  });

  test("that are cut are counted all the same", () => {
    const { total, paths } = pathsOf(workflow, { limit: 2 });
    expect([total, paths.length]).toEqual([5, 2]);
  });

  test("are counted where they could never be listed", () => {
    const names = Array.from({ length: 60 }, (_, index) => `N${index}`);
    const nodes = Object.fromEntries(
      names.map((name, index) => [name, { next: { A: names[index + 1] ?? "END", B: names[index + 1] ?? "END" } }]),
    );
    const ladder = { binding: "" as Fqdn, start: "N0", nodes: { ...nodes, END: { exit: "completed" } } };
    const { total, paths } = pathsOf(ladder, { limit: 3 });
    expect(total).toBe(Number.MAX_SAFE_INTEGER);
    expect(paths.map(({ steps }) => steps.length)).toEqual([60, 60, 60]);
  });
});

describe("effects", () => {
  test("are reached through the children that a workflow runs", async () => {
    const files = {
      "protocol/WF_KEEP_V0.yaml": `artifact: hello::WF_KEEP_V0
payload: { name: { type: string } }
stores: { GUEST: registry }
nodes:
  KEEP:
    side_effect: capability_side_effects::CS_REGISTRY_V0
    op: REGISTER
    store: GUEST
    inputs: { key: $.payload.name }
    next: { SUCCESS: COMPLETED, ALREADY_EXISTS: COMPLETED, VIOLATION: DENIED }
`,
      "protocol/WF_KEEP_ALL_V0.yaml": `artifact: hello::WF_KEEP_ALL_V0
payload: { names: { type: array, items: { type: string } } }
nodes:
  EACH:
    invoke: WF_KEEP_V0
    each: $.payload.names
    payload: { name: $.item }
    next: { SUCCESS: COMPLETED, VIOLATION: DENIED }
`,
    };
    const keeping = readProtocol(await sealProtocol(files));
    const uses = reachableEffects(keeping, { sideEffect: registry, op: "REGISTER" });
    expect(uses.map(({ workflow, node, op, runs }) => ({ workflow, node, op, runs }))).toEqual([
      { workflow: "hello::WF_KEEP_ALL_V0", node: "EACH", op: "EXECUTE_SEQUENCE", runs: ["hello::WF_KEEP_V0"] },
      { workflow: "hello::WF_KEEP_V0", node: "KEEP", op: "REGISTER", runs: undefined },
    ]);
  });

  test("are reached from a step of a node of a workflow", () => {
    const found = {
      workflow: "hello::WF_GREET_V0",
      node: "REMEMBER",
      by: "step",
      contract: "hello::CC_REMEMBER_V0",
      step: "register",
      side_effect: registry,
      op: "REGISTER",
      host: "sqlite",
      semantics: "idempotent",
      store: "GUESTS",
      structure: "hello::STRUCTURE_HOUSE_V0",
    };
    expect(reachableEffects(house, { sideEffect: registry })).toEqual([found]);
    expect(reachableEffects(house, { sideEffect: registry, op: "DEREGISTER" })).toEqual([]);
    const store = "hello::STRUCTURE_HOUSE_V0/GUESTS";
    expect(reachableEffects(house, { sideEffect: registry, op: "REGISTER", store })).toEqual([found]);
  });

  test("stand with the stores that they write", () => {
    expect(storesOf(house)).toMatchObject([
      {
        store: "hello::STRUCTURE_HOUSE_V0/GUESTS",
        semantics: "registry",
        owner: "house",
        at: "hello/protocol/house/STRUCTURE_HOUSE_V0.yaml:3",
        writers: [{ node: "REMEMBER", step: "register" }],
        readers: [],
      },
      {
        store: "hello::STRUCTURE_HOUSE_V0/LOG",
        events: ["hello::EV_GREETED_V0"],
        writers: [{ node: "GREETED", by: "emit", event: "hello::EV_GREETED_V0" }],
        readers: [],
      },
    ]);
  });
});

test("what is sensitive is listed where it is declared and where it comes", () => {
  const { declared, flows, discloses } = sensitivePlaces(house);
  expect(declared.filter(({ artifact }) => artifact.startsWith("hello"))).toEqual([
    {
      artifact: "hello::ENTITY_GUEST_V0",
      field: "fields.email",
      mark: "personal",
      at: "hello/protocol/house/ENTITY_GUEST_V0.yaml:5",
    },
  ]);
  const email = [{ path: ["guest", "email"], kind: "personal" }];
  expect(flows).toEqual([
    { artifact: "hello::WF_GREET_V0", part: "payload", leaves: email },
    { artifact: "hello::WF_GREET_V0", part: "node REMEMBER inputs", leaves: email },
  ]);
  expect(discloses.map(({ transform }) => transform)).toContain("capability_transforms::CT_PURE_ECDSA_SIGN_V0");
});

test("a lineage goes from the source over the code to the program", () => {
  expect(lineageOf(house, ofHouse("CT_GREET_V0"))).toMatchObject({
    declared: "hello/protocol/house/CT_GREET_V0.yaml:1",
    source: { path: "hello/protocol/house/CT_GREET_V0.yaml", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    implementation: { path: "hello/src/greet.ts", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    program: [expect.stringMatching(/^transforms\/\d+$/)],
  });
});

test("a search wants every word, and puts names before texts", () => {
  const found = searchArtifacts(house, { words: ["GREET"], limit: 100 });
  expect(found.hits.slice(0, 5).map(({ artifact }) => artifact)).toEqual([
    "hello::CT_GREET_V0",
    "hello::IN_GREET_V0",
    "hello::RB_GREET_V0",
    "hello::TEST_DATA_GREET_V0",
    "hello::WF_GREET_V0",
  ]);
  expect(searchArtifacts(house, { words: ["remember", "whom"], limit: 1 })).toMatchObject({
    total: 1,
    hits: [{ artifact: "hello::WF_GREET_V0", found_in: ["summary"] }],
  });
  expect(searchArtifacts(house, { words: ["remember", "nowhere"], limit: 9 })).toEqual({ total: 0, hits: [] });
});

test("counts and the survey agree on what there is", () => {
  const counts = countArtifacts(house);
  expect(counts.by_namespace.find(({ namespace }) => namespace === "hello")).toEqual({ namespace: "hello", count: 9 });
  expect(counts.parts).toMatchObject({ nodes: 7, stores: 2, specialised_contracts: 1 });
  expect(survey(house)).toMatchObject({
    counts: { artifacts: house.artifacts.size },
    workflows: [{ workflow: "hello::WF_GREET_V0", exits: [{ exit: "GREETED" }, {}, {}, {}, {}] }],
  });
});

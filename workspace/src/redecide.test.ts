import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import type { JsonObject } from "@pgs/governance";
import { afterAll, describe, expect, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { type Answer, jsonOf, pgs, repository } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { run, temporaryFolder, temporaryWorkspace } from "./temporary-workspace.ts";

const workflow = "ai_governance::WF_GOVERN_AGENT_ACTION_V0";
const scratch = temporaryFolder(afterAll);
const facts = join(repository, "workspace/seeds/license_facts.json");

type Change = readonly [file: string, before: string, after: string];

/** The snapshot of the domains after changes of the agents' protocol. */
function compileChanged(name: string, changes: readonly Change[]): string {
  const folder = join(scratch, name);
  cpSync(join(repository, "domains/ai-governance"), join(folder, "domains/ai-governance"), { recursive: true });
  for (const [path, before, after] of changes) {
    const file = join(folder, "domains/ai-governance/protocol/agent_governance", path);
    const text = readFileSync(file, "utf8");
    if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
    writeFileSync(file, text.replace(before, after));
  }
  const answer = pgs(["compile", join(folder, "domains/ai-governance"), "--out", join(folder, "snapshot")], {
    cwd: folder,
  });
  if (answer.code !== 0) throw new Error(`the changed domains do not compile:\n${answer.out}${answer.err}`);
  return join(folder, "snapshot");
}

const parametersFile = "CC_VALIDATE_TOOL_PARAMETERS_V0.yaml";
const intentFile = "IN_AGENT_ACTION_REQUESTED_V0.yaml";
const tightened = compileChanged("tightened", [[parametersFile, "op: lte, value: 50", "op: lte, value: 20"]]);
const laxer = compileChanged("laxer", [
  [intentFile, "tool_name: { type: string, maxLength: 256 }", "tool_name: { type: string }"],
]);

/** A workspace with the licences, in which agents asked for licences by their quantities. */
async function governed(quantities: readonly number[]): Promise<{ readonly cwd: string; readonly runs: string[] }> {
  const cwd = temporaryWorkspace(sealedDomains);
  expect(pgs(["data", "load", "LICENSE_FACTS", facts], { cwd })).toMatchObject({ code: 0 });
  const runs: string[] = [];
  for (const [index, quantity] of quantities.entries()) {
    const payload = request({ tier: "premium", quantity });
    const asked = ["--wf", workflow, "--payload", JSON.stringify(payload), "--key", `k${index}`];
    const words = ["run", ...asked, "--json", "--trace", "none"];
    runs.push((JSON.parse((await fixedPgs(words, { cwd })).out) as { readonly run: string }).run);
  }
  return { cwd, runs };
}

function request(parameters: JsonObject): JsonObject {
  return {
    requesting_user_id: "EMP_ENT_001",
    tool_name: "PROVISION_PREMIUM_LICENSE",
    domain_context: "license_management",
    parameters,
  };
}

/** What is printed, without what differs from machine to machine. */
const told = ({ out }: Answer): string =>
  out.replaceAll(/R_[0-9a-f]{32}/g, "R_…").replaceAll(/ {2}\S+\/(?=[A-Z_]+_V0\.yaml:\d+\n)/g, "  …/");

interface Verdict {
  readonly run: string;
  readonly verdict: string;
  readonly [name: string]: unknown;
}

const verdictsOf = (answer: Answer): readonly Verdict[] => jsonOf<{ runs: readonly Verdict[] }>(answer).runs;

describe("runs decided again by another snapshot", () => {
  test("of a hundred exactly those change that a tightened rule concerns, at its step", async () => {
    const asked = Array.from({ length: 100 }, (_, index) =>
      index % 10 === 3 ? 21 + Math.floor(index / 4) : 1 + (index % 20),
    );
    const { cwd, runs } = await governed(asked);
    const answer = pgs(["replay", "--snapshot", tightened, "--last", "100", "--json"], { cwd });
    expect(answer).toMatchObject({ code: 1, err: "" });
    const verdicts = verdictsOf(answer);
    expect(verdicts).toHaveLength(100);
    const verdictOf = new Map(verdicts.map(({ run: id, verdict }) => [id, verdict]));
    expect(runs.map((id) => verdictOf.get(id))).toEqual(asked.map((quantity) => (quantity > 20 ? "changes" : "same")));
    expect(verdicts.find(({ verdict }) => verdict === "changes")).toMatchObject({
      was: { terminal: "completed", exit: "EXIT_SUCCESS" },
      change: {
        place: "VALIDATE_TOOL_PARAMETERS/check_rules",
        what: "outcome",
        recorded: "SUCCESS",
        attempted: "VIOLATION",
        artifact: "ai_governance::CC_VALIDATE_TOOL_PARAMETERS_V0",
        uses: "capability_transforms::CT_PURE_VALIDATE_PARAMETER_RULES_V0",
        declared: expect.stringMatching(/CC_VALIDATE_TOOL_PARAMETERS_V0\.yaml:29$/),
        inputs: { what: "inputs/rules/1/value", recorded: 50, attempted: 20 },
      },
      ends: {
        undecidable: "AUDIT_PARAMETER_VIOLATION/append_audit",
        could: [
          { exit: "EXIT_PARAMETER_VIOLATION", class: "denied" },
          { exit: "EXIT_ERROR", class: "failed" },
        ],
      },
    });
    const plain = pgs(["replay", "--last", "100"], { cwd });
    expect(plain).toMatchObject({ code: 0, err: "100 replayed, 100 equal\n" });
  });

  test("are told to people with the rule, and what it was given", async () => {
    const { cwd, runs } = await governed([10, 30]);
    const answer = pgs(["replay", ...runs, "--snapshot", tightened], { cwd });
    expect(answer).toMatchObject({ code: 1, err: "2 runs decided again: 1 the same, 1 change, 0 undecidable\n" });
    expect(told(answer)).toBe(
      `= same         R_…  WF_GOVERN_AGENT_ACTION_V0  completed at EXIT_SUCCESS
≠ changes      R_…  WF_GOVERN_AGENT_ACTION_V0
    was       completed at EXIT_SUCCESS
    first at  VALIDATE_TOOL_PARAMETERS/check_rules: SUCCESS → VIOLATION
    by        ai_governance::CC_VALIDATE_TOOL_PARAMETERS_V0, which uses CT_PURE_VALIDATE_PARAMETER_RULES_V0  …/CC_VALIDATE_TOOL_PARAMETERS_V0.yaml:29
    given     inputs/rules/1/value: 50 → 20
    because   \`quantity\` is 30, which is over 20
    now       undecidable at AUDIT_PARAMETER_VIOLATION/append_audit: no answer to it was recorded
    asked by  ai_governance::CC_RECORD_DENIED_ACTION_V0  …/CC_RECORD_DENIED_ACTION_V0.yaml:32
    could be  EXIT_PARAMETER_VIOLATION (denied) or EXIT_ERROR (failed)
`,
    );
    const same = pgs(["replay", "--last", "2", "--wf", "WF_GOVERN_AGENT_ACTION_V0", "--snapshot", laxer], { cwd });
    expect(same).toMatchObject({ code: 0, err: "2 runs decided again: 2 the same, 0 changes, 0 undecidable\n" });
  });

  test("cannot be decided where another store is read than was", async () => {
    const { cwd } = await governed([10]);
    const other = compileChanged("blocked", [
      [
        "STRUCTURE_AGENT_GOVERNANCE_STORAGE_V0.yaml",
        "  GOVERNANCE_ACTIONS:",
        "  BLOCKED_USERS: { semantics: facts, entity: ENTITY_LICENSE_RECORD_V0 }\n  GOVERNANCE_ACTIONS:",
      ],
      [
        "CC_RESOLVE_LICENSE_TIER_V0.yaml",
        "pipeline:\n",
        `pipeline:
  - step: look_for_block
    side_effect: capability_side_effects::CS_MUTABLE_JSON_V0
    op: EXISTS
    store: BLOCKED_USERS
    inputs: { key: $.inputs.requesting_user_id }
`,
      ],
    ]);
    const answer = pgs(["replay", "--all", "--snapshot", other], { cwd });
    expect(answer).toMatchObject({ code: 1, err: "1 run decided again: 0 the same, 0 changes, 1 undecidable\n" });
    expect(told(answer)).toBe(
      `? undecidable  R_…  WF_GOVERN_AGENT_ACTION_V0
    was       completed at EXIT_SUCCESS
    now       undecidable at RESOLVE_LICENSE_TIER/look_for_block: no answer to it was recorded
    asked by  ai_governance::CC_RESOLVE_LICENSE_TIER_V0  …/CC_RESOLVE_LICENSE_TIER_V0.yaml:11
    could be  EXIT_APPROVED (completed) or EXIT_SUCCESS (completed) or EXIT_APPROVAL_EXPIRED (denied) or 6 more
`,
    );
  });

  test("are refused or admitted now by another intent", async () => {
    const { cwd } = await governed([10]);
    const long = "X".repeat(300);
    run({ cwd, workflow, payload: { ...request({}), tool_name: long }, args: ["--trace", "none"] });
    const stricter = compileChanged("stricter", [[intentFile, "maxLength: 4096", "maxLength: 3"]]);
    const refused = pgs(["replay", "--all", "--snapshot", stricter], { cwd });
    expect(refused).toMatchObject({ code: 1, err: "2 runs decided again: 1 the same, 1 change, 0 undecidable\n" });
    expect(told(refused)).toBe(
      `= same         R_…  WF_GOVERN_AGENT_ACTION_V0  rejected at EXIT_REJECTED
≠ changes      R_…  WF_GOVERN_AGENT_ACTION_V0
    was       completed at EXIT_SUCCESS
    first at  IN_AGENT_ACTION_REQUESTED_V0: ACK → NACK, refused now by the intent
    by        ai_governance::IN_AGENT_ACTION_REQUESTED_V0  …/IN_AGENT_ACTION_REQUESTED_V0.yaml:6
    because   \`/domain_context\` of the payload must have at most 3 characters
    now       rejected at EXIT_REJECTED
`,
    );
    const admitted = pgs(["replay", "--last", "1", "--snapshot", laxer], { cwd });
    expect(told(admitted)).toBe(
      `≠ changes      R_…  WF_GOVERN_AGENT_ACTION_V0
    was       rejected at EXIT_REJECTED
    first at  IN_AGENT_ACTION_REQUESTED_V0: NACK → ACK, admitted now by the intent
    by        ai_governance::IN_AGENT_ACTION_REQUESTED_V0  …/IN_AGENT_ACTION_REQUESTED_V0.yaml:10
    was for   \`/tool_name\` of the payload must have at most 256 characters
    now       undecidable at AUDIT_UNDECLARED_TOOL/append_audit: no answer to it was recorded
    asked by  ai_governance::CC_RECORD_DENIED_ACTION_V0  …/CC_RECORD_DENIED_ACTION_V0.yaml:32
    could be  EXIT_UNDECLARED_TOOL (denied) or EXIT_ERROR (failed)
`,
    );
  });

  test("are told to have no workflow any more", async () => {
    const { cwd } = await governed([10]);
    const folder = join(scratch, "without");
    const compiled = pgs(["compile", "domains/blockchain", "--out", folder], { cwd: repository });
    expect(compiled).toMatchObject({ code: 0 });
    const answer = pgs(["replay", "--all", "--snapshot", folder], { cwd });
    expect(answer).toMatchObject({
      code: 1,
      err: "1 run decided again: 0 the same, 0 changes, 0 undecidable, 1 absent\n",
    });
    expect(told(answer)).toBe(
      `≠ absent       R_…  WF_GOVERN_AGENT_ACTION_V0
    was       completed at EXIT_SUCCESS
    because   PGS7005: the snapshot has no workflow \`ai_governance::WF_GOVERN_AGENT_ACTION_V0\`
`,
    );
  });

  test("perform no effect, open no transaction, touch no store and write no file", async () => {
    const { cwd } = await governed([10, 30]);
    const forbidden = (): never => {
      throw new Error("deciding again touched what it must not");
    };
    const openLedger = async (file: string) => {
      const ledger = openSqliteLedger({ ...sqliteDefaults, path: file });
      const untouchable = { records: forbidden, eventsAfter: forbidden, count: forbidden, stores: forbidden };
      const close = () => ledger.close();
      return { transaction: forbidden, read: { ...ledger.read, ...untouchable }, close };
    };
    const parts = { openLedger, loadHost: forbidden, clock: { now: forbidden }, entropy: { bytes: forbidden } };
    const answer = await fixedPgs(["replay", "--all", "--snapshot", tightened, "--json"], { cwd, parts });
    expect(JSON.parse(answer.out)).toMatchObject({ same: false, runs: [{ verdict: "changes" }, { verdict: "same" }] });
  });

  test("are not decided from a record that is not as it was written", async () => {
    const { cwd } = await governed([]);
    run({
      cwd,
      workflow,
      payload: request({ tier: "premium", quantity: 10 }),
      args: ["--key", "k", "--trace", "none"],
    });
    const file = join(cwd, "data", "pgs.db");
    const bytes = readFileSync(file);
    bytes.write('"key":"l"', bytes.indexOf('"key":"k"'));
    writeFileSync(file, bytes);
    const answer = pgs(["replay", "--all", "--snapshot", tightened], { cwd });
    expect(answer).toMatchObject({ code: 4, out: expect.stringContaining("PGS7081") });
    expect(answer.err).toBe("1 run decided again: 0 the same, 0 changes, 0 undecidable, 1 refused\n");
  });
});

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { repository, textOf } from "./source-files.ts";

interface Ledger {
  readonly kept: readonly { readonly invariant: string; readonly cases?: string[]; readonly tests?: string[] }[];
}

/** The names of the earlier implementation, by boundary. */
const named = `
fb.authority ACTOR_AUTHORITY_SEPARATION AUTHORITY_REQUIRED_FOR_EXECUTION AUTHORITY_STATE_WELL_FORMED
  NO_AMBIENT_AUTHORITY NO_RUNTIME_AUTHORIZATION NO_WORKFLOW_AUTHORIZATION_LOGIC TRACE_AUTHORITY_BINDING_REQUIRED
fb.conformance ASSERT_PARITY CONFORMANCE_ASSERTION_MODE_VALID TEST_DATA_MATCH_CT_OUTPUT
fb.constitution ARTIFACT_CONTENT_HASH_DECLARED COMPILER_GOVERNANCE_DECLARED COMPILER_NO_EXECUTION EV_APPEND_ONLY
  EV_SCHEMA_REQUIRED FQDN_ONLY_REFERENCES HANDLER_REGISTRY_CLOSED IDENTITY_FQDN_CONSISTENCY NO_SHORT_NAME_REFERENCE
  UNIQUE_ARTIFACT_ID
fb.cryptographic_trust CRYPTOGRAPHIC_TRUST_DECLARED
fb.execution_placement EXECUTION_PLACEMENT_DECLARED
fb.execution_scheduling EXECUTION_SCHEDULING_DECLARED
fb.security_domain SECURITY_DOMAIN_DECLARED
fb.identity IDENTITY_AUTHORITY_SEPARATION
blockchain CT_SURFACE_CLOSED_BLOCKCHAIN
fb.topology ATOM_OUTPUT_PURITY BINDING_INTEGRITY BINDING_SURFACE_CLOSED CC_CAPABILITY_BINDING_VALID CC_INPUTS_SATISFIED
  CC_NO_IMPLICIT_CHAINING CC_NO_MISSING_DEPENDENCIES CC_NO_UNUSED_OUTPUTS CC_STORAGE_OP_CONFORMANCE
  CS_ISOLATED_EXECUTION CS_SURFACE_CLOSED CS_TRACEABLE CT_OUTPUT_CONTRACT_MATCH CT_SURFACE_CLOSED
  CT_TEST_DATA_OUTCOME_DECLARED IMPLEMENTATION_ADMISSIBLE IN_NO_EXECUTION_LOGIC IN_SCHEMA_REQUIRED IN_WORKFLOW_BINDING
  NO_RUNTIME_TOPOLOGY_SYNTHESIS NO_SMART_EXECUTION NO_UNDECLARED_BEHAVIOR_SURFACE PROTOCOL_SURFACE_CLOSED
  RB_BINDING_POLICY_CONFORMANCE RB_CS_ONLY RB_NO_LOGIC RUNTIME_INVARIANT_WIRED SCHEMA_CONFORMANCE TOPOLOGY_ACYCLIC
  TOPOLOGY_AUTHORITY_ORTHOGONAL TOPOLOGY_CAPABILITY_REFERENCE_UNIQUE TOPOLOGY_CONTRACT_CLOSED
  TOPOLOGY_IMMUTABLE_AFTER_COMPILATION TOPOLOGY_INPUT_REFERENCE_DECLARED TOPOLOGY_ROUTING_COMPLETE
  TOPOLOGY_STEP_DECLARED TOPOLOGY_STEP_ID_UNIQUE TOPOLOGY_SURFACE_CANONICAL TOPOLOGY_TRANSPORT_ORTHOGONAL
  WF_CC_ONLY_NODES WF_ENTRY_INTENT WF_EXECUTION_PATH_VALID WF_NODE_KEY_BINDING_UNIQUE
fb.transport TRANSPORT_CANONICAL_NORMALIZATION TRANSPORT_NO_DYNAMIC_ROUTING TRANSPORT_NO_WORKFLOW_SEMANTICS
  TRANSPORT_TARGET_EXISTS
`
  .trim()
  .split(/\n(?=\S)/)
  .flatMap((line) => {
    const [boundary = "", ...names] = line.split(/\s+/);
    return names.map((name) => `${boundary}::INVARIANT_${name}_V0`);
  });

const ledger = JSON.parse(textOf("packages/governance/invariants.json")) as Ledger;
const rows = textOf("docs/invariants.md")
  .split("\n")
  .filter((line) => /^\| \S+::INVARIANT_/.test(line))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

describe("the invariants of the earlier implementation", () => {
  test("are seventy-three, and each has one row", () => {
    expect(named.length).toBe(73);
    expect(rows.map(([name]) => name)).toEqual([...named].sort());
  });

  test("are each enforced somewhere, or say why not", () => {
    expect(rows.filter(([, said = "", where = ""]) => said === "" || where === "")).toEqual([]);
  });

  test("name cases that show the very key or value that is refused", () => {
    const cases = ledger.kept.flatMap((kept) => kept.cases ?? []);
    expect(cases.filter((folder) => !existsSync(`${repository}${folder}/diagnostics.txt`))).toEqual([]);
    expect(cases.length).toBe(new Set(cases).size);
  });

  test("name tests that are there", () => {
    const tests = ledger.kept.flatMap((kept) => kept.tests ?? []);
    expect(tests.filter((file) => !file.endsWith(".test.ts") || !existsSync(repository + file))).toEqual([]);
  });

  test("are checked by rules that the compiler has code for", () => {
    const pages = [...textOf("docs/invariants.md").matchAll(/packages\/governance\/rules\/([a-z0-9-]+)\.md/g)];
    const checked = pages.map(([, name]) => name ?? "").filter((name) => phaseOf(name) === "check");
    const folders = ["rules", "assertions"].map((folder) => `${repository}packages/compiler/src/4-check/${folder}`);
    expect(checked.length).toBeGreaterThan(20);
    expect(checked.filter((name) => !folders.some((folder) => existsSync(`${folder}/${name}.ts`)))).toEqual([]);
  });
});

function phaseOf(rule: string): string | undefined {
  return /^phase: (\w+)$/m.exec(readFileSync(`${repository}packages/governance/rules/${rule}.md`, "utf8"))?.[1];
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkGraph, readAndBind } from "@pgs/compiler";
import { codeOf } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { platform } from "./situation.ts";

const page = readFileSync(fileURLToPath(new URL("../../docs/domains.md", import.meta.url)), "utf8");
const domains = fileURLToPath(new URL("../../domains", import.meta.url));

interface Change {
  readonly domain: "ai-governance" | "blockchain";
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The assertions, by code, that a domain breaks once one text in it is another one; every other finding as well. */
function brokenBy({ domain, file, from, to }: Change): readonly string[] {
  const directory = mkdtempSync(join(tmpdir(), "pgs-assertions-"));
  try {
    cpSync(join(domains, domain, "protocol"), join(directory, "protocol"), { recursive: true });
    const path = join(directory, "protocol", file);
    const text = readFileSync(path, "utf8");
    expect(text.split(from).length).toBe(2);
    writeFileSync(path, text.replace(from, to));
    const { value, diagnostics } = readAndBind({ roots: [platform, { path: domain, directory }] });
    const found = [...diagnostics, ...(value === undefined ? [] : checkGraph(value).diagnostics)];
    const said = found.map(({ code, at }) => `${code} ${basename(at.span.file, ".yaml")}`);
    return [...new Set(said)].sort();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const wallet = (from: string, to: string): Change => ({
  domain: "blockchain",
  file: "wallet/WF_CREATE_WALLET_V0.yaml",
  from,
  to,
});
const verification = (from: string, to: string): Change => ({
  domain: "blockchain",
  file: "identity/WF_VERIFY_ACTOR_V0.yaml",
  from,
  to,
});
const governance = (from: string, to: string): Change => ({
  domain: "ai-governance",
  file: "agent_governance/WF_GOVERN_AGENT_ACTION_V0.yaml",
  from,
  to,
});

describe("the assertions of the real protocols", () => {
  test("are told with their summaries on the page of the domains", () => {
    const told = [...page.matchAll(/^\| (AS_\S+) \| (.*) \|$/gm)].map(([, code, summary]) => `${code} ${summary}`);
    const roots = ["ai-governance", "blockchain"].map((domain) => ({ path: domain, directory: join(domains, domain) }));
    const artifacts = [...(readAndBind({ roots: [platform, ...roots] }).value?.artifacts.values() ?? [])];
    const asserted = artifacts.flatMap(({ kind, fqdn, summary }) =>
      kind === "AS" ? `${codeOf(fqdn)} ${summary}` : [],
    );
    expect(told.sort()).toEqual(asserted.sort());
  });

  test("find a wallet made for whoever was rejected since", () => {
    expect(brokenBy(wallet("      unless_later: [EV_ACTOR_REJECTED_V0]\n", ""))).toEqual([
      "PGS5030 AS_KEYS_NEED_VERIFIED_ACTOR_V0",
      "PGS5030 AS_WALLET_NEEDS_VERIFIED_ACTOR_V0",
    ]);
  });

  test("find a wallet made because anybody at all was verified", () => {
    expect(brokenBy(wallet("      match: { actor_id: $.results.RESOLVE.actor_id }\n", ""))).toEqual([
      "PGS5030 AS_KEYS_NEED_VERIFIED_ACTOR_V0",
      "PGS5030 AS_WALLET_NEEDS_VERIFIED_ACTOR_V0",
    ]);
  });

  test("find a wallet written over one that may be there", () => {
    expect(brokenBy(wallet("NOT_FOUND: DERIVE, VIOLATION: DENIED", "NOT_FOUND: DERIVE, VIOLATION: DERIVE"))).toEqual([
      "PGS5030 AS_WALLET_IS_NEVER_REPLACED_V0",
    ]);
  });

  test("find a wallet whose creation nobody wrote down", () => {
    expect(
      brokenBy(
        wallet("next: { SUCCESS: RECORD, VIOLATION: FAILED }", "next: { SUCCESS: RECORD, VIOLATION: WALLET_CREATED }"),
      ),
    ).toEqual(["PGS5033 AS_WALLET_CREATION_TOLD_V0"]);
  });

  test("find a verification that nobody decided", () => {
    expect(brokenBy(verification("REFUSED: UNKNOWN_ACTOR }", "REFUSED: VERIFY }"))).toEqual([
      "PGS5030 AS_DECISION_ON_REGISTERED_ACTOR_V0",
      "PGS5030 AS_VERIFIED_AFTER_APPROVAL_V0",
    ]);
  });

  test("find a verification in place of a rejection that could not be written", () => {
    const change = verification(
      "SUCCESS: ACTOR_REJECTED, VIOLATION: FAILED",
      "SUCCESS: ACTOR_REJECTED, VIOLATION: VERIFY",
    );
    expect(brokenBy(change)).toEqual(["PGS5030 AS_VERIFIED_AFTER_APPROVAL_V0"]);
  });

  test("find somebody else who may verify", () => {
    const file = "identity/IN_ACTOR_VERIFIED_V0.yaml";
    const change = { from: "actors: [AC_VERIFIER_V0]", to: "actors: [AC_VERIFIER_V0, AC_ENDUSER_V0]" };
    const found = brokenBy({ domain: "blockchain", file, ...change });
    expect(found).toEqual(["PGS5035 AS_REJECTED_BY_A_VERIFIER_V0", "PGS5035 AS_VERIFIED_BY_A_VERIFIER_V0"]);
  });

  test("find a denial that is not in the audit log", () => {
    expect(
      brokenBy(
        governance(
          "SUCCESS: EXIT_UNDECLARED_TOOL, VIOLATION: EXIT_ERROR",
          "SUCCESS: EXIT_UNDECLARED_TOOL, VIOLATION: DENIED",
        ),
      ),
    ).toEqual(["PGS5033 AS_DENIAL_AUDITED_V0"]);
  });

  test("find an action that is allowed although it was to be denied", () => {
    const denied = "SUCCESS: EXIT_UNAUTHORIZED_TOOL, VIOLATION: ";
    expect(brokenBy(governance(`${denied}EXIT_ERROR`, `${denied}RECORD_GOVERNED_ACTION`))).toEqual([
      "PGS5030 AS_AUTHORIZED_PARAMETERS_V0",
      "PGS5030 AS_AUTHORIZED_WITHIN_TIER_V0",
      "PGS5030 AS_UNATTENDED_TOOLS_LISTED_V0",
      "PGS5034 AS_ONE_DECISION_A_RUN_V0",
    ]);
  });

  test("find an action that goes around the supervisor, or follows their refusal or silence", () => {
    const [unattended, asked] = ["RECORD_GOVERNED_ACTION", "REQUEST_APPROVAL"];
    const swapped = governance(
      `SUCCESS: ${unattended}, VIOLATION: ${asked}`,
      `SUCCESS: ${asked}, VIOLATION: ${unattended}`,
    );
    expect(brokenBy(swapped)).toEqual(["PGS5030 AS_UNATTENDED_TOOLS_LISTED_V0"]);
    for (const [refusal, assertion] of [
      ["APPROVAL_REJECTED", "AS_NOT_AUTHORIZED_AFTER_REFUSAL_V0"],
      ["APPROVAL_EXPIRED", "AS_NOT_AUTHORIZED_AFTER_EXPIRY_V0"],
    ]) {
      const written = `SUCCESS: EXIT_${refusal}, VIOLATION: `;
      const found = brokenBy(governance(`${written}EXIT_ERROR`, `${written}${unattended}`));
      expect(found).toEqual([
        "PGS5030 AS_UNATTENDED_TOOLS_LISTED_V0",
        `PGS5031 ${assertion}`,
        "PGS5034 AS_ONE_DECISION_A_RUN_V0",
      ]);
    }
  });
});

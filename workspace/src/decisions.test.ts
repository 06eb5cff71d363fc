import { createHash, generateKeyPairSync, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedPay } from "./sealed-pay.ts";
import { run, temporaryWorkspace } from "./temporary-workspace.ts";

const chief = generateKeyPairSync("ed25519");
const der = chief.publicKey.export({ format: "der", type: "spki" });
const sha256 = (bytes: string | Buffer): string => createHash("sha256").update(bytes).digest("hex");

function configure(cwd: string, approvers: readonly object[]): void {
  const lines = [`snapshot: ${JSON.stringify(sealedPay)}`, `approvers: ${JSON.stringify(approvers)}`, ""];
  writeFileSync(join(cwd, "pgs.config.yaml"), lines.join("\n"));
}

const listed = { public_key: der.toString("base64"), actor: "pay::AC_CHIEF_V0", attributes: { id: "c-4711" } };

/** A run that the chief approved, with a signature or without, and where it is. */
function approved(words: (cwd: string) => readonly string[]): { readonly cwd: string; readonly id: string } {
  const cwd = temporaryWorkspace(sealedPay);
  configure(cwd, [listed]);
  writeFileSync(join(cwd, "chief.pem"), chief.privateKey.export({ format: "pem", type: "pkcs8" }));
  const args = ["--actor", '{"id":"clerk"}', "--trace", "none"];
  const { result } = run({ cwd, workflow: "pay::WF_PAY_V0", payload: { amount: 5, clerk: "clerk" }, args });
  const decided = pgs(["approve", result.run, ...words(cwd), "--trace", "data"], { cwd });
  if (decided.code !== 0) throw new Error(decided.err);
  return { cwd, id: result.run };
}

const signed = () => approved((cwd) => ["--key-file", join(cwd, "chief.pem"), "--note", "by word of mouth"]);

describe("a signature that was given long ago", () => {
  test("is verified by an outsider who has a line of the trace and the public key, and nothing of PGS", () => {
    const { cwd, id } = signed();
    const trace = readFileSync(join(cwd, "traces", id, `${id}.jsonl`), "utf8");
    const line = trace.split("\n").find((each) => each.includes('"outcome":"APPROVED"')) ?? "";
    const { outputs } = JSON.parse(line) as { readonly outputs: Readonly<Record<string, string>> };
    const { signed: text = "", signature = "", key, approval_id } = outputs;
    const bytes = Buffer.from(signature, "base64");
    expect(verify(null, Buffer.from(text), chief.publicKey, bytes)).toBe(true);
    expect(verify(null, Buffer.from(text.replace("approved", "rejected")), chief.publicKey, bytes)).toBe(false);
    expect(sha256(der)).toBe(key);
    expect(JSON.parse(text)).toEqual({
      approver: "pay::AC_CHIEF_V0",
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      bound: {
        approval: approval_id,
        expires: expect.stringMatching(/Z$/),
        program: (JSON.parse(trace.split("\n")[0] ?? "") as { program_digest: string }).program_digest,
        requester: expect.stringMatching(/^[0-9a-f]{64}$/),
        subject: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      decision: "approved",
      withheld: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(outputs["withheld"]).toEqual({ $redacted: "personal", commit: expect.stringMatching(/^[0-9a-f]{64}$/) });
    for (const personal of ["c-4711", "by word of mouth"]) expect(trace).not.toContain(personal);
  });

  test("is verified by `pgs verify` for as long as its key is listed, also as one that decides nothing more", () => {
    const { cwd } = signed();
    expect(pgs(["verify"], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining("✓ decisions  1 signed decision\n"),
    });
    configure(cwd, [{ ...listed, until: "2999-01-01T00:00:00Z" }]);
    expect(pgs(["verify"], { cwd }).code).toBe(0);
    configure(cwd, []);
    const unknown = pgs(["verify"], { cwd });
    expect(unknown).toMatchObject({ code: 4, out: expect.stringContaining("✗ decisions  1 signed decision\n") });
    expect(unknown.out).toContain(`at ASK: PGS7058: nobody who may approve here has the key \`${sha256(der)}\`;`);
    configure(cwd, [{ ...listed, until: "2020-01-01T00:00:00Z" }]);
    expect(pgs(["verify"], { cwd })).toMatchObject({ code: 4, out: expect.stringContaining("PGS7058") });
    configure(cwd, [{ ...listed, attributes: { id: "somebody-else" } }]);
    expect(pgs(["verify"], { cwd })).toMatchObject({ code: 4, out: expect.stringContaining("PGS7067") });
  });

  test("is missing where none was given, and that is said", () => {
    const { cwd } = approved(() => ["--as", "AC_CHIEF_V0", "--actor", '{"id":"chief"}']);
    const verified = jsonOf<{ verified: readonly object[] }>(pgs(["verify", "--json"], { cwd }));
    expect(verified.verified).toContainEqual({
      what: "decisions",
      size: "0 signed decisions, 1 without a signature",
      findings: [],
    });
  });
});

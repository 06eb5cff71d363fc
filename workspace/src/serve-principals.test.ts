import { readFileSync } from "node:fs";
import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { ask, configure, digestOf, startServer } from "./serve-process.ts";
import { temporaryWorkspace } from "./temporary-workspace.ts";

const route = "/api/v0/register_actor";
const body = { actor_record: { first_name: "Ada", last_name: "Eight", email_registration: "ada@example.com" } };
const actor = "blockchain::AC_ENDUSER_V0";
const [ours, theirs] = ["a-token-of-acme-0123456789abcdef", "a-token-of-umbrella-0123456789abcdef"] as const;
const bearer = (token: string): JsonObject & Record<string, string> => ({ authorization: `Bearer ${token}` });

/** A workspace that two tenants may ask in. */
function sharedWorkspace(): string {
  const cwd = temporaryWorkspace(sealedDomains);
  const principals = [
    { token_sha256: digestOf(ours), actor, tenant: "acme" },
    { token_sha256: digestOf(theirs), actor, tenant: "umbrella" },
  ];
  configure(cwd, { principals });
  return cwd;
}

describe("principals", () => {
  test.each([
    ["no token", {}],
    ["another token", bearer("x".repeat(32))],
    ["the digest in place of the token", bearer(digestOf(ours))],
    ["another scheme", { authorization: `Basic ${ours}` }],
    ["no token after the scheme", { authorization: "Bearer " }],
    ["more than a token", { authorization: `Bearer ${ours}, Bearer ${ours}` }],
  ])("%s gets 401 everywhere but for its health", async (_, headers) => {
    const server = await startServer(sharedWorkspace());
    for (const path of [route, "/runs", "/runs/R_00000000000000000000000000000000", "/openapi.json", "/nowhere"]) {
      const told = await ask(`${server.address}${path}`, { headers });
      expect([told.status, told.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="pgs"']);
    }
    expect((await ask(`${server.address}${route}`, { body, headers })).status).toBe(401);
    expect((await ask(`${server.address}/healthz`, { headers })).status).toBe(200);
  });

  test("a token is an actor of its tenant, and the run says so", async () => {
    const cwd = sharedWorkspace();
    const server = await startServer(cwd);
    const told = await ask(`${server.address}${route}`, { body, headers: bearer(ours) });
    expect(told.status).toBe(200);
    const trace = await fetch(`${server.address}/runs/${told.body["run"]}/trace`, { headers: bearer(ours) });
    const [head = ""] = (await trace.text()).split("\n");
    expect(JSON.parse(head)).toMatchObject({ tenant: "acme", actor: { artifact: actor, provenance: "principal" } });
    expect(await server.stop()).toBe(0);
    const listed = (tenant: string): unknown => jsonOf(pgs(["runs", "--tenant", tenant, "--json"], { cwd })).runs;
    expect(listed("acme")).toHaveLength(1);
    expect(listed("umbrella")).toHaveLength(0);
  });

  test("nobody gets another tenant's run, nor its key", async () => {
    const server = await startServer(sharedWorkspace());
    const key = { "idempotency-key": "the-same" };
    const first = await ask(`${server.address}${route}`, { body, headers: { ...bearer(ours), ...key } });
    const run = String(first.body["run"]);
    for (const path of [`/runs/${run}`, `/runs/${run}/trace`, `/runs/${run}/trace.html`]) {
      expect((await fetch(`${server.address}${path}`, { headers: bearer(ours) })).status).toBe(200);
      const told = await ask(`${server.address}${path}`, { headers: bearer(theirs) });
      expect([told.status, told.body["error"]]).toEqual([404, "unknown_run"]);
    }
    const second = await ask(`${server.address}${route}`, { body, headers: { ...bearer(theirs), ...key } });
    expect([second.status, second.body["duplicate"]]).toEqual([200, false]);
    expect(second.body["run"]).not.toBe(run);
  });

  test("an actor whom the intent does not admit is refused by the protocol", async () => {
    const cwd = temporaryWorkspace(sealedDomains);
    configure(cwd, { principals: [{ token_sha256: digestOf(ours), actor: "ai_governance::AC_AGENT_V0" }] });
    const server = await startServer(cwd);
    const told = await ask(`${server.address}${route}`, { body, headers: bearer(ours) });
    expect([told.status, told.body["terminal"]]).toEqual([422, "rejected"]);
    expect(JSON.stringify(told.body["reasons"])).toContain("AC_AGENT_V0");
  });

  test("the document says that a token is wanted", async () => {
    const server = await startServer(sharedWorkspace());
    const { body: document } = await ask(`${server.address}/openapi.json`, { headers: bearer(ours) });
    expect(document["security"]).toEqual([{ bearer: [] }]);
  });

  test("no token, payload or attribute is in the log", async () => {
    const cwd = sharedWorkspace();
    const server = await startServer(cwd);
    await ask(`${server.address}${route}`, { body, headers: bearer(ours) });
    await ask(`${server.address}/nowhere-to-be-seen?token=${ours}`, { headers: bearer(theirs) });
    expect(await server.stop()).toBe(0);
    expect(server.err()).toMatch(/POST \/api\/v0\/register_actor 200 R_[0-9a-f]{32} completed/);
    for (const word of [ours, theirs, digestOf(ours), "ada@example.com", "nowhere"])
      expect(server.err()).not.toContain(word);
    expect(readFileSync(`${cwd}/data/tenants/acme/pgs.db`)).not.toContain(ours);
  });

  test.each([
    ["a token in place of its digest", { token_sha256: ours, actor }, "PGS8031"],
    ["a token under a key of its own", { token: ours, token_sha256: digestOf(ours), actor }, "PGS8030"],
    ["no actor", { token_sha256: digestOf(ours) }, "PGS8031"],
    ["a tenant that leads elsewhere", { token_sha256: digestOf(ours), actor, tenant: "../.." }, "PGS8031"],
  ])("a configuration with %s is refused, and shows nothing of it", (_, principal, code) => {
    const cwd = temporaryWorkspace(sealedDomains);
    configure(cwd, { principals: [principal] });
    const refused = pgs(["serve", "--port", "0"], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(code);
    for (const word of [ours, digestOf(ours)]) expect(refused.err).not.toContain(word);
  });

  test("a tenant for all of them is refused", () => {
    const refused = pgs(["serve", "--port", "0", "--tenant", "acme"], { cwd: sharedWorkspace() });
    expect([refused.code, refused.err.split("\n")[0]]).toEqual([
      2,
      "pgs: `--tenant` is for a server without principals",
    ]);
  });

  test("an actor that nobody admits is refused at the start", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    configure(cwd, { principals: [{ token_sha256: digestOf(ours), actor: "blockchain::AC_ENDUSR_V0" }] });
    const refused = pgs(["serve", "--port", "0"], { cwd });
    expect([refused.code, refused.err.split("\n")[0]]).toEqual([
      2,
      "pgs: principal 1 is `blockchain::AC_ENDUSR_V0`, which the snapshot does not declare",
    ]);
  });
});

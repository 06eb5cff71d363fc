import type { JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { ask, configure, digestOf, startServer } from "./serve-process.ts";
import { run, temporaryWorkspace } from "./temporary-workspace.ts";

const route = "/api/v0/register_actor";
const actor = "blockchain::AC_ENDUSER_V0";
const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
const [ours, theirs] = ["a-token-of-acme-0123456789abcdef", "a-token-of-umbrella-0123456789abcdef"] as const;
const bearer = (token: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${token}` });
const bodyOf = (name: string): JsonObject => ({
  actor_record: { first_name: name, last_name: name, email_registration: `${name}@example.com` },
});

function sharedWorkspace(more: JsonObject = {}): string {
  const cwd = temporaryWorkspace(sealedDomains);
  const principals = [
    { token_sha256: digestOf(ours), actor, tenant: "acme" },
    { token_sha256: digestOf(theirs), actor, tenant: "umbrella" },
  ];
  configure(cwd, { principals, ...more });
  return cwd;
}

const logOf = (cwd: string, tenant: string) =>
  (jsonOf(pgs(["data", "log", "--tenant", tenant, "--json"], { cwd })) as { readonly log: JsonObject[] }).log;

describe("a request that names another tenant", () => {
  test("is refused, whether there is one or not, and journaled with whoever asked", async () => {
    const cwd = sharedWorkspace();
    const server = await startServer(cwd);
    const { body } = await ask(`${server.address}${route}`, { body: bodyOf("Theirs"), headers: bearer(theirs) });
    const attempts: readonly [string, Readonly<Record<string, string>>][] = [
      [`/runs/${body["run"]}`, { "x-pgs-tenant": "umbrella" }],
      [`/runs/${body["run"]}?tenant=umbrella`, {}],
      ["/nowhere", { "x-pgs-tenant": "nobody" }],
      ["/openapi.json", { "x-pgs-tenant": "../umbrella" }],
    ];
    const told = [];
    for (const [path, headers] of attempts) {
      told.push(await ask(`${server.address}${path}`, { headers: { ...bearer(ours), ...headers } }));
    }
    expect(told.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(new Set(told.map((each) => JSON.stringify(each.body))).size).toBe(1);
    const own = await ask(`${server.address}/openapi.json`, { headers: { ...bearer(ours), "x-pgs-tenant": "acme" } });
    expect(own.status).toBe(200);
    expect((await ask(`${server.address}/runs/${body["run"]}`, { headers: bearer(ours) })).status).toBe(404);
    await server.stop();
    const log = logOf(cwd, "acme");
    expect(log.map(({ kind }) => kind)).toEqual(["refusal", "refusal", "refusal", "refusal"]);
    expect(log.map(({ said }) => (said as JsonObject)["named"])).toEqual(["umbrella", "umbrella", "nobody", ""]);
    expect(log[0]?.["said"]).toMatchObject({ refused: "other_tenant", actor, channel: "http GET /runs/{run}" });
    expect(logOf(cwd, "umbrella")).toEqual([]);
    for (const tenant of ["acme", "umbrella"]) expect(pgs(["verify", "--tenant", tenant], { cwd }).code).toBe(0);
  });

  test("is told from one that names nothing: a query is none either way", async () => {
    const server = await startServer(sharedWorkspace());
    const told = await ask(`${server.address}/openapi.json?tenant=acme`, { headers: bearer(ours) });
    expect([told.status, told.body["error"]]).toEqual([400, "bad_query"]);
  });
});

describe("limits of a tenant", () => {
  test("hold for it alone: payload, runs a minute, size of the database (PGS8040, PGS8041)", async () => {
    const limits = { payload_bytes: 200, runs_per_minute: 2 };
    const server = await startServer(sharedWorkspace({ tenants: { acme: { limits } } }));
    const asks = (token: string, name: string) =>
      ask(`${server.address}${route}`, { body: bodyOf(name), headers: bearer(token) });
    const long = "x".repeat(100);
    expect((await asks(ours, long)).status).toBe(413);
    expect((await asks(theirs, long)).status).toBe(200);
    const told = [await asks(ours, "a"), await asks(ours, "b"), await asks(theirs, "a"), await asks(theirs, "b")];
    expect(told.map(({ status }) => status)).toEqual([200, 429, 200, 200]);
    expect(told[1]?.body["error"]).toBe("too_many_runs");
    expect(told[1]?.headers.get("retry-after")).toBe("60");
    await server.stop();
  });

  test("are told on the command line with exit 3, and nothing ran", () => {
    const cwd = temporaryWorkspace(sealedDomains);
    const limitsOf = (limits: JsonObject): JsonObject => ({ limits });
    const tenants = {
      acme: limitsOf({ runs_per_minute: 1 }),
      full: limitsOf({ database_bytes: 4096 }),
      small: limitsOf({ store_records: 2 }),
    };
    configure(cwd, { tenants });
    const asks = (name: string, ...args: readonly string[]) => run({ cwd, workflow, payload: bodyOf(name), args });
    const acme = ["--tenant", "acme"];
    expect(asks("a", ...acme).code).toBe(0);
    const again = pgs(["run", "--wf", workflow, "--payload", "-", ...acme], {
      cwd,
      input: JSON.stringify(bodyOf("b")),
    });
    expect([again.code, again.err]).toEqual([3, expect.stringContaining("PGS8040")]);
    expect(jsonOf(pgs(["runs", "--json", ...acme], { cwd }))["runs"]).toHaveLength(1);
    const full = ["run", "--wf", workflow, "--payload", "-", "--tenant", "full"];
    const refused = pgs(full, { cwd, input: JSON.stringify(bodyOf("a")) });
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("PGS8041")]);
    // A store that is full is what the protocol says: a declared outcome.
    const ends = ["a", "b", "c"].map((name) => asks(name, "--tenant", "small").result.terminal);
    expect([ends[0], ends.at(-1)]).toEqual(["completed", "failed"]);
    expect(["a", "b", "c"].map((name) => asks(name).code)).toEqual([0, 0, 0]);
  });
});

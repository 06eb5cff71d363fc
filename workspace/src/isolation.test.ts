import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeVault, openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";
import { type Vault, vaultOn } from "@pgs/runtime";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { fixedPgs } from "./fixed-pgs.ts";
import { repository } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { digestOf } from "./serve-process.ts";
import { temporaryFolder } from "./temporary-workspace.ts";

const folder = temporaryFolder(afterAll);
const seeds = join(repository, "workspace/seeds");
const tenants = ["acme", "umbrella"] as const;
type Tenant = (typeof tenants)[number];
const other = (tenant: Tenant): Tenant => (tenant === "acme" ? "umbrella" : "acme");
const tokenOf = (tenant: Tenant): string => `a-token-of-${tenant}-0123456789abcdef`;
/** The same in every data root, so that commitments can be compared. */
const keyOf = (tenant: Tenant): Buffer => Buffer.alloc(32, tenant.length);

const kinds = [
  "run",
  "ask",
  "batch",
  "verify",
  "wallet",
  "load",
  "govern",
  "approve",
  "erase",
  "export",
  "cross",
  "list",
  "replay",
  "prune",
] as const;

interface Step {
  readonly tenant: Tenant;
  readonly kind: (typeof kinds)[number];
  readonly who: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  tenant: fc.constantFrom(...tenants),
  kind: fc.constantFrom(...kinds, "run", "ask", "load", "govern", "approve"),
  who: fc.integer({ min: 0, max: 2 }),
});

/** Every kind of step, of both in turns. */
const everything: Step[] = kinds.flatMap((kind) => tenants.map((tenant) => ({ tenant, kind, who: 1 })));

const personOf = (who: number): JsonObject => ({
  first_name: `First-${who}`,
  last_name: `Last-${who}`,
  email_registration: `somebody.${who}@example.org`,
});

function resolvable<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** A data root with a server on it, in this process, under a clock that stands. */
async function openRoot() {
  const cwd = mkdtempSync(join(folder, "root-"));
  const principals = tenants.map((tenant) => ({
    token_sha256: digestOf(tokenOf(tenant)),
    actor: "blockchain::AC_ENDUSER_V0",
    tenant,
  }));
  const said = { snapshot: sealedDomains, principals };
  const lines = Object.entries(said).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  writeFileSync(join(cwd, "pgs.config.yaml"), lines.join(""));
  mkdirSync(join(cwd, "data/keys"), { recursive: true });
  for (const tenant of tenants) writeFileSync(join(cwd, `data/keys/${tenant}.key`), keyOf(tenant), { mode: 0o600 });
  const stopping = resolvable<void>();
  const listening = resolvable<string>();
  const terminal = {
    out: (text: string) => listening.resolve((JSON.parse(text) as { readonly address: string }).address),
    err: () => undefined,
    readInput: () => Buffer.alloc(0),
    inputChunks: () => [],
    currentFolder: cwd,
    environment: {},
    outIsTerminal: false,
    errIsTerminal: false,
  };
  const served = fixedPgs(["serve", "--port", "0", "--json"], {
    cwd,
    parts: { terminal, untilStopped: () => stopping.promise },
  });
  const address = await listening.promise;
  return {
    cwd,
    address,
    close: async () => {
      stopping.resolve();
      await served;
    },
  };
}
type Root = Awaited<ReturnType<typeof openRoot>>;

/** Does one step, and gives what was answered. */
async function take({ cwd, address }: Root, { tenant, kind, who }: Step, nth: number): Promise<Json> {
  const own = ["--tenant", tenant, "--json"];
  const pgs = async (words: readonly string[], input: JsonObject = {}): Promise<Json> => {
    const { code, out, err } = await fixedPgs([...words, ...own], { cwd, input: JSON.stringify(input) });
    return { code, out, err };
  };
  const ask = async (path: string, headers: JsonObject, body?: JsonObject): Promise<Json> => {
    const init = { headers: { authorization: `Bearer ${tokenOf(tenant)}`, ...headers } as Record<string, string> };
    const posted = {
      method: "POST",
      body: JSON.stringify(body),
      headers: { ...init.headers, "content-type": "application/json" },
    };
    const answer = await fetch(`${address}${path}`, body === undefined ? init : posted);
    return { status: answer.status, body: await answer.text() };
  };
  const workflow = "blockchain::WF_REGISTER_ACTOR_UNVERIFIED_V0";
  const payload = { actor_record: personOf(who) };
  const run = (fqdn: string, asked: JsonObject): Promise<Json> =>
    pgs(["run", "--wf", fqdn, "--payload", "-", "--key", `${fqdn}-${who}`, "--trace", "data"], asked);
  switch (kind) {
    case "run":
      return run(workflow, payload);
    case "ask":
      return ask("/runs", { "idempotency-key": `k-${who}` }, { workflow, payload });
    case "batch":
      return run("blockchain::WF_REGISTER_ACTORS_CONCURRENTLY_V0", {
        actor_records: [0, 1, 2].slice(who).map(personOf),
      });
    case "wallet":
      return run("blockchain::WF_CREATE_WALLET_V0", { ...payload, wallet_type: "STANDARD" });
    case "verify":
      return run("blockchain::WF_VERIFY_ACTOR_V0", {
        ...payload,
        decision: "VERIFIED",
        notes: "n",
        verifier_id: "V_1",
      });
    case "load":
      return pgs(["data", "load", "LICENSE_FACTS", join(seeds, "license_facts.json")]);
    case "govern":
      return run(
        "ai_governance::WF_GOVERN_AGENT_ACTION_V0",
        JSON.parse(readFileSync(join(seeds, "agent_action_revoke_license.json"), "utf8")) as JsonObject,
      );
    case "approve": {
      const pending = (await pgs(["pending"])) as { readonly out: string };
      const { waiting = [] } = JSON.parse(pending.out) as { readonly waiting?: readonly { readonly id: string }[] };
      const by = ["--as", "ai_governance::AC_SUPERVISOR_V0", "--actor", `{"user_id":"SUP_${who}"}`, "--trace", "data"];
      return [pending, waiting[0] === undefined ? null : await pgs(["approve", waiting[0].id, ...by])];
    }
    case "erase":
      return pgs(["data", "erase", "--person", "-"], personOf(who));
    case "export": {
      const answer = await pgs(["data", "export", "--all", `export-${tenant}-${nth}.jsonl`, "--reveal"]);
      return [answer, readFileSync(join(cwd, `export-${tenant}-${nth}.jsonl`), "utf8")];
    }
    case "cross":
      return [
        await ask("/openapi.json", { "x-pgs-tenant": other(tenant) }),
        await ask(`/runs/R_${"0".repeat(31)}${who}`, {}),
      ];
    case "list":
      return [await pgs(["runs"]), await pgs(["data", "ls"]), await pgs(["data", "log"])];
    case "replay":
      return [await pgs(["replay", "--all"]), await pgs(["verify"])];
    case "prune":
      return pgs(["data", "prune", "--before", "2025-01-01T00:00:00Z"]);
  }
}

/** Everything that a tenant has: what its database holds, with what is sealed opened, its views and its traces. */
function heldBy(tenant: Tenant, { cwd }: Root): Json {
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(cwd, `data/tenants/${tenant}/pgs.db`) });
  try {
    const { read } = ledger;
    const vault = vaultOn(makeVault(keyOf(tenant)), read);
    const stores = read.stores();
    const rows = read.journalAfter(0, 1_000_000).map(({ seq, run, segment, kind, body }) => {
      return { seq, run, segment, kind, body: opened(JSON.parse(body) as Json, vault) };
    });
    const kept = stores.map(({ id }) => [
      read.count(id),
      ...read.records(id).map((record) => opened(record as unknown as Json, vault)),
      ...read.eventsAfter(id, 0, 1_000_000).map((event) => opened(event as unknown as Json, vault)),
    ]);
    const files = [join(cwd, `data/tenants/${tenant}`), join(cwd, `traces/${tenant}`)].flatMap(textsBelow);
    return { runs: read.runs(1_000_000), stores, rows, kept, files } as unknown as Json;
  } finally {
    ledger.close();
  }
}

function opened(value: Json, vault: Vault): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => opened(item, vault));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      return [name, name === "$sealed" && typeof member === "string" ? openOne(member, vault) : opened(member, vault)];
    }),
  );
}

function openOne(token: string, vault: Vault): Json {
  try {
    return vault.open(token);
  } catch (error) {
    return String(error);
  }
}

function textsBelow(at: string): readonly (readonly [string, string])[] {
  if (!existsSync(at)) return [];
  const entries = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes("pgs.db"));
  return paths.sort().map((path) => [path.slice(at.length), readFileSync(path, "utf8")] as const);
}

describe("two tenants on one data root", () => {
  test("each have and are told the same as if the other did not exist, whatever both do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        const shared = await openRoot();
        const told: Json[] = [];
        for (const [nth, each] of steps.entries()) told.push(await take(shared, each, nth));
        await shared.close();
        for (const tenant of tenants) {
          const alone = await openRoot();
          for (const [nth, each] of steps.entries()) {
            if (each.tenant === tenant) expect(await take(alone, each, nth)).toEqual(told[nth]);
          }
          await alone.close();
          expect(heldBy(tenant, alone)).toEqual(heldBy(tenant, shared));
          rmSync(alone.cwd, { recursive: true, force: true });
        }
        rmSync(shared.cwd, { recursive: true, force: true });
      }),
      { numRuns: Number(process.env["PGS_ISOLATION_RUNS"] ?? 3), examples: [[everything]] },
    );
  }, 300_000);
});
